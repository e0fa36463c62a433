import { matchedCifar10Nets, models } from '../../models/index.js';
import { analyses } from '../analyses/index.js';
import { defineComparison } from '../fcn-vs-cnn/define-comparison.js';
import { augmented } from '../fcn-vs-cnn/nets.js';
import { claims } from './claims.js';
import { russian } from './russian.js';

const [fcn, simple, residual] = matchedCifar10Nets;

/** Section 1.2: the comparison of section 1.1 on small colour photographs. */
export const fcnVsCnnCifar10 = defineComparison({
  id: 'fcn-vs-cnn-cifar10',
  section: '1.2',
  title: 'Fully connected against convolutional networks on CIFAR-10',
  images: 'small colour photographs',
  asked: 'and in which classes they mistake for which',
  models: [models['CIFAR FCN'], models['CIFAR SimpleCNN'], models['CIFAR ResidualCNN']],
  presets: {
    quick: {
      data: { kind: 'synthetic-shapes', trainSize: 1_500, testSize: 1_000, seed: 1 },
      epochs: 8,
    },
    document: { data: { kind: 'cifar-10' }, epochs: 10 },
    matched: {
      data: { kind: 'cifar-10', trainSize: 12_800 },
      models: [
        fcn,
        simple,
        {
          ...simple,
          id: augmented(simple.id),
          title: augmented(simple.title),
          augment: { randomCrop: { padding: 4 }, horizontalFlip: true },
        },
        residual,
      ],
      epochs: 8,
      seeds: [1, 2, 3],
    },
  },
  reconstructed: ['Ten epochs, as in section 1.1: the document gives no number for this section.'],
  notControlled: [
    'Only SimpleCNN uses dropout, only ResidualCNN batch normalisation: how far they overfit depends on both.',
    'The training images are not augmented, but for the one net of preset matched that shows what augmentation does.',
  ],
  analyses: [analyses.confusion, analyses.gradientFlow, analyses.weights],
  claims,
  translations: { ru: russian },
});
