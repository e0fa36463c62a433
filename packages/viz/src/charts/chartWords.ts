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
  notFiniteAt: (set: string, epochs: string, seed: number | undefined) => string;
}

/** The words of charts in every language. */
export const chartWords: Record<Language, ChartWords> = {
  en: {
    epoch: 'Epoch',
    model: 'Model',
    train: 'Train',
    test: 'Test',
    loss: 'Cross-entropy loss (nats)',
    logarithmic: 'log scale',
    accuracy: 'Accuracy (%)',
    seeds: 'Seeds',
    smallest: 'smallest',
    largest: 'largest',
    low: 'low end',
    high: 'high end',
    notFinite: 'not finite',
    context: 'Grey: test curves of the other models',
    range: 'Lines: mean over the seeds; bands: smallest to largest value',
    notFromZero: 'axis does not begin at 0',
    notFiniteAt: (set, epochs, seed) =>
      `${set} not finite at epoch ${epochs}${seed === undefined ? '' : ` (seed ${seed})`}`,
  },
  ru: {
    epoch: 'Эпоха',
    model: 'Модель',
    train: 'Обучение',
    test: 'Тест',
    loss: 'Кросс-энтропия (наты)',
    logarithmic: 'логарифмическая шкала',
    accuracy: 'Точность (%)',
    seeds: 'Запусков',
    smallest: 'наименьшее',
    largest: 'наибольшее',
    low: 'нижняя граница',
    high: 'верхняя граница',
    notFinite: 'не конечно',
    context: 'Серым: кривые других моделей на тесте',
    range: 'Линии: среднее по запускам; полосы: от наименьшего до наибольшего значения',
    notFromZero: 'ось начинается не с 0',
    notFiniteAt: (set, epochs, seed) =>
      `${set}: не конечно, эпоха ${epochs}${seed === undefined ? '' : ` (seed ${seed})`}`,
  },
};
