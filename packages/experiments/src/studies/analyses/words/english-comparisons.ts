import type { ComparisonWords } from './comparison-words.js';

export const englishComparisons: ComparisonWords = {
  layers: {
    custom: 'Custom layer',
    standard: 'Standard',
    input: 'Input',
    output: 'Output',
    standardOutput: 'Output, standard',
    parameters: 'Parameters',
    standardParameters: 'Parameters, standard',
    shapesCaption:
      'Each custom layer beside a standard one: shapes as [batch, height, width, channels], trainable parameters.',
    valuesCaption: (images) =>
      `Values and gradients on the same ${images} random images, with the same weights: equal by the rule of \`torch.allclose\`, else the largest difference. A dash: the two compute different things.`,
    inference: 'Output in inference',
    training: 'Output in training',
    inputGradient: 'Gradient of the input',
    weightGradients: 'Gradients of the weights',
    equal: 'equal',
    differs: (largest) => `differs by up to ${largest}`,
    timesTitle: 'Time of each custom layer and of the standard one',
    timesCaption: (images, ratios) =>
      `Times of a batch of ${images} images in training, the shortest of several rounds that measured both layers in turn; a backward pass too short to be told from the forward one is 0. Forward and backward together, ${ratios}.`,
    ratio: (layer, times, standard) => `${layer} took ${times} times as long as ${standard}`,
    forward: 'Forward pass (ms)',
    backward: 'Backward pass (ms)',
    pair: (layer, standard) => `${layer} and ${standard}`,
    masks: (layer, kernels, low, high) =>
      `${layer}: over ${kernels} initial kernels the mask's smallest value was ${low}, the largest ${high}.`,
    range: (low, high) => `from ${low} to ${high}`,
    gradientAtZero: (layer, custom, standard, ofStandard) =>
      `Where its input is exactly 0, the derivative of ${layer} is ${custom}, that of ${standard} ${ofStandard}.`,
  },
  blocks: {
    caption: (images, draws) =>
      `The blocks by themselves. Memory and times are those of ${images} images in training mode; memory for the backward pass is what a forward pass leaves beside weights and input, and the backward pass goes to weights and input. The last column: smallest and largest standard deviation of the output for standard normal input, over ${draws} draws of weights and input.`,
    block: 'Block',
    input: 'Input',
    output: 'Output',
    parameters: 'Parameters',
    weights: 'Weights (MB)',
    activations: 'For the backward pass (MB)',
    forward: 'Forward (ms)',
    backward: 'Backward (ms)',
    deviation: 'Deviation of the output',
    range: (low, high) => `${low} to ${high}`,
    chartTitle: 'What the blocks cost',
    chartSubtitle: (input) => `On ${input} features`,
    chartCaption: (images) =>
      `What each block costs: trainable parameters, multiply-adds of one image, weights together with what a forward pass leaves for the backward pass, and the time of both passes, the latter two for ${images} images.`,
    multiplyAddsMillions: 'Multiply-adds (millions)',
    memory: 'Memory (MB)',
    bothPasses: 'Forward and backward pass (ms)',
  },
};
