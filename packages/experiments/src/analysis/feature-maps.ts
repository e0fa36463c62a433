import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, model as buildModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { layerKernel } from '../models/layer-kernel.js';
import { convolutionStages } from './convolution-stages.js';

/** A layer's output, or a kernel, as plain numbers. */
export interface Values {
  layer: string;
  shape: number[];
  values: Float32Array;
}

/**
 * What layers make of images, in inference mode: activations of convolutions, feature maps.
 *
 * @param images - [batch, height, width, channels]
 * @param layerNames - which layers, in the order of the result
 * @throws RangeError naming a layer that the model does not have
 */
export async function layerOutputs(
  model: LayersModel,
  images: tf.Tensor4D,
  layerNames: readonly string[],
): Promise<Values[]> {
  const outputs = layerNames.map((name) => {
    const layer = model.layers.find((other) => other.name === name);
    if (layer) return layer.output as SymbolicTensor;
    const names = model.layers.map((other) => other.name).join(', ');
    throw new RangeError(`layerOutputs: layerNames must be among ${names}, but one is "${name}".`);
  });
  if (outputs.length === 0) return [];
  const part = buildModel({ inputs: model.inputs, outputs });
  const results = tf.tidy(() => [part.apply(images, { training: false }) as tf.Tensor | tf.Tensor[]].flat());
  const read = await Promise.all(
    results.map(async (result, i) => ({
      layer: layerNames[i],
      shape: result.shape,
      values: (await result.data()) as Float32Array,
    })),
  );
  tf.dispose(results);
  return read;
}

/**
 * The kernels of the first convolution, [height, width, input channels, filters]; of all of them where convolutions work
 * side by side on the images.
 *
 * @returns empty where the model has no convolution
 */
export async function firstFilters(model: LayersModel): Promise<Values[]> {
  const [first] = convolutionStages(model);
  return Promise.all(
    (first?.convolutions ?? []).map(async (name) => {
      const kernel = layerKernel(model.getLayer(name))!.read();
      return { layer: name, shape: kernel.shape, values: (await kernel.data()) as Float32Array };
    }),
  );
}
