import type { Language } from '../language.js';

/** What charts write by themselves. */
export interface ChartWords {
  epoch: string;
  model: string;
  train: string;
  test: string;
  loss: string;
  logarithmic: string;
  accuracy: string;
  seeds: string;
  smallest: string;
  largest: string;
  low: string;
  high: string;
  notFinite: string;
  context: string;
  range: string;
  notFromZero: string;
  notFiniteFrom: (set: string, epoch: number, seed: number | undefined) => string;
}

/** The words of charts in every language. */
export const chartWords: Record<Language, ChartWords> = {
  en: {
    epoch: 'Epoch',
    model: 'Model',
    train: 'train',
    test: 'test',
    loss: 'Cross-entropy loss (nats)',
    logarithmic: 'log scale',
    accuracy: 'Accuracy (%)',
    seeds: 'seeds',
    smallest: 'smallest',
    largest: 'largest',
    low: 'low end',
    high: 'high end',
    notFinite: 'not finite',
    context: 'Grey: test curves of the other models',
    range: 'Lines: mean over the seeds; bands: smallest to largest value',
    notFromZero: 'axis does not begin at 0',
    notFiniteFrom: (set, epoch, seed) =>
      `${seed === undefined ? '' : `seed ${seed}: `}${set} not finite from epoch ${epoch}`,
  },
  ru: {
    epoch: 'Эпоха',
    model: 'Модель',
    train: 'обучение',
    test: 'тест',
    loss: 'Кросс-энтропия (наты)',
    logarithmic: 'логарифмическая шкала',
    accuracy: 'Точность (%)',
    seeds: 'запусков',
    smallest: 'наименьшее',
    largest: 'наибольшее',
    low: 'нижняя граница',
    high: 'верхняя граница',
    notFinite: 'не конечно',
    context: 'Серым: кривые других моделей на тесте',
    range: 'Линии: среднее по запускам; полосы: от наименьшего до наибольшего значения',
    notFromZero: 'ось начинается не с 0',
    notFiniteFrom: (set, epoch, seed) =>
      `${seed === undefined ? '' : `seed ${seed}: `}${set} не конечно с эпохи ${epoch}`,
  },
};
