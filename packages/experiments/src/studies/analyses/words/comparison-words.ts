/** What the comparisons of layers and of blocks say that are measured without training, in one language. */
export interface ComparisonWords {
  layers: {
    custom: string;
    standard: string;
    input: string;
    output: string;
    standardOutput: string;
    parameters: string;
    standardParameters: string;
    shapesCaption: string;
    valuesCaption: (images: number) => string;
    inference: string;
    training: string;
    inputGradient: string;
    weightGradients: string;
    equal: string;
    differs: (largest: number) => string;
    timesTitle: string;
    timesCaption: (images: number, ratios: string) => string;
    ratio: (layer: string, times: string, standard: string) => string;
    forward: string;
    backward: string;
    pair: (layer: string, standard: string) => string;
    masks: (layer: string, kernels: number, low: string, high: string) => string;
    range: (low: string, high: string) => string;
    gradientAtZero: (layer: string, custom: number, standard: string, ofStandard: number) => string;
  };
  blocks: {
    caption: (images: number, draws: number) => string;
    block: string;
    input: string;
    output: string;
    parameters: string;
    weights: string;
    activations: string;
    forward: string;
    backward: string;
    deviation: string;
    range: (low: string, high: string) => string;
    chartTitle: string;
    chartSubtitle: (input: string) => string;
    chartCaption: (images: number) => string;
    multiplyAddsMillions: string;
    memory: string;
    bothPasses: string;
  };
}
