import { customLayerNets } from '../../models/custom-layer-nets.js';
import { layerComparison } from '../analyses/layer-comparison.js';
import { defineStudy } from '../define-study.js';
import { nothingTrained } from '../nothing-trained.js';
import { claims } from './claims.js';
import { layerPairs } from './layer-pairs.js';
import { russian } from './russian.js';

/** Section 3.1: custom layers beside the standard ones, alone and inside of a CNN. */
export const customLayers = defineStudy({
  id: 'custom-layers',
  section: '3.1',
  title: 'Custom layers',
  question:
    'Do the custom layers compute what the standard ones do, how long do they take, and what does a CNN gain or lose with ' +
    'each of them?',
  models: [...customLayerNets],
  presets: {
    quick: {
      data: { kind: 'synthetic-shapes', trainSize: 2_000, testSize: 1_000, seed: 1 },
      epochs: 2,
    },
    document: nothingTrained,
    matched: { data: { kind: 'cifar-10', trainSize: 10_000 }, epochs: 4, seeds: [1, 2, 3] },
  },
  reconstructed: [
    'The channels that attention and the activation look at: 16, as many as the convolution before them makes. The ' +
      'document names none.',
    'The standard attention mechanism: squeeze-and-excitation. The document names none.',
    'The standard deviation of the noise: 0.1. The document gives none.',
    'The custom layers are those of @convstudy/layers-custom; the document does not show its own.',
  ],
  notControlled: [
    'Where the size of its output divides that of its input, the adaptive pooling layer calls the pooling that the standard one calls, and the ' +
      'noisy convolution without noise is the standard one: equal values are no surprise.',
    'Times are those of one machine and backend, with the random numbers made in JavaScript in them.',
    'Attention adds weights of its own: 98 for spatial, 148 for channel attention.',
    'Noise, masks and dropout stand in one place of the net each; another place might do more.',
  ],
  analyses: [layerComparison(layerPairs)],
  translations: { ru: russian },
  claims,
});
