import type { Claim } from '../../../claims/claim.js';
import { allOf } from '../../../claims/combine.js';
import { standsOut } from '../../../claims/compare.js';
import { gradientsPass } from '../../../claims/gradient-ratios.js';
import { keepsAtLeast, mapFigure } from '../../../claims/map-figures.js';
import { testAccuracy, trainingTime } from '../../../claims/measures.js';
import { accuracyIsAbout } from '../../../claims/stated-accuracy.js';
import { mustBeAsInTheDocument, netsOf } from '../nets.js';

const section = '2.2';

export const residualNet: Claim[] = [
  {
    id: 'depth-residual-gradients-pass',
    section,
    statement:
      'Skip connections let gradients pass without much weakening, and they stay stable in the deepest parts: before training ' +
      "and after every epoch the mean absolute gradient of every convolution in line is between 10 % of the last one's and 100 times it.",
    original:
      'skip connections, которые позволяют градиентам проходить через несколько слоёв без значительного ослабления … Градиенты остаются стабильными даже в самых глубоких частях сети',
    kind: 'measured',
    shownIn: ['gradientFlow'],
    judge: (study) => gradientsPass(study, netsOf(study).residual),
  },
  {
    id: 'depth-residual-faster-than-deep',
    section,
    statement: 'The residual network trains faster than the deep one.',
    original: 'обучается быстрее глубокой CNN',
    kind: 'measured',
    judge: (study) => {
      const { residual, deep } = netsOf(study);
      return standsOut(study, trainingTime, 'lowest', residual, [deep]);
    },
  },
  {
    id: 'depth-residual-most-accurate',
    section,
    statement: 'The residual network is more accurate than each of the others.',
    original: 'достигает самой высокой точности',
    kind: 'measured',
    contradicts: ['mnist-residual-worst'],
    judge: (study) => {
      const { residual, shallow, medium, deep, others } = netsOf(study);
      const found = standsOut(study, testAccuracy, 'highest', residual, [shallow, medium, deep, ...others]);
      return {
        ...found,
        because: `${found.because} The document contradicts itself: its section 1.1 has a residual network as the worst on these images.`,
      };
    },
  },
  {
    id: 'depth-residual-accuracy',
    section,
    statement:
      'The residual network gets 99.1 % of the test images right: within 0.2 points; further off by more than the binomial error refutes it.',
    original: 'достигает самой высокой точности - 99.1%',
    kind: 'measured',
    judge: (study) => {
      mustBeAsInTheDocument(study);
      return accuracyIsAbout(study, netsOf(study).residual, 0.991);
    },
  },
  {
    id: 'depth-residual-maps-clear',
    section,
    statement:
      "The residual network's feature maps stay informative and clear. Stands for it: the maps of its first convolution keep at least " +
      "0.9 times the fine detail of the shallow network's, and those of its last convolution correlate with the images at " +
      "least 0.9 times as much as the deep network's; below 0.75 times refutes it.",
    original: 'Feature maps сохраняют информативность и чёткость',
    kind: 'proxy',
    shownIn: ['featureMaps'],
    judge: (study) => {
      const { residual, shallow, deep } = netsOf(study);
      return allOf(
        keepsAtLeast(
          study,
          mapFigure('early', 'detail', 'Fine detail left in the first activations (1: as in the image)'),
          residual,
          shallow,
        ),
        keepsAtLeast(
          study,
          mapFigure('late', 'structure', 'Correlation of the last activations with the image'),
          residual,
          deep,
        ),
      );
    },
  },
];
