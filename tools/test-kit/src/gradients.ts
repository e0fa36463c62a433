import * as tf from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { call, type LayerSubject } from './layer-subject.js';
import { spreadValues } from './spread-values.js';

/** The gradients of a weighted sum of a layer's outputs. */
export interface LayerGradients {
  output: tf.Tensor;
  /** With respect to the input, then to each trainable weight in the layer's order. */
  gradients: { of: string; values: tf.Tensor }[];
}

/** The fixed weights of the sum whose gradients are taken, so that no symmetry hides an error. */
export function outputWeights(shape: number[]): tf.Tensor {
  return spreadValues(shape, 7);
}

/** Computes, in training or inference mode, a layer's output and gradients by tfjs's own differentiation. */
export function layerGradients<L extends layers.Layer>(
  subject: LayerSubject<L>,
  layer: L,
  input: tf.Tensor,
  training: boolean,
): LayerGradients {
  return tf.tidy(() => {
    const x = tf.variable(input, true);
    const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    let output!: tf.Tensor;
    const { grads } = tf.variableGrads(() => {
      output = tf.keep(call(subject, layer, x, training));
      return tf.sum(tf.mul(output, outputWeights(output.shape)));
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
