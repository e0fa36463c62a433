import * as tf from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { call, type LayerSubject } from './layer-subject.js';
import { spreadValues } from './spread-values.js';

/** A layer's output, and the gradients of the sum of output times probe. */
export interface LayerGradients {
  output: tf.Tensor;
  /** With respect to the input, then to each trainable weight in the layer's order. */
  gradients: { of: string; values: tf.Tensor }[];
}

/** What a layer is called with, and the factors by which its outputs enter the loss. */
export interface GradientRequest {
  input: tf.Tensor;
  training: boolean;
  /** Makes the probe for an output shape. By default all its values differ, so that no symmetry hides an error. */
  probe?: (shape: number[]) => tf.Tensor;
}

/** The default probe. */
export function spreadProbe(shape: number[]): tf.Tensor {
  return spreadValues(shape, 7);
}

/** Computes a layer's output and gradients by tfjs's own differentiation. */
export function layerGradients<L extends layers.Layer>(
  subject: LayerSubject<L>,
  layer: L,
  { input, training, probe = spreadProbe }: GradientRequest,
): LayerGradients {
  return tf.tidy(() => {
    const x = tf.variable(input, true);
    const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    let output!: tf.Tensor;
    const { grads } = tf.variableGrads(() => {
      output = tf.keep(call(subject, layer, x, training));
      return tf.sum(tf.mul(output, probe(output.shape)));
    }, [x, ...weights]);
    const names = ['the input', ...layer.trainableWeights.map((weight) => weight.originalName)];
    const gradients = [x, ...weights].map(({ name }, i) => {
      if (!(name in grads)) throw new Error(`No gradient reaches ${names[i]}.`);
      return { of: names[i], values: grads[name] };
    });
    x.dispose();
    return { output, gradients };
  });
}
