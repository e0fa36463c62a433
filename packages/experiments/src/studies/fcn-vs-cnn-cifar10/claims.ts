import { CannotJudge, type Claim, type Judgement } from '../../claims/claim.js';
import { inEveryRun, runsOf } from '../../claims/combine.js';
import { ALPHA, chance, standsOut } from '../../claims/compare.js';
import { endsHigher, trend } from '../../claims/curves.js';
import { atLeast, gap, type Measure, testAccuracy, trainingTime } from '../../claims/measures.js';
import { percent } from '../../report/numbers.js';
import type { FinishedRun } from '../../results/finished-runs.js';
import type { ConfusionRecord, StudyResults } from '../../results/types.js';
import { mean } from '../../statistics/moments.js';
import { signTest } from '../../statistics/mcnemar-test.js';
import { twoSided } from '../../statistics/t-tests.js';
import { augmented, netsOf, standsOutAmong } from '../fcn-vs-cnn/nets.js';

const nets = (study: StudyResults) => netsOf(study, 'CIFAR ');
const stands = standsOutAmong(nets);
const section = '1.2';

/** What section 1.2 of the document says of its results. */
export const claims: Claim[] = [
  {
    id: 'cifar-fcn-loss-worse-than-mnist',
    section,
    statement: "FCN's test loss is higher than on MNIST.",
    original: 'Ситуация с loss похуже чем с MNIST',
    kind: 'measured',
    shownIn: ['loss', 'fcn-vs-cnn-mnist/loss'],
    judge: (study, others) => {
      const mnist = onMnist(others);
      const losses = (results: StudyResults, model: string) =>
        runsOf(results, model).map(({ final }) => final.test.loss);
      const [here, there] = [losses(study, nets(study).fcn), losses(mnist, netsOf(mnist, '').fcn)];
      const above = Math.min(...here) > Math.max(...there);
      const below = Math.max(...here) < Math.min(...there);
      return {
        verdict: above ? 'supported' : below ? 'refuted' : 'inconclusive',
        figures: { 'last test loss': mean(here), 'last test loss on MNIST': mean(there) },
        because: `Last test loss: ${mean(here).toFixed(4)} here, ${mean(there).toFixed(4)} in study fcn-vs-cnn-mnist.`,
      };
    },
  },
  {
    id: 'cifar-fcn-loss-leaves-training',
    section,
    statement:
      "FCN's test loss hardly follows its training loss: at the end it is over 1.5 times as high, both evaluated.",
    original: 'график почти не совпадает с тренировачными',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) =>
      inEveryRun(study, nets(study).fcn, ({ final }) => {
        const ratio = final.test.loss / final.train.loss;
        return {
          verdict: ratio > 1.5 ? 'supported' : ratio < 1.2 ? 'refuted' : 'inconclusive',
          figures: { 'test over training loss': ratio },
          because: `Test loss ${final.test.loss.toFixed(4)}, training loss ${final.train.loss.toFixed(4)}.`,
        };
      }),
  },
  {
    id: 'cifar-fcn-loss-rises',
    section,
    statement: "FCN's test loss rises: it ends 10 % or more above its smallest.",
    original: 'и он растет',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) => inEveryRun(study, nets(study).fcn, endsHigher),
  },
  {
    id: 'cifar-fcn-accuracy-worse-than-mnist',
    section,
    statement: "FCN's test accuracy is lower than on MNIST.",
    original: 'C Accuracy хуже начал предсказывать',
    kind: 'measured',
    shownIn: ['models', 'fcn-vs-cnn-mnist/models'],
    judge: (study, others) => {
      const mnist = onMnist(others);
      const accuracy = (results: StudyResults, model: string) =>
        mean(runsOf(results, model).map(({ final }) => final.test.accuracy));
      const [here, there] = [accuracy(study, nets(study).fcn), accuracy(mnist, netsOf(mnist, '').fcn)];
      const error = Math.hypot(
        ...[
          [here, study.data.testSize],
          [there, mnist.data.testSize],
        ].map(([share, images]) => Math.sqrt((share * (1 - share)) / images)),
      );
      const p = twoSided((here - there) / error || 0, study.data.testSize - 1);
      return {
        verdict: p >= ALPHA ? 'inconclusive' : here < there ? 'supported' : 'refuted',
        figures: { 'test accuracy': here, 'test accuracy on MNIST': there, p },
        because: `${percent(here)} here, ${percent(there)} in study fcn-vs-cnn-mnist (${chance(p)}, by their binomial errors).`,
      };
    },
  },
  {
    id: 'cifar-fcn-accuracy-begins-to-fall',
    section,
    statement: "FCN's test accuracy begins to fall over the second half of the epochs.",
    original: 'и начал мне кажется потехоньку падать',
    kind: 'measured',
    shownIn: ['accuracy'],
    judge: (study) => inEveryRun(study, nets(study).fcn, (run) => trend(run, 'testAccuracy', 'falls')),
  },
  {
    id: 'cifar-fcn-fastest',
    section,
    statement: 'FCN trains fastest again.',
    original: 'Данная модель все также быстрее всех.',
    kind: 'measured',
    judge: stands(trainingTime, 'lowest', 'fcn', ['simple', 'residual']),
  },
  {
    id: 'cifar-simple-above-fcn',
    section,
    statement: 'SimpleCNN is more accurate than FCN.',
    original: 'Результат получше чем у полносвязной модели',
    kind: 'measured',
    judge: stands(testAccuracy, 'highest', 'simple', ['fcn']),
  },
  {
    id: 'cifar-simple-closer-to-training',
    section,
    statement: "SimpleCNN's test accuracy is closer to its training accuracy than FCN's.",
    original: 'от полносвязной, данная модель получше подгоняется под результаты тренировачные',
    kind: 'measured',
    shownIn: ['models', 'accuracy'],
    judge: stands(gap, 'lowest', 'simple', ['fcn']),
  },
  {
    id: 'cifar-residual-above-fcn',
    section,
    statement: 'ResidualCNN is more accurate than FCN.',
    original: 'Данная модель лучше полносвязной',
    kind: 'measured',
    judge: stands(testAccuracy, 'highest', 'residual', ['fcn']),
  },
  {
    id: 'cifar-residual-below-simple',
    section,
    statement: 'ResidualCNN is less accurate than SimpleCNN.',
    original: 'но хуже простойCNN',
    kind: 'measured',
    judge: stands(testAccuracy, 'lowest', 'residual', ['simple']),
  },
  {
    id: 'cifar-residual-follows-training-at-first',
    section,
    statement:
      "At first ResidualCNN's test loss is as its training loss: within 10 % in one of the first three epochs.",
    original: 'сначала неплохо предсказывала значения и ошибка была такой же как у тернировочных',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) =>
      inEveryRun(study, nets(study).residual, (run) => {
        const closest = Math.min(...departures(run).slice(0, 3).map(Math.abs));
        return {
          verdict: closest <= 0.1 ? 'supported' : closest > 0.2 ? 'refuted' : 'inconclusive',
          figures: { 'smallest departure of the test loss from the training loss': closest },
          because: `In the closest of the first three epochs they were ${percent(closest)} apart.`,
        };
      }),
  },
  {
    id: 'cifar-residual-worse-later',
    section,
    statement:
      "Later ResidualCNN's results become noticeably worse: its test loss ends 10 % or more above its smallest.",
    original: 'потом результаты становились заметно хуже',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) => inEveryRun(study, nets(study).residual, endsHigher),
  },
  {
    id: 'cifar-residual-slowest',
    section,
    statement: 'ResidualCNN trains slowest again.',
    original: 'По времени данная модель также самая медленная',
    kind: 'measured',
    judge: stands(trainingTime, 'highest', 'residual', ['fcn', 'simple']),
  },
  {
    id: 'cifar-class-3-most-mistaken',
    section,
    statement: 'The models are most often wrong about class 3 (cat), on average over the three.',
    original: 'модели чаще всего ошибаются в классе 3',
    kind: 'measured',
    shownIn: ['confusion'],
    judge: (study) => mostly(wrongByClass(meanConfusion(study)), 3, 'mistakes'),
  },
  {
    id: 'cifar-class-3-taken-for-5',
    section,
    statement: 'Class 3 (cat) is most often taken for class 5 (dog), on average over the three.',
    original: 'чаще всего путают с классом 5',
    kind: 'measured',
    shownIn: ['confusion'],
    judge: (study) => {
      const takenFor = [...meanConfusion(study)[3]];
      takenFor[3] = 0;
      return mostly(takenFor, 5, 'cats taken for it');
    },
  },
  {
    id: 'cifar-classes-recognised',
    section,
    statement:
      'The models recognise the classes more or less steadily. Stands for it: in every model each class is taken for itself more often than for any other.',
    original: 'более менее стабильно отгадывают те классы, которые от них ожидались',
    kind: 'proxy',
    shownIn: ['confusion'],
    judge: (study) => {
      const records = confusions(study);
      const failing = records.flatMap(({ counts }) =>
        counts.filter((row, i) => row.some((count, j) => j !== i && count >= row[i])),
      ).length;
      const total = records.reduce((sum, { counts }) => sum + counts.length, 0);
      return {
        verdict: failing === 0 ? 'supported' : 'refuted',
        figures: { 'classes taken for another as often': failing },
        because: `${failing} of ${total} rows of the confusion matrices have a larger number off the diagonal.`,
      };
    },
  },
  {
    id: 'cifar-extreme-weights-move-most',
    section,
    statement:
      'The lowest and the highest weights change more than the others: in most layers and epochs the lowest and the highest hundredth of a layer moved further on average than all between.',
    original: 'у моделей низкие и высокие веса постоянно более заметно меняют значения',
    kind: 'measured',
    shownIn: ['weights'],
    judge: (study) => extremesMove(study),
  },
  {
    id: 'conclusion-augmentation-more-accurate',
    section: 'Conclusion',
    statement:
      'Augmentation improves classification: trained on random crops and flips of the images, SimpleCNN is more accurate.',
    original:
      'использование residual связей и кастомных аугментаций позволило улучшить качество классификации',
    kind: 'measured',
    judge: (study) => augmentation(study, testAccuracy, 'highest'),
  },
  {
    id: 'conclusion-augmentation-less-overfitting',
    section: 'Conclusion',
    statement:
      'Augmentation improves resistance to overfitting: trained on random crops and flips of the images, SimpleCNN has a smaller gap between training and test accuracy, both on unchanged images.',
    original: 'и устойчивость к переобучению',
    kind: 'measured',
    judge: (study) => augmentation(study, gap, 'lowest'),
  },
];

