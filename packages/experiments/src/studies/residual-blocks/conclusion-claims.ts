import type { LayerComparison } from '../../analysis/compare-layers.js';
import { aheadEverywhere, variesNoMore } from '../../claims/across-studies.js';
import { CannotJudge, type Claim, type Judgement } from '../../claims/claim.js';
import { allOf } from '../../claims/combine.js';
import { largestRise } from '../../claims/largest-rise.js';
import { testAccuracy } from '../../claims/measures.js';
import { percent } from '../../report/numbers.js';
import type { RunRecord, StudyResults } from '../../results/types.js';
import { nets, requireTraining } from './nets.js';
import { residualAgainstPlain } from './residual-against-plain.js';

const section = 'Conclusion';
const everywhere = (what: string) => [
  what,
  ...['fcn-vs-cnn-mnist', 'fcn-vs-cnn-cifar10', 'depth'].map((study) => `${study}/${what}`),
];

/** What the document's conclusion says of its results, all studies together; what it says of augmentation is judged in 1.2. */
export const conclusionClaims: Claim[] = [
  {
    id: 'conclusion-layers-equal',
    section,
    statement: "All custom layers give their standard counterparts' output, in training as in inference.",
    original: 'Все реализованные кастомные слои корректно работают и совпадают по выходу с аналогами',
    kind: 'measured',
    shownIn: ['custom-layers/layerComparison'],
    contradicts: ['layers-noisy-conv-values-differ'],
    judge: (_, others) => layersEqual(others),
  },
  {
    id: 'conclusion-residual-more-stable',
    section,
    statement:
      'Residual nets train more stably than plain CNNs: in every study at hand that has both, the largest rise of their test loss from one epoch to the next is smaller beyond the noise; and where there are three seeds or more, their test accuracy does not vary more from seed to seed.',
    original: 'Residual блоки показали лучшую стабильность обучения',
    kind: 'measured',
    shownIn: everywhere('loss'),
    contradicts: ['mnist-residual-loss-jumps', 'mnist-residual-accuracy-jumps'],
    judge: (study, others) => {
      const pairings = residualAgainstPlain(all(study, others));
      const varying = variesNoMore(pairings, testAccuracy);
      return contradicting(
        allOf(aheadEverywhere(pairings, largestRise, 'lower'), ...(varying ? [varying] : [])),
        'in 1.1 loss and accuracy of ResidualCNN jump, and the loss of SimpleCNN does not.',
      );
    },
  },
  {
    id: 'conclusion-residual-more-accurate',
    section,
    statement:
      'Residual nets are more accurate on the test images than plain CNNs, beyond the noise in every study at hand that has both.',
    original: 'и точность по сравнению с базовыми CNN',
    kind: 'measured',
    shownIn: everywhere('comparison'),
    contradicts: ['mnist-residual-worst', 'cifar-residual-below-simple'],
    judge: (study, others) =>
      contradicting(
        aheadEverywhere(residualAgainstPlain(all(study, others)), testAccuracy, 'higher'),
        'ResidualCNN is the worst model in 1.1, and below SimpleCNN in 1.2.',
      ),
  },
  {
    id: 'conclusion-wide-and-bottleneck-best',
    section,
    statement:
      'Wide and bottleneck blocks most of all: nets of either are more accurate than nets of basic blocks with as many parameters, and the largest rise of their test loss from one epoch to the next is smaller.',
    original: 'особенно при использовании wide и bottleneck версий',
    kind: 'measured',
    shownIn: ['comparison', 'loss'],
    judge: (study) => {
      requireTraining(study);
      const pairings = [nets.wide, nets.bottleneck].map((model) => ({ study, model, other: nets.basic }));
      return allOf(
        aheadEverywhere(pairings, testAccuracy, 'higher'),
        aheadEverywhere(pairings, largestRise, 'lower'),
      );
    },
  },
  {
    id: 'conclusion-all-trained',
    section,
    statement:
      'All models trained properly: in every study at hand no run failed or diverged, and each ends right about the test images at least three times as often as guessing, with a training loss below that of its first epoch.',
    original: 'все модели обучились корректно',
    kind: 'measured',
    shownIn: everywhere('models'),
    judge: (study, others) => allTrained(all(study, others)),
  },
];

/** The results at hand, those of this study once. */
function all(study: StudyResults, others: readonly StudyResults[]): StudyResults[] {
  return [...others.filter(({ id }) => id !== study.id), study];
}

function contradicting(judgement: Judgement, how: string): Judgement {
  return { ...judgement, because: `${judgement.because} The document contradicts itself: ${how}` };
}

function layersEqual(others: readonly StudyResults[]): Judgement {
  const entries = others
    .filter(({ id }) => id === 'custom-layers')
    .flatMap(({ analyses }) => (analyses.layerComparison ?? []) as LayerComparison[]);
  const compared = entries.flatMap(({ layer, inference, training }) =>
    inference && training ? [{ layer, inference, training }] : [],
  );
  if (compared.length === 0) {
    throw new CannotJudge('It takes the results of custom-layers in the same run directory.');
  }
  const different = compared.filter(({ inference, training }) => !inference.equal || !training.equal);
  const rest = compared.filter((entry) => !different.includes(entry)).map(({ layer }) => layer);
  const layers = different.map(
    ({ layer, inference, training }) =>
      `${layer} by up to ${training.largest.toPrecision(2)} in training and ${inference.largest.toPrecision(2)} in inference`,
  );
  return contradicting(
    {
      verdict: different.length > 0 ? 'refuted' : 'supported',
      figures: Object.fromEntries(
        compared.flatMap(({ layer, inference, training }) => [
          [`largest difference in training, ${layer}`, training.largest],
          [`largest difference in inference, ${layer}`, inference.largest],
        ]),
      ),
      because:
        (layers.length > 0 ? `${layers.join('; ')} differ from their counterparts. ` : '') +
        (rest.length > 0 ? `Equal: ${rest.join(', ')}.` : ''),
    },
    'in 3.1 the noisy convolution gives other values than the standard one.',
  );
}

function allTrained(studies: readonly StudyResults[]): Judgement {
  const ended = studies.flatMap((study) =>
    study.runs.filter(({ status }) => status !== 'interrupted').map((run) => ({ study, run })),
  );
  if (ended.length === 0) throw new CannotJudge('No run of any study has ended.');
  const poor = ended.filter(({ study, run }) => !trainedProperly(run, study.data.classNames?.length ?? 10));
  const names = [...new Set(poor.map(({ study, run }) => `${run.model} (${study.id})`))];
  const accuracies = ended.flatMap(({ run }) => (run.final ? [run.final.test.accuracy] : []));
  return {
    verdict: poor.length === 0 ? 'supported' : 'refuted',
    figures: {
      runs: ended.length,
      'runs that did not train properly': poor.length,
      ...(accuracies.length > 0 && { 'lowest test accuracy': Math.min(...accuracies) }),
    },
    because:
      poor.length === 0
        ? `So do all ${ended.length} runs; the lowest test accuracy is ${percent(Math.min(...accuracies))}.`
        : `Of ${ended.length} runs ${poor.length} did not: ${names.join(', ')}.`,
  };
}

function trainedProperly({ status, final, epochs }: RunRecord, classes: number): boolean {
  if (status !== 'finished' || !final || final.test.accuracy < 3 / classes) return false;
  return epochs.length < 2 || epochs[epochs.length - 1].trainLoss < epochs[0].trainLoss;
}
