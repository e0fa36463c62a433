import type { layers, LayersModel } from '@tensorflow/tfjs-layers';

type Layer = layers.Layer;
/** [height, width, channels]. */
export type Image = readonly [number, number, number];

/**
 * Which layers take the values of a flattened image, and of what size it was. tfjs flattens [height, width, channels],
 * PyTorch [channels, height, width], so that their weights stand in another order. Layers that leave the order alone
 * (dropout, batch normalization, activations) pass it on; a dense layer ends it.
 *
 * @throws Error if flattened images are concatenated
 */
export function flattenedImages(model: LayersModel): Map<Layer, Image> {
  const taken = new Map<Layer, Image>();
  const given = new Map<Layer, Image>();
  for (const layer of model.layers) {
    const node = layer.inboundNodes[0];
    const images = (node?.inboundLayers ?? []).flatMap((source) => {
      const image = given.get(source);
      return image ? [image] : [];
    });
    const kind = layer.getClassName();
    const rank = (layer.outputShape as number[]).length;
    if (kind === 'Concatenate' && images.length > 0) {
      throw new Error(
        `layer "${layer.name}" concatenates flattened images, whose order in PyTorch is another`,
      );
    }
    if (images.length > 0) taken.set(layer, images[0]);
    const shape = (node?.inputShapes[0] ?? []) as number[];
    if ((kind === 'Flatten' || kind === 'Reshape') && rank === 2 && shape.length === 4) {
      given.set(layer, [shape[1], shape[2], shape[3]]);
    } else if (images.length > 0 && kind !== 'Dense' && rank === 2) given.set(layer, images[0]);
  }
  return taken;
}
