import type { Claim } from '../../../claims/claim.js';
import { allOf, inEveryReading, inEveryRun } from '../../../claims/combine.js';
import { standsOut } from '../../../claims/compare.js';
import { atLeast, gap, testAccuracy } from '../../../claims/measures.js';
import { differsSlightly } from '../../../claims/slight-difference.js';
import { spreadStandsOut } from '../../../claims/spread.js';
import { netsOf } from '../nets.js';
import { mindSizes } from './uneven-sizes.js';

const section = '2.1';

export const stable: Claim = {
  id: 'kernel-3x3-stable',
  section,
  statement: 'The 3x3 net trains stably: its test loss rises by over 5 % in no epoch.',
  original: '3x3 ядра : Демонстрируют стабильное и высокое качество обучения',
  kind: 'measured',
  shownIn: ['loss'],
  judge: (study) =>
    inEveryRun(study, netsOf(study).k3, ({ model, epochs }) => {
      const losses = atLeast(
        3,
        epochs.map(({ testLoss }) => testLoss),
      );
      const steps = losses.slice(1).map((loss, i) => loss / losses[i] - 1);
      const steepest = Math.max(...steps);
      return {
        verdict: steepest > 0.05 ? 'refuted' : 'supported',
        figures: { [`largest change of the test loss between epochs, ${model}`]: steepest },
        because: `From epoch to epoch its test loss changed by ${steps.map(signedPercent).join(', ')}.`,
      };
    }),
};

export const mostAccurate: Claim = {
  id: 'kernel-3x3-most-accurate',
  section,
  statement: 'The 3x3 net is the most accurate.',
  original: 'достигая самой высокой точности среди всех моделей',
  kind: 'measured',
  shownIn: ['comparison', 'accuracy'],
  judge: (study) => {
    const { k3, k5, k7, mixed } = netsOf(study);
    return mindSizes(study, standsOut(study, testAccuracy, 'highest', k3, [k5, k7, ...mixed]));
  },
};

export const slightlyBelow3x3: Claim = {
  id: 'kernel-5x5-slightly-below-3x3',
  section,
  statement: 'The 5x5 net is slightly less accurate than the 3x3 net: by less than half a percentage point.',
  original: 'Показывают хорошую производительность, но немного уступают 3x3 ядрам',
  kind: 'measured',
  shownIn: ['comparison', 'accuracy'],
  judge: (study) => {
    const { k3, k5 } = netsOf(study);
    return mindSizes(study, differsSlightly(study, testAccuracy, 'lower', k5, k3, 0.005));
  },
};

export const leastAccurate: Claim = {
  id: 'kernel-7x7-least-accurate',
  section,
  statement: 'The 7x7 net is less accurate than the 3x3 and the 5x5 net.',
  original: 'точность ниже, чем у 3x3 и 5x5 ядер',
  kind: 'measured',
  shownIn: ['comparison', 'accuracy'],
  judge: (study) => {
    const { k3, k5, k7 } = netsOf(study);
    return mindSizes(study, standsOut(study, testAccuracy, 'lowest', k7, [k3, k5]));
  },
};

export const mixedInBetween: Claim = {
  id: 'kernel-mixed-in-between',
  section,
  statement:
    "Mixed kernels' accuracy is in between: below that of the 3x3 net and above that of the 7x7 net.",
  original: 'Модель показывает среднюю точность',
  kind: 'measured',
  shownIn: ['comparison', 'accuracy'],
  judge: (study) => {
    const { k3, k7, mixed } = netsOf(study);
    const readings = mixed.map((model) =>
      allOf(
        standsOut(study, testAccuracy, 'lowest', model, [k3]),
        standsOut(study, testAccuracy, 'highest', model, [k7]),
      ),
    );
    return mindSizes(study, inEveryReading(...readings));
  },
};

export const mixedLessStable: Claim = {
  id: 'kernel-mixed-less-stable',
  section,
  statement:
    "Mixed kernels' results are less stable than those of the 3x3 and the 5x5 net: their test accuracy varies more from seed to seed.",
  original: 'её результаты менее стабильны, чем у чистых 3x3 или 5x5 ядер',
  kind: 'measured',
  shownIn: ['comparison'],
  judge: (study) => {
    const { k3, k5, mixed } = netsOf(study);
    const readings = mixed.map((model) => spreadStandsOut(study, testAccuracy, 'largest', model, [k3, k5]));
    return mindSizes(study, inEveryReading(...readings));
  },
};

export const mixedOverfits: Claim = {
  id: 'kernel-mixed-overfits',
  section,
  statement:
    'Mixed kernels take fine tuning not to overfit. Stands for it: untuned, their training accuracy is further above their test accuracy than that of each other net.',
  original: 'но требует тонкой настройки для предотвращения переобучения',
  kind: 'proxy',
  shownIn: ['models', 'accuracy'],
  judge: (study) => {
    const { k3, k5, k7, mixed } = netsOf(study);
    const readings = mixed.map((model) => standsOut(study, gap, 'highest', model, [k3, k5, k7]));
    return mindSizes(study, inEveryReading(...readings));
  },
};

/** 0.0123 -> `+1.2 %` */
function signedPercent(change: number): string {
  return `${change > 0 ? '+' : ''}${(100 * change).toFixed(1)} %`;
}
