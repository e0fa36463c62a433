import { models } from '../../models/index.js';
import { analyses } from '../analyses/index.js';
import { defineComparison } from '../fcn-vs-cnn/define-comparison.js';
import { claims } from './claims.js';
import { russian } from './russian.js';

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
  },
  reconstructed: ['Ten epochs, as in section 1.1: the document gives no number for this section.'],
  notControlled: [
    'Only SimpleCNN uses dropout, only ResidualCNN batch normalisation: how far they overfit depends on both.',
    'No augmentation of the training images.',
  ],
  analyses: [analyses.confusion, analyses.gradientFlow, analyses.weights],
  claims,
  translations: { ru: russian },
});
