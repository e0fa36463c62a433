import type { LayersModel, layers } from '@tensorflow/tfjs-layers';

/** A layer that draws random numbers by a step of its own, such as seededDropout and noisyConv2d. */
export type SteppedLayer = layers.Layer & { step: number };

/** Those of a model, in its order. */
export function steppedLayers(model: LayersModel): SteppedLayer[] {
  return model.layers.filter(
    (layer): layer is SteppedLayer => 'step' in layer && typeof layer.step === 'number',
  );
}