/** SimpleCNN trained with augmentation against the same without it. */
function augmentation(study: StudyResults, measure: Measure, direction: 'highest' | 'lowest'): Judgement {
  if (study.preset !== 'matched')
    throw new CannotJudge('Only preset matched trains a net with augmentation.');
  const { simple } = nets(study);
  return standsOut(study, measure, direction, augmented(simple), [simple]);
}

function onMnist(others: readonly StudyResults[]): StudyResults {
  const found = others.find(({ id }) => id === 'fcn-vs-cnn-mnist');
  if (found) return found;
  throw new CannotJudge('It takes the results of fcn-vs-cnn-mnist in the same run directory.');
}

/** Per epoch, how far the test loss lies above the training loss, as a fraction of it. */
function departures({ epochs }: FinishedRun): number[] {
  return atLeast(
    3,
    epochs.map(({ trainLoss, testLoss }) => testLoss / trainLoss - 1),
  );
}

function confusions(study: StudyResults): ConfusionRecord[] {
  const models = Object.values(nets(study)) as string[];
  const records = (study.analyses.confusion ?? []).filter(({ model }) => models.includes(model));
  for (const model of models) {
    if (!records.some((record) => record.model === model)) {
      throw new CannotJudge(`There is no confusion matrix of ${model}.`);
    }
  }
  return records;
}

