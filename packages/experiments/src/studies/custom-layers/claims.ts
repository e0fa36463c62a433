import type { Difference } from '../../analysis/compare-layers.js';
import { CannotJudge, type Claim, type Judgement } from '../../claims/claim.js';
import { allOf } from '../../claims/combine.js';
import { standsOut } from '../../claims/compare.js';
import { testAccuracy } from '../../claims/measures.js';
import { verdictOnTimes } from '../../claims/thresholds.js';
import { factor } from '../../report/numbers.js';
import type { LayerComparisonRecord, StudyResults } from '../../results/types.js';
import { median } from '../../statistics/median.js';
import { NOISE_STDDEV } from './layer-pairs.js';

const section = '3.1';
const shownIn = ['layerComparison'];

/** As the document says; the mask that it shows went from 0.302 to 0.829. */
const MASK = { low: 0.3, high: 0.8, tolerance: 0.1 };

/** What section 3.1 of the document says of its layers. */
export const claims: Claim[] = [
  {
    id: 'layers-standard-shapes',
    section,
    statement:
      'The outputs of the noisy convolution and of the adaptive pooling layer have the shapes of the standard ones.',
    original:
      'Архитектура слоя корректна с точки зрения размерностей: кастомный слой возвращает тензор нужной формы; ' +
      'Кастомный pooling слой … возвращает выход того же размера что и стандартный',
    kind: 'construction',
    shownIn,
    judge: (study) =>
      allOf(...['NoisyConv2D', 'AdaptiveAvgPool2D'].map((layer) => sameShape(compared(study, layer)))),
  },
  {
    id: 'layers-noisy-conv-values-differ',
    section,
    statement:
      "In training the noisy convolution's values differ from the standard one's with the same weights, by the rule of torch.allclose.",
    original: 'Выводы совпадают или нет?: False … Значения не совпадают',
    kind: 'measured',
    shownIn,
    judge: (study) => {
      const entry = compared(study, 'NoisyConv2D');
      const same = equal(entry, 'in training', entry.training);
      return { ...same, verdict: same.verdict === 'supported' ? 'refuted' : 'supported' };
    },
  },
  {
    id: 'layers-noisy-conv-equal-without-noise',
    section,
    statement:
      'It is the noise that makes them differ: without it, in inference, the values are equal, and in training the ' +
      `differences have the noise's standard deviation, ${NOISE_STDDEV}, within 2 %.`,
    original: 'который отличается от стандартного, так как в моем я добавляю также шумы в слое',
    kind: 'measured',
    shownIn,
    judge: (study) => {
      const entry = compared(study, 'NoisyConv2D');
      const { standardDeviation } = comparable(entry, entry.training);
      return allOf(equal(entry, 'in inference', entry.inference), {
        verdict: Math.abs(standardDeviation / NOISE_STDDEV - 1) <= 0.02 ? 'supported' : 'refuted',
        figures: { 'standard deviation of the differences in training': standardDeviation },
        because: `In training the differences have a standard deviation of ${standardDeviation.toPrecision(3)}.`,
      });
    },
  },
  {
    id: 'layers-attention-shape',
    section,
    statement:
      "The attention mask has one channel and the image's size: [1, 1, 32, 32], with the channels last [1, 32, 32, 1].",
    original: 'Размер выхода совпадает с ожидаемым (1, 1, 32, 32)',
    kind: 'construction',
    shownIn,
    judge: (study) => {
      const { custom } = compared(study, 'SpatialAttention').outputShape;
      return {
        verdict: custom.join() === '1,32,32,1' ? 'supported' : 'refuted',
        figures: {},
        because: `The mask has the shape [${custom.join(', ')}].`,
      };
    },
  },
  {
    id: 'layers-attention-range',
    section,
    statement:
      "The mask's values are in the sigmoid's range, from about 0.3 to about 0.8: all are between 0 and 1, and over the " +
      'initial kernels the median of the smallest is within 0.1 of 0.30 and that of the largest within 0.1 of 0.80.',
    original: 'значения маски лежат в диапазоне сигмоиды (от ~0.3 до ~0.8)',
    kind: 'measured',
    shownIn,
    judge: (study) => maskRange(compared(study, 'SpatialAttention')),
  },
  {
    id: 'layers-attention-spatial-only',
    section,
    statement:
      'Unlike standard mechanisms it looks at spatial features only: it has a value for each pixel, the same for all ' +
      'channels, where squeeze-and-excitation has one for each channel.',
    original: 'В отличие от стандартных механизмов, мой фокусируется только на пространственных признаках',
    kind: 'construction',
    shownIn,
    judge: (study) => {
      const { inputShape, outputShape } = compared(study, 'SpatialAttention');
      const [, height, width, channels] = inputShape;
      const spatial = outputShape.custom.join() === [1, height, width, 1].join();
      const byChannel = outputShape.standard.join() === [1, 1, 1, channels].join();
      return {
        verdict: spatial && byChannel ? 'supported' : 'refuted',
        figures: {},
        because:
          `For an input of [${inputShape.join(', ')}] the mask is [${outputShape.custom.join(', ')}], ` +
          `squeeze-and-excitation's gates are [${outputShape.standard.join(', ')}].`,
      };
    },
  },
  {
    id: 'layers-attention-faster',
    section,
    statement:
      "Spatial attention is faster than a standard mechanism: its mask takes less time than squeeze-and-excitation's gates, " +
      'forward and backward together. Ratios within 10 % of 1 decide nothing.',
    original: 'что выходит быстрее',
    kind: 'measured',
    shownIn,
    judge: (study) => takesAtMost(compared(study, 'SpatialAttention'), 1),
  },
  {
    id: 'layers-attention-less-informative',
    section,
    statement:
      'But it is less informative: a net with spatial attention has a lower test accuracy than the same net with ' +
      'squeeze-and-excitation.',
    original: 'но менее информативным, так как не учитывает важность всех каналов',
    kind: 'measured',
    judge: (study) => {
      if (study.settings.epochs === 0) {
        throw new CannotJudge('It takes trained nets; in this preset nothing is trained.');
      }
      return standsOut(study, testAccuracy, 'lowest', 'With spatial attention', ['With channel attention']);
    },
  },
  {
    id: 'layers-relu-equal',
    section,
    statement: "CustomReLU gives the standard ReLU's values, by the rule of torch.allclose.",
    original: 'Кастомная реализация CustomReLU возвращает те же значения, что и стандартный torch.relu',
    kind: 'measured',
    shownIn,
    judge: (study) => sameOutput(compared(study, 'CustomReLU')),
  },
  {
    id: 'layers-relu-gradients-equal',
    section,
    statement:
      'Only the way of computing gradients differs: wherever the input is not exactly 0, the gradients are equal.',
    original: 'Разница только в методе вычисления градиентов (ClampBackward1 и ReLUBackward0)',
    kind: 'measured',
    shownIn,
    judge: (study) => {
      const entry = compared(study, 'CustomReLU');
      const { custom, standard } = entry.gradientAtZero ?? missing('the gradient at 0');
      const judged = equal(entry, 'gradient of the input', entry.gradients?.[0] ?? null);
      return {
        ...judged,
        figures: {
          ...judged.figures,
          'derivative at 0, CustomReLU': custom,
          [`derivative at 0, ${entry.standard}`]: standard,
        },
        because: `${judged.because} At exactly 0 the derivatives are ${custom} and ${standard}.`,
      };
    },
  },
  {
    id: 'layers-pool-equal',
    section,
    statement: "The pooling layer gives the standard one's values, by the rule of torch.allclose.",
    original: 'Результаты работы слоёв совпадают по значениям',
    kind: 'measured',
    shownIn,
    judge: (study) => sameOutput(compared(study, 'AdaptiveAvgPool2D')),
  },
  {
    id: 'layers-pool-as-fast',
    section,
    statement:
      'It performs as well: forward and backward together it takes at most 1.25 times as long as the standard one. ' +
      'Ratios within 10 % of that decide nothing.',
    original: 'По функциональности и производительности он эквивалентен стандартному слою',
    kind: 'measured',
    shownIn,
    judge: (study) => takesAtMost(compared(study, 'AdaptiveAvgPool2D'), 1.25),
  },
];

