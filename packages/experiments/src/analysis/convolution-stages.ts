import type { layers, LayersModel } from '@tensorflow/tfjs-layers';
import { layerKernel } from '../models/layer-kernel.js';
import { layerWindow } from './layer-window.js';

/** A step of a CNN: one convolution, or several side by side, up to its activation. */
export interface ConvolutionStage {
  /** The last layer that works on the convolution's positions one by one; its output is the stage's feature map. */
  layer: string;
  /** The convolutions that end in it. */
  convolutions: string[];
}

/**
 * The stages of a CNN, from the input to the output. A stage goes on from its convolution through what treats positions
 * one by one and is the only reader of what comes before: normalization, activation, the sum with a shortcut, the
 * concatenation with convolutions beside it. So it ends before the next convolution or pooling, or where paths part.
 */
export function convolutionStages(model: LayersModel): ConvolutionStage[] {
  const stages = new Map<string, string[]>();
  for (const layer of model.layers) {
    if (layerKernel(layer)?.shape.length !== 4) continue;
    let last = layer;
    for (let next = onlyReader(model, last); next && isPointwise(next); next = onlyReader(model, last)) {
      last = next;
    }
    stages.set(last.name, [...(stages.get(last.name) ?? []), layer.name]);
  }
  return [...stages].map(([layer, convolutions]) => ({ layer, convolutions }));
}

function onlyReader(model: LayersModel, layer: layers.Layer): layers.Layer | undefined {
  const readers = layer.outboundNodes
    .map(({ outboundLayer }) => outboundLayer)
    .filter((reader) => model.layers.includes(reader));
  return readers.length === 1 ? readers[0] : undefined;
}

/** Treats positions one by one and learns nothing that mixes channels. */
function isPointwise(layer: layers.Layer): boolean {
  const window = layerWindow(layer);
  return window?.reach === 0 && window.stride === 1 && !layerKernel(layer) && keepsSize(layer);
}

function keepsSize(layer: layers.Layer): boolean {
  const [input] = [layer.input].flat();
  return [1, 2].every((axis) => (layer.outputShape as number[])[axis] === input.shape[axis]);
}
