import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, model as buildModel } from '@tensorflow/tfjs-layers';

/**
 * The effective receptive field of a layer's centre unit: how much each pixel of the input moves it, as the absolute
 * gradient of the unit's channels added up, mean over the images and the input's channels (Luo, Li, Urtasun and Zemel,
 * Understanding the Effective Receptive Field in Deep Convolutional Neural Networks, 2016,
 * https://arxiv.org/abs/1701.04128). In inference mode.
 *
 * @param layerName - a layer whose output is [batch, height, width, channels]
 * @param images - [batch, height, width, channels]; more images give a smoother picture
 * @returns [height][width] of the input, not negative
 * @throws RangeError if there is no such layer, or its output is no map
 */
export async function effectiveReceptiveField(
  model: LayersModel,
  layerName: string,
  images: tf.Tensor4D,
): Promise<number[][]> {
  const layer = model.layers.find(({ name }) => name === layerName);
  if (!layer) {
    const names = model.layers.map(({ name }) => name).join(', ');
    throw new RangeError(
      `effectiveReceptiveField: layerName must be one of ${names}, but is "${layerName}".`,
    );
  }
  const shape = layer.outputShape as number[];
  if (shape.length !== 4) {
    throw new RangeError(
      `effectiveReceptiveField: the output of layer "${layerName}" must be [batch, height, width, channels], ` +
        `but is [${shape.map((side) => side ?? 'batch')}].`,
    );
  }
  const part = buildModel({ inputs: model.inputs, outputs: layer.output });
  const field = tf.tidy(() => {
    const centre = (x: tf.Tensor): tf.Tensor => {
      const map = part.apply(x, { training: false }) as tf.Tensor4D;
      const [batch, height, width, channels] = map.shape;
      const unit = [0, Math.floor(height / 2), Math.floor(width / 2), 0];
      return tf.sum(tf.slice(map, unit, [batch, 1, 1, channels]));
    };
    return tf.mean<tf.Tensor2D>(tf.abs(tf.grad(centre)(images)), [0, 3]);
  });
  const values = await field.array();
  field.dispose();
  return values;
}

/** The share of the largest gradient from which on a pixel counts. */
const COUNTS = 1 - 0.9545;

/**
 * How large an effective receptive field is: the side of the square with as many pixels as it has of more than 4.55 %
 * (1 - 0.9545) of its largest value, which is the rule of Luo et al. with the largest value in the place of the centre's.
 *
 * @param field - [height][width], not negative
 * @returns 0 where nothing moves the unit
 */
export function effectiveFieldSize(field: readonly (readonly number[])[]): number {
  const values = field.flat();
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  return Math.sqrt(values.filter((value) => value > COUNTS * largest).length);
}
