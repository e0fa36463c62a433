import { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { invalidArgument } from '../invalid-argument.js';
import type { Applied } from '../layer-types.js';
import { hashText, streamKey, type StreamKey } from './counter-hash.js';
import { placeInModel } from './place-in-model.js';

/** The options of a layer that draws random numbers. */
export interface StreamConfig {
  /** An integer. Default 0: without a seed, too, every run draws the same numbers. */
  seed?: number;
  /**
   * Tells layers with the same seed apart: a non-negative integer. By default it is made from the layer's
   * `name` if one is given, else from the layer's place in the model. It is part of the layer's config, so a
   * saved model keeps it.
   */
  layerId?: number | null;
  /** The step that the next call in training draws for: a non-negative integer, default 0. */
  step?: number;
}

/** The random numbers of one layer: a function of its seed, its identity and the training step, of nothing else. */
export class LayerStream {
  readonly seed: number;
  private layerId: number | null;
  private nextStep: number;

  constructor(
    private readonly layer: string,
    config: StreamConfig & { name?: string },
  ) {
    this.seed = config.seed ?? 0;
    if (!Number.isSafeInteger(this.seed)) throw invalidArgument(layer, 'seed', config.seed, 'an integer');
    // A config that was saved before the layer found its place has layerId null, and a name that tfjs made up.
    if (config.layerId !== undefined) this.layerId = config.layerId;
    else this.layerId = config.name === undefined ? null : hashText(config.name);
    if (this.layerId !== null) requireCount(layer, 'layerId', this.layerId);
    this.nextStep = config.step ?? 0;
    requireCount(layer, 'step', this.nextStep);
  }

  get step(): number {
    return this.nextStep;
  }

  set step(step: number) {
    requireCount(this.layer, 'step', step);
    this.nextStep = step;
  }

  /** Takes the layer's identity from its place in the model, unless it has one. To be called from `apply`. */
  place(inputs: Applied): void {
    if (this.layerId !== null) return;
    const list = Array.isArray(inputs) ? inputs : [inputs];
    const symbolic = list.filter((input) => input instanceof SymbolicTensor);
    if (symbolic.length > 0) this.layerId = placeInModel(symbolic);
  }

  /** The key for one call, and on to the next step. */
  advance(): StreamKey {
    return streamKey(this.seed, this.layerId ?? 0, this.nextStep++);
  }

  getConfig(): { seed: number; layerId: number | null; step: number } {
    return { seed: this.seed, layerId: this.layerId, step: this.nextStep };
  }
}

function requireCount(layer: string, argument: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw invalidArgument(layer, argument, value, 'a non-negative integer');
  }
}
