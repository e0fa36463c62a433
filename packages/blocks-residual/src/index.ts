export { basicBlock } from './basic-block.js';
export type { Block, BlockConfig } from './block.js';
export { bottleneckBlock } from './bottleneck-block.js';
export { fanInUniform, type FanInUniformConfig, type Initializer, subSeed } from './initialization.js';
export { type BlockSpec, residualNet, type ResidualNetConfig, type StemConfig } from './residual-net.js';
export { wideBlock, type WideBlockConfig } from './wide-block.js';
