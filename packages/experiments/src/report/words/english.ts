import { VERDICTS } from '../count-verdicts.js';
import { points, seconds } from '../numbers.js';
import type { ReportWords } from './report-words.js';

export const english: ReportWords = {
  title: 'ConvStudy report',
  subtitle: (presets, date, status) =>
    `${presets.length === 1 ? 'Preset' : 'Presets'} ${presets.join(', ')}, ${date}, ${status}`,
  footer: 'Made by convstudy from results.json; `convstudy report` makes it anew.',
  allStudies: 'All studies',
  ownPage: 'This study as a page of its own',
  headings: {
    conclusions: 'Conclusions',
    claims: 'Statements and verdicts',
    question: 'Question',
    setUp: 'Set-up',
    evidence: 'Evidence',
    results: 'Results',
    conclusion: 'Conclusion',
    reconstructed: 'Reconstructed',
    notControlled: 'Not controlled for',
    machine: 'Machine and versions',
  },
  numbers: { points, seconds },
  conclusions: {
    counts: (counts) => {
      const total = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
      const parts = VERDICTS.map(
        (verdict) => `${counts[verdict]} ${counts[verdict] === 1 ? 'is' : 'are'} ${verdict}`,
      );
      return `Of ${total} ${total === 1 ? 'statement' : 'statements'} of the document ${parts.join(', ')}.`;
    },
    shortCounts: (counts) => VERDICTS.map((verdict) => `${counts[verdict]} ${verdict}`).join(', '),
    construction: (count) =>
      `${count} of them ${count === 1 ? 'is' : 'are'} decided by how the networks are built, which no training could change.`,
    synthetic: (names) =>
      `They were judged on ${names.join(' and ')}, which the document did not use: here the verdicts show how statements are judged, not whether they hold.`,
    lists: {
      supported: (count) => `Supported (${count}):`,
      refuted: (count) => `Refuted (${count}):`,
      inconclusive: (count) => `Inconclusive (${count}), and why:`,
    },
    refutedOf: 'Refuted:',
    contradictions: 'Where the document contradicts itself:',
    against: 'against',
    verdicts: { supported: 'supported', refuted: 'refuted', inconclusive: 'inconclusive' },
  },
  facts: {
    data: 'Data',
    images: 'Images',
    imageCounts: (train, test) => `${train} for training, ${test} for test`,
    sha256: 'SHA-256 of the data',
    asPublished: 'As published',
    published: { yes: 'yes, by checksum', no: 'no: other checksums' },
    preset: 'Preset',
    epochs: 'Epochs',
    batchSize: 'Batch size',
    optimiser: 'Optimiser',
    adam: (learningRate) =>
      `Adam, learning rate ${learningRate}, epsilon 1e-8; softmax cross-entropy on logits`,
    seeds: (count) => (count === 1 ? 'Seed' : 'Seeds'),
    date: 'Date',
    processor: 'Processor',
    cores: (cpu, cores) => `${cpu}, ${cores} ${cores === 1 ? 'core' : 'cores'}`,
    platform: 'Platform',
    backend: 'Backend',
    threads: 'Threads',
    jobs: 'Models at a time',
    modelsAtATime: (jobs) => `${jobs}, so that times are not those of a model alone`,
    wideVectors: 'Wide vectors',
    switched: { on: 'on', off: 'off' },
    nothingTrained: 'nothing is trained in this preset',
  },
  findings: {
    accuracy: (ranking) => `Test accuracy after the last epoch, highest first: ${ranking}.`,
    time: (ranking, slowest, factor, fastest) =>
      `Training time, shortest first: ${ranking}; ${slowest} takes ${factor} times as long as ${fastest}.`,
    gap: (ranking) => `Gap between training and test accuracy, smallest first: ${ranking}.`,
    unfinished: ({ model, seed, message }, status, epochs) =>
      `${model}, seed ${seed}: ${status}${message ? ` (${message})` : ''}; ${epochs} finished ${epochs === 1 ? 'epoch is' : 'epochs are'} shown.`,
  },
  tables: {
    models: 'The models.',
    model: 'Model',
    layers: 'Layers',
    results:
      'Finished runs. Accuracies and the gap are evaluated with the final weights; training time leaves evaluation out.',
    meansOverSeeds: 'Mean over the seeds ± sample standard deviation.',
    seeds: 'Seeds',
    parameters: 'Parameters',
    multiplyAdds: 'Multiply-adds per image',
    testAccuracy: 'Test accuracy (%)',
    bestEpoch: 'Best epoch (%)',
    gap: 'Train minus test (points)',
    training: 'Training (s)',
    inference64: 'Inference (ms per image, batch 64)',
    inference1: 'Inference (ms, batch 1)',
  },
  figures: {
    loss: {
      title: 'Loss by epoch',
      caption:
        'Loss on training and test images by epoch. Training figures are running means while the weights change, with dropout acting; test figures are an evaluation after the epoch.',
    },
    accuracy: {
      title: 'Accuracy by epoch',
      caption:
        'Accuracy on training and test images by epoch. Training figures are running means while the weights change, with dropout acting; test figures are an evaluation after the epoch.',
    },
    trainedOn: (data, train, test) => `${data}, ${train} training and ${test} test images`,
    comparison: {
      title: 'Accuracy, time and size of the models',
      caption:
        'Test accuracy with the final weights, seconds of training without evaluation, trainable parameters, and the time of a forward pass per image in a batch of 64.',
      panels: {
        accuracy: 'Test accuracy (%)',
        time: 'Training time (s)',
        parameters: 'Trainable parameters',
        inference: 'Inference (ms per image)',
      },
    },
    seeds: {
      title: 'Test accuracy of every seed',
      caption:
        'Test accuracy with the final weights: a dot per seed, and the mean with its 95 % confidence interval.',
      value: 'Test accuracy (%)',
    },
  },
  analyses: {
    seed: (seed) => `, of seed ${seed}`,
    classes: {
      title: 'Accuracy by class',
      caption: (seed) =>
        `The share of each class's test images that each model recognises, with the final weights${seed}.`,
    },
    confusion: {
      title: (model) => `Confusion matrix of ${model}`,
      caption: (model, seed) => `What ${model} takes the test images for, with the final weights${seed}.`,
    },
    gradients: {
      title: 'Gradient by layer',
      caption: (images, seed) =>
        `The gradient of the loss on the first ${images} training images by layer, before training (epoch 0) and after every epoch${seed}: its mean absolute value, and its Euclidean norm.`,
    },
    weights: {
      title: (model) => `Weights of ${model}`,
      caption: (model, seed) =>
        `Kernel weights of each layer of ${model}, before training (epoch 0) and after every epoch${seed}. The bins of a layer are the same in all epochs; what lies beyond them is counted in the outermost.`,
    },
  },
  syntheticData: (name) =>
    `Trained on ${name}, images computed by this program: the figures show that everything works and how the models compare on an easy task. They say nothing about real data.`,
  unverifiedData: (name) =>
    `${name}: the files were a copy whose checksums are not the published ones, from a folder that the user named. The figures hold for that copy.`,
  reconstructed: 'The document does not state it, so it was chosen here:',
  notControlled: 'What else could account for a difference:',
  oneSeed: 'One seed: differences smaller than what another seed would change mean nothing.',
  noFinishedRun: 'No run has finished.',
};