/**
 * The mean of the confusion matrices of all models and seeds. Not their sum: the images are the same in all of them, so the
 * mistakes of three models are not three times as many observations.
 */
function meanConfusion(study: StudyResults): number[][] {
  if (study.data.synthetic)
    throw new CannotJudge('The classes of synthetic images are not those of CIFAR-10.');
  const matrices = confusions(study).map(({ counts }) => counts);
  return matrices[0].map((row, i) => row.map((_, j) => mean(matrices.map((counts) => counts[i][j]))));
}

function wrongByClass(matrix: number[][]): number[] {
  return matrix.map((row, i) => row.reduce((sum, count) => sum + count, 0) - row[i]);
}

/**
 * That of several counts one is the largest: beyond the noise if a fair coin would hardly fall so unevenly between it and the
 * largest other one. For that one to refute it, alpha is shared out among all that might have been the largest.
 */
function mostly(counts: number[], expected: number, what: string): Judgement {
  const rivals = counts.map((_, i) => i).filter((i) => i !== expected);
  const rival = rivals.reduce((best, i) => (counts[i] > counts[best] ? i : best));
  const p = signTest(Math.round(counts[expected]), Math.round(counts[rival]));
  const ahead = counts[expected] > counts[rival];
  const share = (i: number) => `class ${i} ${counts[i].toFixed(0)}`;
  return {
    verdict: p >= (ahead ? ALPHA : ALPHA / rivals.length) ? 'inconclusive' : ahead ? 'supported' : 'refuted',
    figures: {
      [`${what}, class ${expected}`]: counts[expected],
      [`${what}, class ${rival}`]: counts[rival],
      p,
    },
    because: `Mean ${what}: ${share(expected)}, ${ahead ? 'next' : 'most'} ${share(rival)} (${chance(p)}, sign test).`,
  };
}

function extremesMove(study: StudyResults): Judgement {
  const models = Object.values(nets(study)) as string[];
  const records = (study.analyses.weights ?? []).filter(({ model }) => models.includes(model));
  const movements = records.flatMap(({ layers }) =>
    layers.flatMap(({ epochs }) => epochs.flatMap(({ movement }) => (movement ? [movement] : []))),
  );
  if (movements.length === 0) throw new CannotJudge('The weights of no epoch were recorded.');
  const further = movements.filter(
    ({ lowest, middle, highest }) => Math.min(lowest, highest) > middle,
  ).length;
  const p = signTest(further, movements.length - further);
  const ratio = mean(movements.map(({ lowest, middle, highest }) => (lowest + highest) / 2 / middle));
  return {
    verdict: p >= ALPHA ? 'inconclusive' : 2 * further > movements.length ? 'supported' : 'refuted',
    figures: {
      'layers and epochs where the extremes moved further': further,
      'layers and epochs': movements.length,
      'movement of the extremes over that of the rest': ratio,
      p,
    },
    because: `So in ${further} of ${movements.length} layers and epochs (${chance(p)}, sign test); on average the extremes moved ${ratio.toFixed(2)} times as far.`,
  };
}
