import type { StudyPreset } from './define-study.js';

/**
 * A preset for analyses that measure without training. Its few computed images give the models their input shape, that of
 * CIFAR-10's photographs, and nobody downloads these for it.
 */
export const nothingTrained: StudyPreset = {
  data: { kind: 'synthetic-shapes', trainSize: 64, testSize: 64, seed: 1 },
  epochs: 0,
};
