/** Everything of this folder that the tfjs kernels use. */
export { avgPoolGrad } from './avg-pool-grad.js';
export { avgPool } from './avg-pool.js';
export { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
export { conv2dBackpropInput } from './conv2d-backprop-input.js';
export { conv2d } from './conv2d.js';
export type { ConvShape } from './conv-shape.js';
export {
  depthwiseConv2d,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
  depthwiseSuits,
} from './depthwise-conv2d.js';
export { matMul, type MatMulShape } from './matmul.js';
export { maxPoolGrad } from './max-pool-grad.js';
export { maxPool } from './max-pool.js';
export type { PoolShape } from './pooling.js';
export type { Epilogue, Runtime } from './runtime.js';
