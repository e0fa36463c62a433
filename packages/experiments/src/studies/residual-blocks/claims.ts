import type { BlockFigures } from '../../analysis/compare-blocks.js';
import { CannotJudge, type Claim, type Judgement } from '../../claims/claim.js';
import { allOf } from '../../claims/combine.js';
import { capital, standsOut } from '../../claims/compare.js';
import { testAccuracy } from '../../claims/measures.js';
import { gapBelow } from '../../claims/thresholds.js';
import { count, factor } from '../../report/numbers.js';
import type { StudyResults } from '../../results/types.js';
import { nets, requireTraining } from './nets.js';

const section = '3.2';
const shownIn = ['blockComparison'];

/** What section 3.2 of the document says of its results. */
export const claims: Claim[] = [
  {
    id: 'blocks-basic-shape-and-parameters',
    section,
    statement:
      'The basic block of 64 filters keeps the shape of 64 channels of 32x32 and has 73,984 parameters.',
    original: 'Количество обучаемых параметров в блоке составило 73984',
    kind: 'construction',
    shownIn,
    judge: (study) => has(blockOf(study, 'basic'), [32, 32, 64], 73_984),
  },
  {
    id: 'blocks-basic-resists-overfitting',
    section,
    statement:
      'The basic block resists overfitting: a net of basic blocks ends with a training accuracy less than 5 points above its test accuracy.',
    original: 'Это делает его устойчивым к переобучению',
    kind: 'measured',
    judge: (study) => {
      requireTraining(study);
      return gapBelow(study, nets.basic, 0.05);
    },
  },
  {
    id: 'blocks-bottleneck-shape-and-parameters',
    section,
    statement:
      'The bottleneck block of 64 filters turns 64 channels of 32x32 into 256 of the same size and has 75,008 parameters.',
    original: 'увеличил количество каналов с 64 до 256',
    kind: 'construction',
    shownIn,
    judge: (study) => has(blockOf(study, 'bottleneck'), [32, 32, 256], 75_008),
  },
  {
    id: 'blocks-bottleneck-fewer-than-basic',
    section,
    statement: 'The bottleneck block has fewer parameters than the basic block.',
    original: 'оказалось меньше чем у BasicBlock в предыдущем задании',
    kind: 'construction',
    shownIn,
    contradicts: ['blocks-basic-shape-and-parameters', 'blocks-bottleneck-shape-and-parameters'],
    judge: (study) => {
      const [bottleneck, basic] = [blockOf(study, 'bottleneck'), blockOf(study, 'basic')];
      const difference = bottleneck.parameters - basic.parameters;
      return {
        verdict: difference < 0 ? 'supported' : 'refuted',
        figures: parametersOf([bottleneck, basic]),
        because:
          `The bottleneck block has ${count(bottleneck.parameters)} parameters, the basic one ${count(basic.parameters)}. ` +
          'The document contradicts itself: it gives 75,008 and 73,984 and calls the former fewer.',
      };
    },
  },
  {
    id: 'blocks-bottleneck-stable-forward',
    section,
    statement:
      'The bottleneck block is stable in the forward pass: of standard normal inputs it makes outputs whose standard deviation is between 0.5 and 2, in training mode, for each of several draws of its weights.',
    original: 'показал стабильное поведение при прямом проходе',
    kind: 'measured',
    shownIn,
    judge: (study) => stableForward(blockOf(study, 'bottleneck')),
  },
  {
    id: 'blocks-wide-shape-and-parameters',
    section,
    statement:
      'The wide block of 64 filters and factor 2 turns 64 channels of 32x32 into 128 of the same size and has 230,144 parameters, more than twice as many as each of the others.',
    original:
      'Количество обучаемых параметров составило 230144 что значительно превышает BasicBlock и даже BottleneckBlock',
    kind: 'construction',
    shownIn,
    judge: (study) => {
      const wide = blockOf(study, 'wide');
      const others = [blockOf(study, 'basic'), blockOf(study, 'bottleneck')];
      const ratio = wide.parameters / Math.max(...others.map(({ parameters }) => parameters));
      return allOf(has(wide, [32, 32, 128], 230_144), {
        verdict: ratio > 2 ? 'supported' : 'refuted',
        figures: parametersOf(others),
        because: `That is at least ${factor(ratio)} times as many as each of the others.`,
      });
    },
  },
  {
    id: 'blocks-wide-more-memory',
    section,
    statement:
      'The wide block takes more memory than each of the others: its weights together with what a forward pass leaves for the backward pass, for a batch of 16.',
    original: 'Это делает WideResidualBlock более ёмким по памяти',
    kind: 'measured',
    shownIn,
    judge: (study) =>
      takesMost(blockOf(study, 'wide'), [blockOf(study, 'basic'), blockOf(study, 'bottleneck')]),
  },
  {
    id: 'blocks-wide-more-accurate',
    section,
    statement:
      'The wide block represents features better: a net of wide blocks is more accurate on the test images than nets of basic and of bottleneck blocks with as many parameters.',
    original: 'потенциально способным к лучшему представлению признаков',
    kind: 'measured',
    judge: (study) => {
      requireTraining(study);
      return standsOut(study, testAccuracy, 'highest', nets.wide, [nets.basic, nets.bottleneck]);
    },
  },
];

