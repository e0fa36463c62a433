import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { layerWindow } from './layer-window.js';

/** The part of an image that a unit of a layer can see. */
export interface ReceptiveField {
  layer: string;
  /** Height and width of the square, in pixels; what lies beyond the image is padding. */
  size: number;
  /** Distance in pixels between what neighbouring units see. */
  jump: number;
  /** First row and column that the first unit sees; negative where that is padding. */
  start: number;
}

/**
 * The theoretical receptive field of every layer with a map of features, by the recursion size' = size + (k - 1) jump,
 * jump' = stride x jump (Araujo, Norris and Sim, Computing Receptive Fields of Convolutional Neural Networks, 2019,
 * https://distill.pub/2019/computing-receptive-fields). Where paths join (shortcuts, convolutions side by side), it
 * covers what each of them sees. Windows and strides are taken to be square, as all of ours are; layers behind
 * one that sees the whole image (dense, adaptive pooling) are left out.
 */
export function receptiveFields(model: LayersModel): ReceptiveField[] {
  const fields = new Map<layers.Layer, Omit<ReceptiveField, 'layer'>>();
  for (const layer of model.layers) {
    const sources = layer.inboundNodes[0].inboundLayers;
    if (sources.length === 0) {
      fields.set(layer, { size: 1, jump: 1, start: 0 });
      continue;
    }
    const seen = sources.map((source) => fields.get(source)).filter((field) => field !== undefined);
    const window = layerWindow(layer);
    if (seen.length < sources.length || !window) continue;
    const start = Math.min(...seen.map((field) => field.start));
    const end = Math.max(...seen.map((field) => field.start + field.size));
    const { jump } = seen[0];
    fields.set(layer, {
      size: end - start + window.reach * jump,
      jump: window.stride * jump,
      start: start - window.before * jump,
    });
  }
  return [...fields].map(([{ name: layer }, field]) => ({ layer, ...field }));
}
