import { blockNets } from '../../models/block-nets.js';
import { blockComparison } from '../analyses/block-comparison.js';
import { defineStudy } from '../define-study.js';
import { nothingTrained } from '../nothing-trained.js';
import { claims } from './claims.js';
import { conclusionClaims } from './conclusion-claims.js';
import { russian } from './russian.js';

/** Section 3.2: the kinds of residual blocks; and what the document concludes from all studies together. */
export const residualBlocks = defineStudy({
  id: 'residual-blocks',
  section: '3.2',
  title: 'Residual blocks',
  question:
    'What do basic, bottleneck and wide residual blocks make of their input and cost, and what does each gain in a net of its ' +
    'own, against the others and against a plain CNN of the same size?',
  models: [blockNets.basic, blockNets.bottleneck, blockNets.wide, blockNets.plain],
  presets: {
    quick: {
      data: { kind: 'synthetic-shapes', trainSize: 640, testSize: 400, seed: 1 },
      epochs: 3,
      // Small batches make more steps of few images.
      batchSize: 16,
      seeds: [1, 2, 3],
    },
    document: nothingTrained,
    matched: { data: { kind: 'cifar-10', trainSize: 10_000 }, epochs: 5, seeds: [1, 2, 3] },
  },
  reconstructed: [
    'The document builds single blocks and trains nothing in this section. The nets that judge its conclusion, their data, ' +
      'epochs and seeds were chosen here.',
  ],
  notControlled: [
    'The nets have the same number of parameters within 2 %, not the same depth: for one wide block there are two basic ones, ' +
      'and bottleneck blocks have three convolutions each.',
    'Few epochs on part of the training images: which net is ahead early need not be ahead in the end.',
    'One learning rate for all; a net that would do better with another is at a loss.',
    'Times of single blocks depend on how well each shape is implemented on this machine.',
  ],
  analyses: [blockComparison],
  claims: [...claims, ...conclusionClaims],
  translations: { ru: russian },
});
