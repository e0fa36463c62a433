import { models } from '../../models/index.js';
import { matchedKernelNets } from '../../models/matched-kernel-nets.js';
import { analyses } from '../analyses/index.js';
import { defineStudy } from '../define-study.js';
import { claims } from './claims/index.js';
import { russian } from './russian.js';

/** Section 2.1: how large the kernels of a convolutional network should be. */
export const kernelSize = defineStudy({
  id: 'kernel-size',
  section: '2.1',
  title: 'Kernel size',
  question:
    'What do larger kernels gain and cost on handwritten digits: in accuracy, in time, in how far a unit sees, and in how ' +
    'much fine detail is left?',
  models: [models['Kernel 3x3'], models['Kernel 5x5'], models['Kernel 7x7'], models['Mixed kernels']],
  presets: {
    quick: {
      data: { kind: 'synthetic-digits', trainSize: 1_500, testSize: 500, seed: 1 },
      epochs: 3,
    },
    document: { data: { kind: 'mnist' }, epochs: 3 },
    matched: {
      data: { kind: 'mnist', trainSize: 20_000 },
      models: matchedKernelNets,
      epochs: 3,
      seeds: [1, 2, 3],
    },
  },
  reconstructed: [
    'Batch size 64 and Adam at 1e-3: the document names neither.',
    'The order of the training images and the initial weights: the document fixes no seed.',
  ],
  notControlled: [
    'In the quick and document presets the networks differ in parameters and multiply-adds as well as in kernel size, and the ' +
      '3x3 net is the largest by far; the matched preset gives all of them the same number of parameters.',
    'At the same number of parameters larger kernels take more multiply-adds and fewer filters: no choice of widths keeps all three alike.',
    'One learning rate and few epochs for all; a network that would do better with others is at a loss.',
    'Training times depend on how well each kernel size is implemented on this machine.',
  ],
  analyses: [analyses.layers, analyses.receptiveFields, analyses.filters, analyses.featureMaps],
  claims,
  translations: { ru: russian },
});
