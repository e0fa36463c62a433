import type { Claim } from '../../../claims/claim.js';
import { innerGradientsWeaken } from '../../../claims/gradient-ratios.js';
import { testAccuracy } from '../../../claims/measures.js';
import { differsSlightly } from '../../../claims/slight-difference.js';
import { accuracyIsAbout } from '../../../claims/stated-accuracy.js';
import { timeRatio } from '../../../claims/thresholds.js';
import { mustBeAsInTheDocument, netsOf } from '../nets.js';

const section = '2.2';

export const mediumNet: Claim[] = [
  {
    id: 'depth-medium-slower',
    section,
    statement:
      'The medium network trains noticeably slower than the shallow one: it takes 1.5 times as long or longer.',
    original: 'что заметно замедляет обучение',
    kind: 'measured',
    judge: (study) => {
      const { medium, shallow } = netsOf(study);
      return timeRatio(study, medium, shallow, { atLeast: 1.5 });
    },
  },
  {
    id: 'depth-medium-slightly-above-shallow',
    section,
    statement:
      'The medium network is slightly more accurate than the shallow one: by less than half a point, but beyond the noise.',
    original: 'Точность немного выше, чем у неглубокой сети',
    kind: 'measured',
    judge: (study) => {
      const { medium, shallow } = netsOf(study);
      return differsSlightly(study, testAccuracy, 'higher', medium, shallow, 0.005);
    },
  },
  {
    id: 'depth-medium-accuracy',
    section,
    statement:
      'The medium network gets about 98.7 % of the test images right: within 0.2 points; further off by more than the binomial error refutes it.',
    original: 'около 98.7%',
    kind: 'measured',
    judge: (study) => {
      mustBeAsInTheDocument(study);
      return accuracyIsAbout(study, netsOf(study).medium, 0.987);
    },
  },
  {
    id: 'depth-medium-gradients-weaken',
    section,
    statement:
      "The medium network's gradients begin to weaken in the inner layers, but not critically: the smallest mean absolute " +
      "gradient of its second and third convolution is below half the last one's, but not below 1 % of it, in the median over " +
      'the time before training and after every epoch.',
    original: 'Градиенты начинают ослабевать во внутренних слоях, но не критично',
    kind: 'measured',
    shownIn: ['gradientFlow'],
    judge: (study) => innerGradientsWeaken(study, netsOf(study).medium),
  },
];
