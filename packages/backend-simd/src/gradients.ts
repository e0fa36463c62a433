/**
 * The gradients of `Sum` and `Mean`, which in tfjs-core multiply by an array of ones that JavaScript fills element
 * by element, once per batch normalisation and step for each activation map. These multiply by `fill(shape, 1)`
 * instead: the same values on every backend, and on this one a constant that takes no memory.
 *
 * And the gradient of `Relu`, which asks for its input. This one asks for its output, which has the same sign: what a
 * convolution or a product gives before its ReLU need not be in memory at all then.
 */
import {
  cast,
  div,
  fill,
  type GradConfig,
  mul,
  type NamedAttrMap,
  registerGradient,
  reshape,
  step,
  type Tensor,
  util,
} from '@tensorflow/tfjs-core';

/** Repeats `dy` along the axes of `x` that were reduced. */
function spread(dy: Tensor, x: Tensor, attrs: NamedAttrMap, divisor: (reduceSize: number) => number): Tensor {
  const shape = x.shape.slice();
  let reduceSize = 1;
  for (const axis of util.parseAxisParam(attrs.axis as number | number[], x.shape)) {
    reduceSize *= shape[axis];
    shape[axis] = 1;
  }
  const share = div(reshape(dy, shape), divisor(reduceSize));
  return mul(share, fill(x.shape, 1));
}

function gradient(kernelName: string, divisor: (reduceSize: number) => number): GradConfig {
  return {
    kernelName,
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({ x: () => spread(dy as Tensor, x, attrs, divisor) }),
  };
}

const relu: GradConfig = {
  kernelName: 'Relu',
  outputsToSave: [true],
  gradFunc: (dy, [y]) => ({ x: () => mul(dy as Tensor, cast(step(y), 'float32')) }),
};

/** Replaces gradients in tfjs's registry, which all backends share. */
export function registerGradients(): void {
  registerGradient(gradient('Sum', () => 1));
  registerGradient(gradient('Mean', (reduceSize) => reduceSize));
  registerGradient(relu);
}
