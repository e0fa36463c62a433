import type { Claim } from '../../claims/claim.js';
import { allOf, inEveryRun, runsOf } from '../../claims/combine.js';
import { accuracyJumps, endsHigher, lossJumps, trend, worstEpoch } from '../../claims/curves.js';
import { gap, testAccuracy, testLoss, trainingTime } from '../../claims/measures.js';
import { gapBelow, timeRatio } from '../../claims/thresholds.js';
import type { StudyResults } from '../../results/types.js';
import { mean } from '../../statistics/moments.js';
import { netsOf, standsOutAmong } from '../fcn-vs-cnn/nets.js';

const nets = (study: StudyResults) => netsOf(study, '');
const stands = standsOutAmong(nets);
const section = '1.1';

/** What section 1.1 of the document says of its results. */
export const claims: Claim[] = [
  {
    id: 'mnist-fcn-loss-jumps',
    section,
    statement: "FCN's test loss jumps: it rises by over 5 % between epochs, more than once.",
    original: 'Ситуация с loss неплохая, она скачет',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) => inEveryRun(study, nets(study).fcn, (run) => lossJumps(run, 'jumps')),
  },
  {
    id: 'mnist-fcn-worst-epoch',
    section,
    statement: "FCN's test loss is largest in epoch 4.",
    original: 'больше всего ошибок совершено на 4-ой эпохе',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) => inEveryRun(study, nets(study).fcn, (run) => worstEpoch(run, 4)),
  },
  {
    id: 'mnist-fcn-lowest-loss',
    section,
    statement: 'Over the epochs FCN has the lowest test loss of the three.',
    original: 'ошибки самые маленькие по эпохам среди рассмотренных моделей',
    kind: 'measured',
    shownIn: ['loss'],
    judge: stands(testLoss, 'lowest', 'fcn', ['simple', 'residual']),
  },
  {
    id: 'mnist-fcn-accuracy-grows',
    section,
    statement: "FCN's test accuracy grows over the second half of the epochs.",
    original: 'Параметр явно растет',
    kind: 'measured',
    shownIn: ['accuracy'],
    judge: (study) => inEveryRun(study, nets(study).fcn, (run) => trend(run, 'testAccuracy', 'rises')),
  },
  {
    id: 'mnist-fcn-accuracy-will-grow',
    section,
    statement:
      "FCN's accuracy would grow further with more epochs. Stands for it: the best test accuracy is that of the last epoch.",
    original: 'нет сомнейний в том, что график будет расти и дальше',
    kind: 'proxy',
    shownIn: ['accuracy'],
    judge: (study) =>
      inEveryRun(study, nets(study).fcn, ({ model, epochs }) => {
        const accuracies = epochs.map(({ testAccuracy: accuracy }) => accuracy);
        const best = accuracies.indexOf(Math.max(...accuracies)) + 1;
        return {
          verdict: best === epochs.length ? 'supported' : 'refuted',
          figures: { [`epoch of the best test accuracy, ${model}`]: best },
          because: `The best of ${epochs.length} epochs was epoch ${best}.`,
        };
      }),
  },
  {
    id: 'mnist-fcn-fastest',
    section,
    statement: 'FCN trains fastest.',
    original: 'По времени этот способ классификации самый быстрый.',
    kind: 'measured',
    judge: stands(trainingTime, 'lowest', 'fcn', ['simple', 'residual']),
  },
  {
    id: 'mnist-simple-best',
    section,
    statement: 'SimpleCNN has the highest test accuracy.',
    original: 'Из рассмотренных моделей - эта самая лучшая',
    kind: 'measured',
    judge: stands(testAccuracy, 'highest', 'simple', ['fcn', 'residual']),
  },
  {
    id: 'mnist-simple-loss-steady',
    section,
    statement: "SimpleCNN's test loss does not jump: it never rises by over 5 % between epochs.",
    original: 'показатели loss не скачут',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) => inEveryRun(study, nets(study).simple, (run) => lossJumps(run, 'steady')),
  },
  {
    id: 'mnist-simple-loss-still-small',
    section,
    statement: "SimpleCNN's test loss is still small after the last epoch: below that of the first.",
    original: 'к 10-ой эпохе ошибка все еще маленькая',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) =>
      inEveryRun(study, nets(study).simple, ({ model, epochs }) => {
        const [first, last] = [epochs[0].testLoss, epochs[epochs.length - 1].testLoss];
        return {
          verdict: epochs.length < 2 ? 'inconclusive' : last < first ? 'supported' : 'refuted',
          figures: { [`first test loss, ${model}`]: first, [`last test loss, ${model}`]: last },
          because: `It was ${first.toFixed(4)} after the first epoch and ${last.toFixed(4)} after the last.`,
        };
      }),
  },
  {
    id: 'mnist-simple-loss-begins-to-rise',
    section,
    statement: "SimpleCNN's test loss begins to rise over the second half of the epochs.",
    original: 'конечно он начал полегоньку расти',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) => inEveryRun(study, nets(study).simple, (run) => trend(run, 'testLoss', 'rises')),
  },
  {
    id: 'mnist-simple-accuracy-grows',
    section,
    statement: "SimpleCNN's test accuracy still grows over the second half of the epochs.",
    original: 'количество верных предсказаний к 10-ой эпохет продолжает расти',
    kind: 'measured',
    shownIn: ['accuracy'],
    judge: (study) => inEveryRun(study, nets(study).simple, (run) => trend(run, 'testAccuracy', 'rises')),
  },
  {
    id: 'mnist-simple-small-gap',
    section,
    statement: "SimpleCNN's test accuracy is very close to its training accuracy: within 1 point.",
    original: 'тестовые значения очень несильно отличаются от тренировочных',
    kind: 'measured',
    shownIn: ['models', 'accuracy'],
    judge: (study) => gapBelow(study, nets(study).simple, 0.01),
  },
  {
    id: 'mnist-fcn-larger-gap',
    section,
    statement: 'The gap between training and test accuracy is larger for FCN than for SimpleCNN.',
    original: 'Если посмотреть на ту же FCN, то разница явно больше',
    kind: 'measured',
    shownIn: ['models', 'accuracy'],
    judge: stands(gap, 'highest', 'fcn', ['simple']),
  },
  {
    id: 'mnist-fcn-gap-not-significant',
    section,
    statement: "FCN's gap between training and test accuracy is not large either: within 3 points.",
    original: 'хоть и тоже не значительно',
    kind: 'measured',
    shownIn: ['models', 'accuracy'],
    judge: (study) => gapBelow(study, nets(study).fcn, 0.03),
  },
  {
    id: 'mnist-simple-little-slower',
    section,
    statement: 'SimpleCNN takes little longer than FCN: at most twice as long.',
    original: 'По времени она несильно больше чем FCN',
    kind: 'measured',
    judge: (study) => timeRatio(study, nets(study).simple, nets(study).fcn, { atMost: 2 }),
  },
  {
    id: 'mnist-residual-worst',
    section,
    statement: 'ResidualCNN has the lowest test accuracy.',
    original: 'Из рассмотренных данная модель самая худшая',
    kind: 'measured',
    judge: stands(testAccuracy, 'lowest', 'residual', ['fcn', 'simple']),
  },
  {
    id: 'mnist-residual-loss-jumps',
    section,
    statement: "ResidualCNN's test loss jumps: it rises by over 5 % between epochs, more than once.",
    original: 'показатель loss скачет',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) => inEveryRun(study, nets(study).residual, (run) => lossJumps(run, 'jumps')),
  },
  {
    id: 'mnist-residual-loss-ends-higher',
    section,
    statement: "ResidualCNN's test loss ends with a considerable rise: 10 % or more above its smallest.",
    original: 'в итоге показывает в конце значительный прирост',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) => inEveryRun(study, nets(study).residual, endsHigher),
  },
  {
    id: 'mnist-residual-worst-epoch',
    section,
    statement: "ResidualCNN's test loss is largest in epoch 4, as FCN's is.",
    original: 'Максимальная ошибка, как и в FCN, достигается на 4-ой эпохе',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) =>
      allOf(
        inEveryRun(study, nets(study).residual, (run) => worstEpoch(run, 4)),
        inEveryRun(study, nets(study).fcn, (run) => worstEpoch(run, 4)),
      ),
  },
  {
    id: 'mnist-residual-largest-loss-above-fcn',
    section,
    statement: "ResidualCNN's largest test loss is larger than FCN's.",
    original: 'но она больше',
    kind: 'measured',
    shownIn: ['loss'],
    judge: (study) => {
      const names = nets(study);
      const largest = (model: string) =>
        runsOf(study, model).map(({ epochs }) => Math.max(...epochs.map((epoch) => epoch.testLoss)));
      const [residual, fcn] = [largest(names.residual), largest(names.fcn)];
      const above = Math.min(...residual) > Math.max(...fcn);
      const below = Math.max(...residual) < Math.min(...fcn);
      return {
        verdict: above ? 'supported' : below ? 'refuted' : 'inconclusive',
        figures: {
          [`largest test loss, ${names.residual}`]: mean(residual),
          [`largest test loss, ${names.fcn}`]: mean(fcn),
        },
        because: `Largest test loss: ${names.residual} ${mean(residual).toFixed(4)}, ${names.fcn} ${mean(fcn).toFixed(4)}${residual.length > 1 ? ', means over seeds; every seed must agree' : ''}.`,
      };
    },
  },
  {
    id: 'mnist-residual-accuracy-jumps',
    section,
    statement: "ResidualCNN's test accuracy jumps: it falls beyond the noise between epochs, more than once.",
    original: 'плохо показывает себя и accuracy, график скачет',
    kind: 'measured',
    shownIn: ['accuracy'],
    judge: (study) =>
      inEveryRun(study, nets(study).residual, (run) => accuracyJumps(run, study.data.testSize)),
  },
  {
    id: 'mnist-residual-accuracy-falls',
    section,
    statement: "ResidualCNN's test accuracy falls over the second half of the epochs.",
    original: 'в тоге показывает спад',
    kind: 'measured',
    shownIn: ['accuracy'],
    judge: (study) => inEveryRun(study, nets(study).residual, (run) => trend(run, 'testAccuracy', 'falls')),
  },
  {
    id: 'mnist-residual-much-slower',
    section,
    statement: 'ResidualCNN takes much longer than each of the others: at least three times as long.',
    original: 'эта модель намного дольше работает чем остальные',
    kind: 'measured',
    judge: (study) => {
      const { fcn, simple, residual } = nets(study);
      return allOf(...[fcn, simple].map((other) => timeRatio(study, residual, other, { atLeast: 3 })));
    },
  },
  {
    id: 'mnist-residual-ten-times',
    section,
    statement: 'ResidualCNN takes about 10 times as long as the fastest: 7 to 14 times.',
    original: 'от самого быстрого она отстает в 10 раз',
    kind: 'measured',
    judge: (study) => {
      const time = (model: string) => mean(runsOf(study, model).map(({ trainSeconds }) => trainSeconds));
      const { fcn, simple, residual } = nets(study);
      return timeRatio(study, residual, time(fcn) < time(simple) ? fcn : simple, { atLeast: 7, atMost: 14 });
    },
  },
];
