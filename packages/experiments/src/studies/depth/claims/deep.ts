import type { Claim } from '../../../claims/claim.js';
import { allOf, inEveryReading } from '../../../claims/combine.js';
import { standsOut } from '../../../claims/compare.js';
import { gradientsVanish, gradientsVanishBeside } from '../../../claims/gradient-ratios.js';
import { mapFigure } from '../../../claims/map-figures.js';
import { testAccuracy, trainingTime } from '../../../claims/measures.js';
import { differsBy } from '../../../claims/recorded-figures.js';
import { accuracyIsAbout } from '../../../claims/stated-accuracy.js';
import { timeRatio } from '../../../claims/thresholds.js';
import { mustBeAsInTheDocument, netsOf } from '../nets.js';

const section = '2.2';

export const deepNet: Claim[] = [
  {
    id: 'depth-deep-slowest',
    section,
    statement:
      'The deep network takes considerably longer to train than the shallow and the medium one: 1.5 times as long as each or longer.',
    original: 'Обучение занимает значительно больше времени',
    kind: 'measured',
    judge: (study) => {
      const { deep, medium, shallow } = netsOf(study);
      return allOf(
        standsOut(study, trainingTime, 'highest', deep, [shallow, medium]),
        timeRatio(study, deep, shallow, { atLeast: 1.5 }),
        timeRatio(study, deep, medium, { atLeast: 1.5 }),
      );
    },
  },
  {
    id: 'depth-deep-least-accurate',
    section,
    statement: 'The deep network is less accurate than each of the others.',
    original: 'а точность снижается',
    kind: 'measured',
    judge: (study) => {
      const { deep, shallow, medium, residual } = netsOf(study);
      return standsOut(study, testAccuracy, 'lowest', deep, [shallow, medium, residual]);
    },
  },
  {
    id: 'depth-deep-accuracy',
    section,
    statement:
      'The deep network gets 97.2 % of the test images right: within 0.2 points; further off by more than the binomial error refutes it.',
    original: 'до 97.2%',
    kind: 'measured',
    judge: (study) => {
      mustBeAsInTheDocument(study);
      return accuracyIsAbout(study, netsOf(study).deep, 0.972);
    },
  },
  {
    id: 'depth-deep-gradients-vanish',
    section,
    statement:
      "The gradients of the deep network's first layers vanish: the mean absolute gradient of its first convolution is below 1 % " +
      "of the last one's, and of the shallow network's first one, at over half of the times, before training and after every " +
      'epoch; never refutes it. If one of the two holds and the other does not, nothing is decided.',
    original: 'в первых слоях значения градиентов становятся крайне малыми',
    kind: 'measured',
    shownIn: ['gradientFlow'],
    judge: (study) => {
      const { deep, shallow } = netsOf(study);
      return inEveryReading(gradientsVanish(study, deep), gradientsVanishBeside(study, deep, shallow));
    },
  },
  {
    id: 'depth-deep-maps-unclear',
    section,
    statement:
      "The deep network's early feature maps lose clarity. Stands for it: the maps of its first convolution keep less fine detail " +
      "than the shallow network's, which have at least 1.1 times as much.",
    original: 'Feature maps на ранних слоях теряют чёткость',
    kind: 'proxy',
    shownIn: ['featureMaps'],
    judge: (study) => {
      const { deep, shallow } = netsOf(study);
      return differsBy(
        study,
        mapFigure('early', 'detail', 'Fine detail left in the first activations (1: as in the image)'),
        'lower',
        deep,
        shallow,
        1.1,
      );
    },
  },
];
