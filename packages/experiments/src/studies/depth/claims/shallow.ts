import type { Claim } from '../../../claims/claim.js';
import { standsOut } from '../../../claims/compare.js';
import { gradientsStayStable } from '../../../claims/gradient-ratios.js';
import { CORRELATION, mapFigure } from '../../../claims/map-figures.js';
import { trainingTime } from '../../../claims/measures.js';
import { reaches } from '../../../claims/recorded-figures.js';
import { accuracyIsAbout, accuracyReached } from '../../../claims/stated-accuracy.js';
import { mustBeAsInTheDocument, netsOf } from '../nets.js';

const section = '2.2';

export const shallowNet: Claim[] = [
  {
    id: 'depth-shallow-fastest',
    section,
    statement: 'The shallow network trains quickly: faster than each of the others.',
    original: 'Модель обучается быстро',
    kind: 'measured',
    judge: (study) => {
      const { shallow, medium, deep, residual } = netsOf(study);
      return standsOut(study, trainingTime, 'lowest', shallow, [medium, deep, residual]);
    },
  },
  {
    id: 'depth-shallow-good-by-epoch-2',
    section,
    statement:
      "The shallow network's accuracy is good by epoch 2: at least 98 %, half a point below what the document has in the end, " +
      'beyond the binomial error.',
    original: 'показывает хорошую точность уже на второй эпохе',
    kind: 'measured',
    shownIn: ['accuracy'],
    judge: (study) => {
      mustBeAsInTheDocument(study);
      return accuracyReached(study, netsOf(study).shallow, 2, 0.98);
    },
  },
  {
    id: 'depth-shallow-accuracy',
    section,
    statement:
      'The shallow network gets about 98.5 % of the test images right: within 0.2 points; further off by more than the binomial error refutes it.',
    original: 'На тестовой выборке достигнута точность около 98.5%',
    kind: 'measured',
    judge: (study) => {
      mustBeAsInTheDocument(study);
      return accuracyIsAbout(study, netsOf(study).shallow, 0.985);
    },
  },
  {
    id: 'depth-shallow-stable-gradients',
    section,
    statement:
      "The shallow network's gradients stay stable and do not vanish: before training and after every epoch the mean absolute " +
      "gradient of its first convolution is between 1 % of the last one's and 100 times it.",
    original: 'Градиенты остаются стабильными, vanishing gradients не наблюдается',
    kind: 'measured',
    shownIn: ['gradientFlow'],
    judge: (study) => gradientsStayStable(study, netsOf(study).shallow),
  },
  {
    id: 'depth-shallow-edges',
    section,
    statement:
      "The shallow network's feature maps show edges and simple shapes. Stands for it: the maps of its first convolution " +
      "have a mean correlation with the image's gradient of 0.5 or more; refuted below 0.3.",
    original: 'Feature maps чётко выделяют края и простые формы',
    kind: 'proxy',
    shownIn: ['featureMaps'],
    judge: (study) =>
      reaches(
        study,
        mapFigure('early', 'edges', "Correlation of the first activations with the image's edges"),
        netsOf(study).shallow,
        CORRELATION,
      ),
  },
];
