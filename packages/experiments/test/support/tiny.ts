import type { Dataset, Split } from '@convstudy/datasets';
import { seededDropout } from '@convstudy/layers-custom';
import * as tfl from '@tensorflow/tfjs-layers';
import { standsOut } from '../../src/claims/compare.js';
import { testAccuracy } from '../../src/claims/measures.js';
import type { ModelDefinition } from '../../src/models/index.js';
import { analyses } from '../../src/studies/analyses/index.js';
import { defineStudy } from '../../src/studies/define-study.js';

/** 4x4 images of three classes, each with its own row bright; learned in an epoch or two. */
export function tinyDataset(trainSize = 96, testSize = 30): Dataset {
  return {
    name: 'Tiny rows',
    sha256: '0'.repeat(64),
    imageShape: [4, 4, 1],
    classNames: ['first', 'second', 'third'],
    normalization: { mean: [0.5], std: [0.5] },
    synthetic: true,
    train: rows(trainSize),
    test: rows(testSize),
  };
}

function rows(size: number): Split {
  const images = new Uint8Array(size * 16);
  const labels = new Uint8Array(size);
  for (let image = 0; image < size; image++) {
    labels[image] = image % 3;
    for (let pixel = 0; pixel < 16; pixel++) {
      const bright = pixel >> 2 === image % 3;
      images[16 * image + pixel] = (bright ? 180 : 40) + ((image * 31 + pixel * 17) % 40);
    }
  }
  return { images, labels, size };
}

/** Dense with batch normalisation: both kinds of state that training changes. */
export const tinyModel: ModelDefinition = {
  id: 'Tiny',
  title: 'Tiny',
  inputShape: [4, 4, 1],
  layersSummary: 'dense 8 ReLU BN, dense',
  build: ({ inputShape, numClasses = 10, seed }) =>
    tfl.sequential({
      layers: [
        tfl.layers.flatten({ inputShape, name: 'pixels' }),
        tfl.layers.dense({
          units: 8,
          name: 'hidden',
          activation: 'relu',
          kernelInitializer: tfl.initializers.glorotUniform({ seed }),
        }),
        tfl.layers.batchNormalization({ name: 'norm', epsilon: 1e-5, momentum: 0.9 }),
        tfl.layers.dense({
          units: numClasses,
          name: 'logits',
          kernelInitializer: tfl.initializers.glorotUniform({ seed: seed + 1 }),
        }),
      ],
    }),
};

/** With random masks that depend on how many steps the layer has taken. */
export const droppingModel: ModelDefinition = {
  ...tinyModel,
  id: 'Dropping',
  layersSummary: 'dropout, dense',
  build: ({ inputShape, numClasses = 10, seed }) =>
    tfl.sequential({
      layers: [
        tfl.layers.flatten({ inputShape, name: 'pixels' }),
        seededDropout({ name: 'dropout', rate: 0.5, seed }),
        tfl.layers.dense({
          units: numClasses,
          name: 'logits',
          kernelInitializer: tfl.initializers.glorotUniform({ seed }),
        }),
      ],
    }),
};

export const linearModel: ModelDefinition = {
  id: 'Linear',
  title: 'Linear',
  inputShape: [4, 4, 1],
  layersSummary: 'dense',
  build: ({ inputShape, numClasses = 10, seed }) =>
    tfl.sequential({
      layers: [
        tfl.layers.flatten({ inputShape, name: 'pixels' }),
        tfl.layers.dense({
          units: numClasses,
          name: 'logits',
          kernelInitializer: tfl.initializers.glorotUniform({ seed }),
        }),
      ],
    }),
};

export const tinyStudy = defineStudy({
  id: 'tiny',
  section: '0.0',
  title: 'Tiny against linear',
  question: 'Does everything work?',
  models: [tinyModel, linearModel],
  presets: {
    quick: {
      data: { kind: 'synthetic-digits', trainSize: 96, testSize: 30, seed: 1 },
      epochs: 2,
      batchSize: 16,
    },
  },
  reconstructed: ['Everything.'],
  notControlled: ['Nothing.'],
  analyses: [analyses.confusion, analyses.gradientFlow, analyses.weights],
  claims: [
    {
      id: 'tiny-best',
      section: '0.0',
      statement: 'Tiny is more accurate than linear.',
      kind: 'measured',
      judge: (study) => standsOut(study, testAccuracy, 'highest', 'Tiny', ['Linear']),
    },
  ],
});
