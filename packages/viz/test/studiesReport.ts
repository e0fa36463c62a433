import type { Language } from '../src/language.js';
import type { Block, Claim, Report } from '../src/report/report.js';
import { pictures } from './chartSamples.js';
import { sampleReport } from './sampleReport.js';

const figure = (id: string, caption: string): Block => ({ kind: 'figure', id, caption, spec: pictures[id] });

const claims: Claim[] = [
  {
    id: '1.2-class-3-most-mistaken',
    section: '1.2',
    statement: 'The models are most often mistaken in class 3, which they mostly take for class 5.',
    verdict: 'supported',
    figures: 'cat taken for dog: 153 of 1,040 images',
    why: 'Of all pairs of classes these two have most errors, in every seed.',
    shownIn: ['confusion-matrix', 'per-class-accuracy'],
  },
  {
    id: '2.2-deep-vanishing',
    section: '2.2',
    statement: 'In the deep net the gradients of the first layers vanish.',
    verdict: 'supported',
    why: 'Their mean is below the limit of 1e-7 in the last epoch.',
    shownIn: ['gradient-flow', 'results'],
  },
  {
    id: '2.1-7x7-most-parameters',
    section: '2.1',
    statement: 'The 7x7 net has the most parameters.',
    otherWords: ['… ', { text: 'из-за большого количества параметров', lang: 'ru' }],
    verdict: 'refuted',
    figures: '201,482 against 665,994',
    why: 'As the document defines them it has the fewest.',
    basis: 'construction',
    shownIn: ['bar-comparison'],
  },
  {
    id: '2.1-3x3-preserves-detail',
    section: '2.1',
    statement: 'First-layer activations of the 3x3 net keep more detail.',
    verdict: 'inconclusive',
    why: 'The share of high frequencies differs by less than the spread over seeds.',
    basis: 'proxy',
  },
];

/** A report of several studies, with every chart. */
export function studiesReport(lang: Language = 'en'): Report {
  const { sections, ...rest } = sampleReport(lang);
  return {
    ...rest,
    title: lang === 'ru' ? 'Шесть исследований свёрточных сетей' : 'Six studies of convolutional networks',
    summary: [...rest.summary.slice(0, 1), { kind: 'claims', claims }],
    sections: [
      sections[0],
      {
        id: 'fcn-vs-cnn-cifar10',
        title: lang === 'ru' ? '1.2. FCN и CNN на CIFAR-10' : '1.2 FCN against CNN on CIFAR-10',
        blocks: [
          { kind: 'heading', text: lang === 'ru' ? 'Ошибки' : 'Mistakes', id: 'mistakes' },
          figure('confusion-matrix', 'Rows are true classes, columns what SimpleCNN took them for.'),
          figure('per-class-accuracy', 'Accuracy of each class on the test set.'),
          figure('image-grid-mistakes', 'The surest mistakes on the test set.'),
          { kind: 'heading', text: lang === 'ru' ? 'Градиенты и веса' : 'Gradients and weights' },
          figure('gradient-flow', 'Mean absolute gradient and norm of each layer, mean over an epoch.'),
          figure('weight-histograms', 'Weights of each layer before training and after every epoch.'),
          { kind: 'claims', claims: claims.slice(0, 1) },
        ],
      },
      {
        id: 'kernel-size',
        page: {
          title: lang === 'ru' ? 'Отдельной страницей' : 'As a page of its own',
          href: 'kernel-size.html',
        },
        title: lang === 'ru' ? '2.1. Размер ядра' : '2.1 Kernel size',
        blocks: [
          figure('scatter-tradeoff', 'Test accuracy after three epochs.'),
          figure('seed-spread', 'Five seeds of each net.'),
          figure('bar-comparison', 'Cost of each layer.'),
          figure('receptive-field', 'Mean over 100 test images.'),
          figure('image-grid-filters', 'Weights of the first convolution.'),
          figure('image-grid-not-finite', 'A picture for the tests.'),
        ],
      },
      sections[1],
    ],
  };
}
