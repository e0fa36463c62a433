import type { Language } from '../language.js';
import type { ColorMap } from '../raster/colorMaps.js';

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
  trueClass: string;
  predictedClass: string;
  count: string;
  ofTrueClass: string;
  noCases: string;
  accuracyOf: (accuracy: string, total: string) => string;
  mostMistaken: (truth: string, predicted: string, count: string, total: string, share: string) => string;
  emptyClasses: (classes: string) => string;
  cellsArePercent: string;
  confusionColors: (largestError: string) => string;
  colorMaps: Record<ColorMap | 'rgb', string>;
  colorsFrom: (colors: string, low: string, high: string) => string;
  colorsBy: Record<'each' | 'group' | 'all', (colors: string) => string>;
  magenta: string;
  group: string;
  image: string;
  detail: string;
  number: string;
  class: string;
  weakestClass: (weakest: string) => string;
  layer: string;
  meanGradient: string;
  gradientNorm: string;
  gradientLines: (first: string, last: string) => string;
  vanishing: string;
  exploding: string;
  beyond: (limit: string, layers: string) => string;
  notDrawn: (points: string) => string;
  weight: string;
  weights: string;
  shareOfWeights: string;
  from: string;
  to: string;
  weightColors: string;
  endsMove: (smallest: string, largest: string) => string;
  nothingFinite: string;
  seed: string;
  mean: string;
  spread: Record<'ci95' | 'sd' | 'range', string>;
  runsOf: (finite: number, all: number) => string;
  rowOf: string;
  columnOf: string;
  gradientShare: string;
  fieldSquares: string;
  fieldMeasured: string;
  fieldColors: string;
  spreadMarks: (interval: string) => string;
  theoretical: (size: string) => string;
  measured: (size: string) => string;
  noGradient: string;
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
    trueClass: 'True class',
    predictedClass: 'Predicted class',
    count: 'Count',
    ofTrueClass: 'Of the true class',
    noCases: 'no images',
    accuracyOf: (accuracy, total) => `Accuracy ${accuracy} of ${total}`,
    mostMistaken: (truth, predicted, count, total, share) =>
      `Most mistaken (framed): ${truth} taken for ${predicted}, ${count} of ${total} (${share})`,
    emptyClasses: (classes) => `No images of: ${classes}`,
    cellsArePercent: 'Cells: % of the true class',
    confusionColors: (largestError) =>
      `Blue: right, up to 100 %; orange: errors, up to ${largestError} of a class`,
    colorMaps: {
      gray: 'black to white',
      signed: 'blue below 0, white at 0, orange above',
      heat: 'violet to yellow',
      rgb: 'in colour, dark to bright',
    },
    colorsFrom: (colors, low, high) => `Colours: ${colors}, from ${low} to ${high}`,
    colorsBy: {
      each: (colors) => `Colours: ${colors}, over the range of each picture`,
      group: (colors) => `Colours: ${colors}, over the range of each group`,
      all: (colors) => `Colours: ${colors}, over the range of all pictures`,
    },
    magenta: 'Magenta: not finite',
    group: 'Group',
    image: 'Picture',
    detail: 'Detail',
    number: 'No.',
    class: 'Class',
    weakestClass: (weakest) => `Lowest: ${weakest}`,
    layer: 'Layer',
    meanGradient: 'Mean |gradient|',
    gradientNorm: 'Gradient norm (L2)',
    gradientLines: (first, last) =>
      first === last
        ? `Epoch ${first}; input at the top`
        : `Lines from faint to strong: epoch ${first} to ${last} (dots); input at the top`,
    vanishing: 'vanishing',
    exploding: 'exploding',
    beyond: (limit, layers) => `${limit} in the last epoch: ${layers}`,
    notDrawn: (points) => `not drawn (0 or not finite): ${points}`,
    weight: 'Weight',
    weights: 'Weights',
    shareOfWeights: 'Share of the weights',
    from: 'From',
    to: 'To',
    weightColors:
      'Blue: density of the weights, strongest where most are; lines: smallest and largest weight',
    endsMove: (smallest, largest) => `smallest ${smallest}; largest ${largest}`,
    nothingFinite: 'nothing finite',
    seed: 'Seed',
    mean: 'Mean',
    spread: {
      ci95: '95 % confidence interval of the mean (Student)',
      sd: 'mean ± standard deviation',
      range: 'smallest to largest',
    },
    runsOf: (finite, all) =>
      finite === all ? `${all} ${all === 1 ? 'run' : 'runs'}` : `${finite} of ${all} runs`,
    rowOf: 'Row',
    columnOf: 'Column',
    gradientShare: '|Gradient| over its largest',
    fieldSquares: 'Frame: theoretical receptive field of the unit',
    fieldMeasured: 'dashed: measured effective field',
    fieldColors: 'Colour: square root of |gradient| over its largest',
    spreadMarks: (interval) => `Dots: runs; diamond: their mean; line: ${interval}`,
    theoretical: (size) => `theoretical ${size}`,
    measured: (size) => `effective ${size}`,
    noGradient: 'gradient is 0 everywhere',
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
    trueClass: 'Истинный класс',
    predictedClass: 'Предсказанный класс',
    count: 'Число',
    ofTrueClass: 'Доля истинного класса',
    noCases: 'нет изображений',
    accuracyOf: (accuracy, total) => `Точность ${accuracy} на ${total}`,
    mostMistaken: (truth, predicted, count, total, share) =>
      `Чаще всего путают (в рамке): ${truth} принимают за ${predicted}, ${count} из ${total} (${share})`,
    emptyClasses: (classes) => `Нет изображений классов: ${classes}`,
    cellsArePercent: 'В клетках: % истинного класса',
    confusionColors: (largestError) => `Синим: верно, до 100 %; оранжевым: ошибки, до ${largestError} класса`,
    colorMaps: {
      gray: 'от чёрного к белому',
      signed: 'синий ниже 0, белый в 0, оранжевый выше',
      heat: 'от фиолетового к жёлтому',
      rgb: 'в цвете, от тёмного к светлому',
    },
    colorsFrom: (colors, low, high) => `Цвета: ${colors}, от ${low} до ${high}`,
    colorsBy: {
      each: (colors) => `Цвета: ${colors}, по диапазону каждой картинки`,
      group: (colors) => `Цвета: ${colors}, по диапазону каждой группы`,
      all: (colors) => `Цвета: ${colors}, по диапазону всех картинок`,
    },
    magenta: 'Пурпурным: не конечно',
    group: 'Группа',
    image: 'Картинка',
    detail: 'Подробность',
    number: '№',
    class: 'Класс',
    weakestClass: (weakest) => `Наименьшая: ${weakest}`,
    layer: 'Слой',
    meanGradient: 'Среднее |градиента|',
    gradientNorm: 'Норма градиента (L2)',
    gradientLines: (first, last) =>
      first === last
        ? `Эпоха ${first}; вход сверху`
        : `Линии от бледной к яркой: эпохи от ${first} до ${last} (точки); вход сверху`,
    vanishing: 'затухание',
    exploding: 'взрыв',
    beyond: (limit, layers) => `${limit} в последней эпохе: ${layers}`,
    notDrawn: (points) => `не показано (0 или не конечно): ${points}`,
    weight: 'Вес',
    weights: 'Весов',
    shareOfWeights: 'Доля весов',
    from: 'От',
    to: 'До',
    weightColors: 'Синим: плотность весов, сильнее — больше; линии: наименьший и наибольший вес',
    endsMove: (smallest, largest) => `наименьший ${smallest}; наибольший ${largest}`,
    nothingFinite: 'нет конечных значений',
    seed: 'Запуск (seed)',
    mean: 'Среднее',
    spread: {
      ci95: '95 % доверительный интервал среднего (Стьюдент)',
      sd: 'среднее ± стандартное отклонение',
      range: 'от наименьшего до наибольшего',
    },
    runsOf: (finite, all) => (finite === all ? `запусков: ${all}` : `запусков: ${finite} из ${all}`),
    rowOf: 'Строка',
    columnOf: 'Столбец',
    gradientShare: '|Градиент| к наибольшему',
    fieldSquares: 'Рамка: теоретическое рецептивное поле нейрона',
    fieldMeasured: 'пунктир: измеренное эффективное поле',
    fieldColors: 'Цвет: корень из |градиента| к наибольшему',
    spreadMarks: (interval) => `Точки: запуски; ромб: их среднее; линия: ${interval}`,
    theoretical: (size) => `теоретическое ${size}`,
    measured: (size) => `эффективное ${size}`,
    noGradient: 'градиент всюду 0',
  },
};
