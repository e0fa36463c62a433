import type { Claim } from '../../../claims/claim.js';
import { allOf, inEveryReading } from '../../../claims/combine.js';
import { CORRELATION, mapFigure } from '../../../claims/map-figures.js';
import { differsBy, reaches } from '../../../claims/recorded-figures.js';
import { netsOf } from '../nets.js';

const section = '2.1';
const shownIn = ['featureMaps', 'filters'];

const detail = mapFigure('early', 'detail', 'Fine detail left in the first activations (1: as in the image)');
const edges = mapFigure('early', 'edges', "Correlation of the first activations with the image's edges");
const structure = mapFigure('early', 'structure', 'Correlation of the first activations with the image');
const extent = mapFigure('early', 'extent', 'Share of the picture where the first activations answer');

export const blurred7x7: Claim = {
  id: 'kernel-7x7-activations-blurred',
  section,
  statement:
    'The first activations of the 7x7 net are blurred: in the 3x3 and in the 5x5 net at least 1.1 times as much fine detail is left (share of the power in the upper half of the spatial frequencies).',
  original: 'Это видно по более размытым и обобщённым картам активаций',
  kind: 'measured',
  shownIn,
  judge: (study) => {
    const { k3, k5, k7 } = netsOf(study);
    return allOf(...[k3, k5].map((model) => differsBy(study, detail, 'lower', k7, model, 1.1)));
  },
};

export const mixedKeepsDetail: Claim = {
  id: 'kernel-mixed-keeps-detail',
  section,
  statement:
    'Among mixed kernels the 3x3 ones keep details. Stands for it: in the first activations of the mixed net at least as much fine detail is left as in the image; refuted below 0.9 of it.',
  original: 'а 3x3 — сохраняют детали',
  kind: 'proxy',
  shownIn,
  judge: (study) =>
    inEveryReading(
      ...netsOf(study).mixed.map((model) => reaches(study, detail, model, { supported: 1, refuted: 0.9 })),
    ),
};

export const losesDetail5x5: Claim = {
  id: 'kernel-5x5-loses-detail',
  section,
  statement:
    'The first activations of the 5x5 net lose small details: in the 3x3 net at least 1.1 times as much fine detail is left.',
  original: 'это может привести к потере некоторых мелких деталей',
  kind: 'measured',
  shownIn,
  judge: (study) => {
    const { k3, k5 } = netsOf(study);
    return differsBy(study, detail, 'lower', k5, k3, 1.1);
  },
};

export const edges3x3: Claim = {
  id: 'kernel-3x3-answers-to-edges',
  section,
  statement:
    "The 3x3 filters of the first layer answer to edges: the mean correlation of their activations with the image's gradient is 0.5 or more; refuted below 0.3.",
  original: 'Фильтры хорошо реагируют на края и текстуры',
  kind: 'measured',
  shownIn,
  judge: (study) => reaches(study, edges, netsOf(study).k3, CORRELATION),
};

export const structure3x3: Claim = {
  id: 'kernel-3x3-keeps-structure',
  section,
  statement:
    "The first activations of the 3x3 net keep the image's structure: their mean correlation with the image is 0.5 or more; refuted below 0.3.",
  original: 'сохраняя при этом структуру исходного изображения',
  kind: 'measured',
  shownIn,
  judge: (study) => reaches(study, structure, netsOf(study).k3, CORRELATION),
};

export const detail3x3: Claim = {
  id: 'kernel-3x3-sensitive-to-detail',
  section,
  statement:
    'The first activations of the 3x3 net are sensitive to small details: at least as much fine detail is left in them as in the image; refuted below 0.9 of it.',
  original: 'Активации демонстрируют высокую чувствительность к мелким деталям',
  kind: 'measured',
  shownIn,
  judge: (study) => reaches(study, detail, netsOf(study).k3, { supported: 1, refuted: 0.9 }),
};

export const wider5x5: Claim = {
  id: 'kernel-5x5-activations-wider',
  section,
  statement:
    'The first activations of the 5x5 net cover more space: the share of the picture where they answer (above a tenth of their maximum) is 1.1 times that of the 3x3 net or more.',
  original: 'Активации показывают более широкий охват пространства',
  kind: 'measured',
  shownIn,
  judge: (study) => {
    const { k3, k5 } = netsOf(study);
    return differsBy(study, extent, 'higher', k5, k3, 1.1);
  },
};
