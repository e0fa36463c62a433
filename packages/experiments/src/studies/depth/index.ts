import { matchedDepthNets } from '../../models/matched-depth-nets.js';
import { models } from '../../models/index.js';
import { analyses } from '../analyses/index.js';
import { defineStudy } from '../define-study.js';
import { claims } from './claims/index.js';
import { gradientFlowByDepth } from './gradient-flow.js';
import { russian } from './russian.js';

/** Section 2.2: how deep a convolutional network should be. */
export const depth = defineStudy({
  id: 'depth',
  section: '2.2',
  title: 'Depth',
  question:
    'What does a convolutional network for handwritten digits gain from more layers, do its gradients vanish on the way to the ' +
    'first ones, and what do shortcuts change about it?',
  models: [models['Depth 2'], models['Depth 4'], models['Depth 6'], models['Depth residual']],
  presets: {
    quick: {
      data: { kind: 'synthetic-digits', trainSize: 1_000, testSize: 500, seed: 1 },
      epochs: 3,
    },
    document: { data: { kind: 'mnist' }, epochs: 3 },
    matched: {
      data: { kind: 'mnist', trainSize: 10_000 },
      models: matchedDepthNets,
      epochs: 3,
      seeds: [1, 2, 3],
    },
  },
  reconstructed: [
    'The widths of all layers: the document gives the number of convolutions and a rounded size.',
    'How deep the residual network is: seven convolutions as in section 1.1, and four more to meet the size.',
    'Batch size 64 and Adam at 1e-3: the document names neither.',
    'The order of the training images and the initial weights: the document fixes no seed.',
  ],
  notControlled: [
    'In the quick and document presets the networks differ in parameters and multiply-adds by far more than in depth; the matched ' +
      'preset gives all of them the same number of parameters, at which deeper ones still take more multiply-adds.',
    'Times depend on the widths, which were chosen here, and on how well each layer is implemented on this machine.',
    'The residual network has batch normalisation, the plain ones have none; the matched preset has a plain one with it, so that ' +
      'what shortcuts do can be told from what normalisation does.',
    'One learning rate and few epochs for all; a network that would do better with others is at a loss.',
    'The matched preset trains on the first 10,000 images only.',
  ],
  analyses: [gradientFlowByDepth, analyses.layers, analyses.featureMaps],
  claims,
  translations: { ru: russian },
});
