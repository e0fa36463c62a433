import { models } from '../../models/index.js';
import { defineStudy } from '../define-study.js';
import { claims } from './claims.js';

/** Section 1.1: a fully connected network beside a plain and a residual CNN on MNIST. */
export const fcnVsCnnMnist = defineStudy({
  id: 'fcn-vs-cnn-mnist',
  section: '1.1',
  title: 'Fully connected against convolutional networks on MNIST',
  question:
    'How do a fully connected network, a plain CNN and a residual CNN compare on handwritten digits: in accuracy, ' +
    'in how far they overfit, and in the time they take to train?',
  models: [models.FCN, models.SimpleCNN, models.ResidualCNN],
  presets: {
    quick: {
      data: { kind: 'synthetic-digits', trainSize: 3_000, testSize: 1_000, seed: 1 },
      epochs: 3,
    },
    document: { data: { kind: 'mnist' }, epochs: 10 },
  },
  reconstructed: [
    'Batch size 64 and Adam at 1e-3: the document names neither.',
    'The order of the training images and the initial weights: the document fixes no seed.',
  ],
  notControlled: [
    'The networks differ in parameters and in multiply-adds as well as in kind: a difference in accuracy cannot be ' +
      'put down to convolution or to residual connections alone.',
    'One learning rate and one number of epochs for all; a network that would do better with others is at a loss.',
    'FCN and SimpleCNN use dropout, ResidualCNN does not; FCN and ResidualCNN use batch normalisation, SimpleCNN does not.',
  ],
  claims,
});
