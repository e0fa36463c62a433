export * from './adaptive-avg-pool2d/adaptive-avg-pool2d.js';
export * from './custom-relu/custom-relu.js';
export * from './noisy-conv2d/noisy-conv2d.js';
export * from './seeded-dropout/seeded-dropout.js';
export * from './spatial-attention/spatial-attention.js';
