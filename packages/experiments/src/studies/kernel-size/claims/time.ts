import type { Claim } from '../../../claims/claim.js';
import { inEveryReading } from '../../../claims/combine.js';
import { standsOut } from '../../../claims/compare.js';
import { trainingTime } from '../../../claims/measures.js';
import { timeRatio } from '../../../claims/thresholds.js';
import { netsOf } from '../nets.js';
import { mindSizes } from './uneven-sizes.js';

const section = '2.1';
const shownIn = ['comparison', 'layers'];

export const fastest3x3: Claim = {
  id: 'kernel-3x3-fastest',
  section,
  statement: 'The 3x3 net trains fastest.',
  original:
    'Обучается наиболее быстро благодаря компактным размерам фильтров и меньшему количеству параметров',
  kind: 'measured',
  shownIn,
  judge: (study) => {
    const { k3, k5, k7, mixed } = netsOf(study);
    return mindSizes(study, standsOut(study, trainingTime, 'lowest', k3, [k5, k7, ...mixed]));
  },
};

export const slower5x5: Claim = {
  id: 'kernel-5x5-slower-than-3x3',
  section,
  statement: 'The 5x5 net takes longer to train than the 3x3 net.',
  original: 'Занимает больше времени на обучение, чем 3x3',
  kind: 'measured',
  shownIn,
  judge: (study) => {
    const { k3, k5 } = netsOf(study);
    return mindSizes(study, standsOut(study, trainingTime, 'highest', k5, [k3]));
  },
};

export const slowest7x7: Claim = {
  id: 'kernel-7x7-slowest',
  section,
  statement: 'The 7x7 net is the slowest to train.',
  original: 'Самые медленные в обучении из-за большого количества параметров и вычислений',
  kind: 'measured',
  shownIn,
  judge: (study) => {
    const { k3, k5, k7, mixed } = netsOf(study);
    return mindSizes(study, standsOut(study, trainingTime, 'highest', k7, [k3, k5, ...mixed]));
  },
};

export const mixedFasterThan7x7: Claim = {
  id: 'kernel-mixed-faster-than-7x7',
  section,
  statement: 'Mixed kernels train faster than 7x7 kernels.',
  original: 'Обучается быстрее, чем 7x7 ядра',
  kind: 'measured',
  shownIn,
  judge: (study) => {
    const { k7, mixed } = netsOf(study);
    const readings = mixed.map((model) => standsOut(study, trainingTime, 'lowest', model, [k7]));
    return mindSizes(study, inEveryReading(...readings));
  },
};

export const mixedSlowerThan3x3: Claim = {
  id: 'kernel-mixed-slower-than-3x3',
  section,
  statement:
    'Mixed kernels train slightly slower than 3x3 kernels: they take longer, and less than 1.5 times as long.',
  original: 'но немного медленнее, чем 3x3',
  kind: 'measured',
  shownIn,
  judge: (study) => {
    const { k3, mixed } = netsOf(study);
    const readings = mixed.map((model) => timeRatio(study, model, k3, { atLeast: 1, atMost: 1.5 }));
    return mindSizes(study, inEveryReading(...readings));
  },
};
