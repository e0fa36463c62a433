import { comparisonPanels } from '../src/charts/comparisonPanels.js';
import { learningCurves } from '../src/charts/learningCurves.js';
import type { Language } from '../src/language.js';
import type { Report } from '../src/report/report.js';
import { asLoss, THREE_MODELS, threeRuns } from './samples.js';

/** A report with every kind of block. */
export function sampleReport(lang: Language = 'en'): Report {
  const models = THREE_MODELS;
  const ru = lang === 'ru';
  return {
    title: ru
      ? 'Свёрточные сети и полносвязная на MNIST'
      : 'Convolutional networks against a fully connected one on MNIST',
    subtitle: ru ? 'Исследование 1.1, пресет `document`' : 'Study 1.1, preset `document`, seed 1',
    lang,
    summary: [
      {
        kind: 'paragraph',
        text: ru
          ? 'Три сети обучены на MNIST.'
          : 'Three networks were trained on MNIST for ten epochs each; what the document states of them is held against the results.',
      },
      {
        kind: 'claims',
        claims: [
          {
            id: '1.1-fcn-fastest',
            section: '1.1',
            statement: ru
              ? 'Полносвязная сеть обучается быстрее всех.'
              : 'The fully connected network trains fastest.',
            verdict: 'supported',
            figures: '42.1 s, 231.5 s, 1,203 s',
            why: ru ? 'Её время меньше в 5 раз.' : 'Its training time is 5 times below the next one.',
          },
          {
            id: '1.1-residual-worst',
            section: '1.1',
            statement: 'ResidualCNN has the lowest test accuracy of the three.',
            verdict: 'refuted',
            figures: '99.15 % against 99.05 % and 97.80 %',
            why: 'Its best epoch is above the two others, by more than twice the standard error of the difference.',
          },
          {
            id: '1.1-simple-smallest-gap',
            section: '1.1',
            statement: 'SimpleCNN has the smallest train-test gap.',
            verdict: 'inconclusive',
            why: 'With one seed the difference of 0.02 points is within the noise of 10,000 test images.',
          },
        ],
      },
    ],
    sections: [
      {
        id: 'fcn-vs-cnn-mnist',
        title: ru ? '1.1. FCN и CNN на MNIST' : '1.1 FCN against CNN on MNIST',
        blocks: [
          {
            kind: 'paragraph',
            text: 'Question: which network learns most from the same ten epochs, and at what price?',
          },
          {
            kind: 'table',
            id: 'results',
            caption: ru
              ? 'Результаты'
              : 'Best epoch by test accuracy, training time without evaluation, inference per image at batch 64',
            columns: [
              { key: 'model', title: ru ? 'Модель' : 'Model' },
              { key: 'parameters', title: 'Parameters', format: ',d' },
              { key: 'accuracy', title: 'Test accuracy', format: '.2%' },
              { key: 'epoch', title: 'Best epoch' },
              { key: 'time', title: 'Training time (s)', format: ',.1f' },
              { key: 'inference', title: 'Inference (ms/image)', format: '.3f' },
            ],
            rows: [
              { model: 'FCN', parameters: 536842, accuracy: 0.978, epoch: 9, time: 42.1, inference: 0.021 },
              {
                model: 'SimpleCNN',
                parameters: 421642,
                accuracy: 0.9905,
                epoch: 10,
                time: 231.5,
                inference: 0.18,
              },
              {
                model: 'ResidualCNN',
                parameters: 160906,
                accuracy: 0.9915,
                epoch: 10,
                time: 1203.2,
                inference: null,
              },
            ],
          },
          {
            kind: 'figure',
            id: 'comparison',
            caption: 'Best test accuracy, training time and size of the three networks.',
            spec: comparisonPanels({
              title: 'Accuracy, training time and parameters',
              subtitle: 'MNIST, 10 epochs',
              models,
              lang,
              panels: [
                {
                  valueTitle: 'Test accuracy (%)',
                  format: '.2%',
                  values: [0.978, 0.9905, 0.9915].map((value, i) => ({ model: models[i], value })),
                },
                {
                  valueTitle: 'Training time (s)',
                  values: [42.123, 231.5, 1203.2].map((value, i) => ({ model: models[i], value })),
                },
                {
                  valueTitle: 'Trainable parameters',
                  values: [536842, 421642, 160906].map((value, i) => ({ model: models[i], value })),
                },
              ],
            }),
          },
          {
            kind: 'figure',
            id: 'accuracy',
            caption: ru
              ? 'Точность по эпохам.'
              : 'Accuracy over the epochs. Train is the running mean in training mode.',
            spec: learningCurves({
              title: ru ? 'Точность на обучении и тесте' : 'Train and test accuracy of each network',
              metric: 'accuracy',
              runs: threeRuns,
              models,
              lang,
            }),
          },
          {
            kind: 'figure',
            id: 'loss',
            caption: 'Loss over the epochs.',
            spec: learningCurves({
              title: ru ? 'Потери' : 'Train and test loss of each network',
              metric: 'loss',
              runs: threeRuns.map(asLoss),
              models,
              lang,
            }),
          },
          { kind: 'paragraph', text: 'Not controlled for:' },
          {
            kind: 'list',
            items: [
              'the number of parameters, which differs by a factor of three',
              'the learning rate, which is `1e-3` for all',
            ],
          },
        ],
      },
      {
        id: 'setup',
        title: ru ? 'Условия' : 'Settings and machine',
        blocks: [
          {
            kind: 'facts',
            facts: [
              { label: 'Optimiser', value: 'Adam, learning rate 1e-3, batch 64' },
              { label: 'Backend', value: 'simd, 1 thread, wide vectors' },
              { label: 'CPU', value: 'AMD EPYC, 2 cores' },
              {
                label: 'Data (SHA-256)',
                value: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
              },
              { label: 'Node', value: 'v24.21.0' },
            ],
          },
        ],
      },
    ],
    footer: 'Made by `convstudy run fcn-vs-cnn-mnist`.',
  };
}
