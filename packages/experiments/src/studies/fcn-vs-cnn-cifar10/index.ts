import { models } from '../../models/index.js';
import { defineStudy } from '../define-study.js';
import { claims } from './claims.js';

/** Section 1.2: the comparison of section 1.1 on small colour photographs. */
export const fcnVsCnnCifar10 = defineStudy({
  id: 'fcn-vs-cnn-cifar10',
  section: '1.2',
  title: 'Fully connected against convolutional networks on CIFAR-10',
  question:
    'How do a fully connected network, a plain CNN and a residual CNN compare on small colour photographs: in accuracy, ' +
    'in how far they overfit, in time, and in which classes they mistake for which?',
  models: [models['CIFAR FCN'], models['CIFAR SimpleCNN'], models['CIFAR ResidualCNN']],
  presets: {
    quick: {
      data: { kind: 'synthetic-shapes', trainSize: 3_000, testSize: 1_000, seed: 1 },
      epochs: 3,
    },
    document: { data: { kind: 'cifar-10' }, epochs: 10 },
  },
  reconstructed: [
    'Ten epochs, as in section 1.1: the document gives no number for this section.',
    'Batch size 64 and Adam at 1e-3: the document names neither.',
    'The order of the training images and the initial weights: the document fixes no seed.',
  ],
  notControlled: [
    'The networks differ in parameters and in multiply-adds as well as in kind: a difference in accuracy cannot be ' +
      'put down to convolution or to residual connections alone.',
    'One learning rate and one number of epochs for all; a network that would do better with others is at a loss.',
    'Only SimpleCNN uses dropout, only ResidualCNN batch normalisation: how far they overfit depends on both.',
    'No augmentation of the training images.',
  ],
  analyses: ['confusion', 'gradientFlow', 'weights'],
  claims,
});