function compared({ analyses }: StudyResults, layer: string): LayerComparisonRecord {
  const entry = analyses.layerComparison?.find((one) => one.layer === layer);
  return entry ?? missing(`a comparison of ${layer} with a standard layer`);
}

function missing(what: string): never {
  throw new CannotJudge(`The results lack ${what}.`);
}

function comparable({ layer, standard }: LayerComparisonRecord, difference: Difference | null): Difference {
  return difference ?? missing(`a comparison of the values of ${layer} and ${standard}`);
}

function sameShape({ layer, standard, outputShape }: LayerComparisonRecord): Judgement {
  const [custom, other] = [outputShape.custom, outputShape.standard].map((shape) => `[${shape.join(', ')}]`);
  return {
    verdict: custom === other ? 'supported' : 'refuted',
    figures: {},
    because: `${layer} gives ${custom}, ${standard} ${other}.`,
  };
}

function sameOutput(entry: LayerComparisonRecord): Judgement {
  return allOf(equal(entry, 'in inference', entry.inference), equal(entry, 'in training', entry.training));
}

function equal(entry: LayerComparisonRecord, what: string, difference: Difference | null): Judgement {
  const { equal: same, largest } = comparable(entry, difference);
  const { layer, standard } = entry;
  return {
    verdict: same ? 'supported' : 'refuted',
    figures: { [`largest difference of ${layer} and ${standard}, ${what}`]: largest },
    because: `${layer} and ${standard}, ${what}: ${same ? 'equal' : 'not equal'}, the largest difference is ${Number(largest.toPrecision(2))}.`,
  };
}

function takesAtMost({ layer, standard, timeRatio }: LayerComparisonRecord, bound: number): Judgement {
  return {
    verdict: verdictOnTimes(timeRatio, { atMost: bound }),
    figures: { [`time, ${layer} over ${standard}`]: timeRatio },
    because: `${layer} took ${factor(timeRatio)} times as long as ${standard}.`,
  };
}

function maskRange({ masks }: LayerComparisonRecord): Judgement {
  const ranges = masks ?? missing('the range of the attention mask');
  const low = median(ranges.map((mask) => mask.low));
  const high = median(ranges.map((mask) => mask.high));
  const inside = ranges.every((mask) => mask.low > 0 && mask.high < 1);
  const near = (value: number, stated: number) => Math.abs(value - stated) <= MASK.tolerance;
  return {
    verdict: inside && near(low, MASK.low) && near(high, MASK.high) ? 'supported' : 'refuted',
    figures: { 'smallest value of the mask, median': low, 'largest value of the mask, median': high },
    because:
      `${inside ? 'All values are between 0 and 1' : 'Not all values are between 0 and 1'}; over ${ranges.length} initial ` +
      `kernels the medians are ${low.toFixed(2)} for the smallest and ${high.toFixed(2)} for the largest.`,
  };
}