function blockOf({ analyses }: StudyResults, block: string): BlockFigures {
  const entries = analyses.blockComparison ?? [];
  const found = entries.find((entry) => entry.block === block);
  if (found) return found;
  throw new CannotJudge(`The ${block} block was not measured.`);
}

function has({ block, outputShape, parameters }: BlockFigures, shape: number[], expected: number): Judgement {
  const asStated = parameters === expected && outputShape.join() === shape.join();
  return {
    verdict: asStated ? 'supported' : 'refuted',
    figures: { [`parameters, ${block}`]: parameters, [`output channels, ${block}`]: outputShape[2] },
    because: `Output ${outputShape.join('x')} (height, width, channels), ${count(parameters)} parameters.`,
  };
}

function stableForward({ outputSpread }: BlockFigures): Judgement {
  const finite = outputSpread.filter((value) => value !== null);
  if (finite.length === 0)
    return { verdict: 'refuted', figures: {}, because: 'No draw gave outputs that are all finite.' };
  const [lowest, highest] = [Math.min(...finite), Math.max(...finite)];
  const stable = finite.length === outputSpread.length && lowest >= 0.5 && highest <= 2;
  return {
    verdict: stable ? 'supported' : 'refuted',
    figures: {
      'smallest standard deviation of the output': lowest,
      'largest standard deviation of the output': highest,
      'draws with outputs that are not finite': outputSpread.length - finite.length,
    },
    because: `The standard deviation of the output is ${lowest.toFixed(3)} to ${highest.toFixed(3)} in ${finite.length} of ${outputSpread.length} draws of weights and input${finite.length < outputSpread.length ? ', and not finite in the others' : ''}.`,
  };
}

function takesMost(block: BlockFigures, others: readonly BlockFigures[]): Judgement {
  const total = ({ weightBytes, activationBytes }: BlockFigures) => weightBytes + activationBytes;
  const parts = [block, ...others].map(
    (entry) =>
      `${entry.block} ${megabytes(entry.weightBytes)} of weights and ${megabytes(entry.activationBytes)} for the backward pass`,
  );
  return {
    verdict: others.every((other) => total(other) < total(block)) ? 'supported' : 'refuted',
    figures: Object.fromEntries([block, ...others].map((entry) => [`bytes, ${entry.block}`, total(entry)])),
    because: `${capital(parts.join('; '))}, for ${block.batchSize} images.`,
  };
}

function parametersOf(blocks: readonly BlockFigures[]): Record<string, number> {
  return Object.fromEntries(blocks.map(({ block, parameters }) => [`parameters, ${block}`, parameters]));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
