import * as tf from '@tensorflow/tfjs-core';
import { input, type layers } from '@tensorflow/tfjs-layers';
import { onBackend } from './backends.js';
import { expectClose, type Tolerance } from './expect-close.js';
import { layerGradients } from './gradients.js';

/** JSON has no NaN and no infinities; a fixture holds their names. */
type FixtureNumbers = (number | string)[];

/** Values computed by another implementation, flat and in tfjs's layout; the loss is sum(output * probe). */
export interface LayerReference {
  inputShape: number[];
  input: FixtureNumbers;
  /** The layer's weights in its order. */
  weights?: FixtureNumbers[];
  output: FixtureNumbers;
  probe: FixtureNumbers;
  inputGradient: FixtureNumbers;
  /** The gradients of the weights in the layer's order. */
  weightGradients?: FixtureNumbers[];
}

/** How a layer is called, and how far it may be from its reference. */
export interface ReferenceOptions {
  /** Default false. */
  training?: boolean;
  /** Default: 1e-4 of a value and 1e-6 of the largest. */
  tolerance?: Tolerance;
}

/** Throws unless a layer has a reference's output and gradients, on `cpu` and on `simd`. */
export async function expectReference(
  create: () => layers.Layer,
  reference: LayerReference,
  { training = false, tolerance = { relative: 1e-4, ofLargest: 1e-6 } }: ReferenceOptions = {},
): Promise<void> {
  for (const backend of ['cpu', 'simd']) {
    await onBackend(backend, async () => {
      const layer = create();
      // Builds the layer without a call of its own, which would take a step of a layer that counts them.
      layer.apply(input({ shape: reference.inputShape.slice(1) }));
      const shapes = layer.getWeights().map((weight) => weight.shape);
      layer.setWeights((reference.weights ?? []).map((weight, i) => tensorOf(weight, shapes[i])));
      const results = layerGradients({ create, inputShapes: [] }, layer, {
        input: tensorOf(reference.input, reference.inputShape),
        training,
        probe: (shape) => tensorOf(reference.probe, shape),
      });
      const where = `on ${backend}`;
      expectClose(`The output ${where}`, await results.output.data(), numbers(reference.output), tolerance);
      const expected = [reference.inputGradient, ...(reference.weightGradients ?? [])];
      for (const [i, { of, values }] of results.gradients.entries()) {
        expectClose(`The gradient of ${of} ${where}`, await values.data(), numbers(expected[i]), tolerance);
      }
      layer.dispose();
    });
  }
}

function tensorOf(values: FixtureNumbers, shape: number[]): tf.Tensor {
  return tf.tensor(numbers(values), shape);
}

function numbers(values: FixtureNumbers): Float32Array {
  return Float32Array.from(values, Number);
}
