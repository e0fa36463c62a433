import { matchedMnistNets, models } from '../../models/index.js';
import { defineComparison } from '../fcn-vs-cnn/define-comparison.js';
import { claims } from './claims.js';
import { russian } from './russian.js';

/** Section 1.1: a fully connected network, a plain CNN and a residual CNN on handwritten digits. */
export const fcnVsCnnMnist = defineComparison({
  id: 'fcn-vs-cnn-mnist',
  section: '1.1',
  title: 'Fully connected against convolutional networks on MNIST',
  images: 'handwritten digits',
  models: [models.FCN, models.SimpleCNN, models.ResidualCNN],
  presets: {
    quick: {
      data: { kind: 'synthetic-digits', trainSize: 1_500, testSize: 1_000, seed: 1 },
      epochs: 8,
    },
    document: { data: { kind: 'mnist' }, epochs: 10 },
    matched: {
      data: { kind: 'mnist', trainSize: 10_000 },
      models: [...matchedMnistNets],
      epochs: 8,
      seeds: [1, 2, 3],
    },
  },
  notControlled: [
    'FCN and SimpleCNN use dropout, ResidualCNN does not; FCN and ResidualCNN use batch normalisation, SimpleCNN does not.',
  ],
  claims,
  translations: { ru: russian },
});
