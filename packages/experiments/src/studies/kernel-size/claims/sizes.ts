import { CannotJudge, type Claim, type Judgement } from '../../../claims/claim.js';
import { inEveryReading, runsOf } from '../../../claims/combine.js';
import { count, millions } from '../../../report/numbers.js';
import type { StudyResults } from '../../../results/types.js';
import { isMatched, netsOf } from '../nets.js';
import { channelsInto1x1, channelsOut, convolutionsOf } from './layer-entries.js';

const section = '2.1';

export const parametersGrow: Claim = {
  id: 'kernel-parameters-grow-with-kernel',
  section,
  statement:
    'Larger kernels mean more parameters: the 5x5 net has more than the 3x3 net, the 7x7 net more than both.',
  original: 'увеличение размера ядер приводит к росту числа параметров и вычислений',
  kind: 'construction',
  shownIn: ['models', 'layers'],
  judge: (study) => {
    refuseMatched(study);
    return grow(
      study,
      'parameters',
      count,
      "The document's nets give larger kernels fewer filters, so that theirs shrink as kernels grow: what it says of parameters contradicts its own nets.",
    );
  },
};

export const computationGrows: Claim = {
  id: 'kernel-computation-grows-with-kernel',
  section,
  statement:
    'Larger kernels mean more computation: the 5x5 net takes more multiply-adds for an image than the 3x3 net, the 7x7 net more than both.',
  original: 'Занимает больше времени на обучение, чем 3x3, из-за увеличенного объёма вычислений',
  kind: 'construction',
  shownIn: ['models', 'layers'],
  judge: (study) =>
    grow(
      study,
      'multiplyAdds',
      millions,
      "The document's nets give larger kernels fewer filters, so that their work shrinks as kernels grow: what it says of computation contradicts its own nets.",
    ),
};

export const mixedFewerChannels: Claim = {
  id: 'kernel-mixed-fewer-channels',
  section,
  statement:
    'The 1x1 convolutions reduce the number of channels: the first one gives out fewer than it takes in.',
  original: '1x1 свёртки помогают уменьшить количество каналов',
  kind: 'construction',
  shownIn: ['layers'],
  judge: (study) => {
    const readings = netsOf(study).mixed.map((model): Judgement => {
      // One that sees a single pixel.
      const first = convolutionsOf(study, model).find(({ fieldSize }) => fieldSize === 1);
      if (!first) throw new CannotJudge(`${model} does not begin with a 1x1 convolution.`);
      const [into, out] = [channelsInto1x1(first), channelsOut(first)];
      return {
        verdict: out < into ? 'supported' : 'refuted',
        figures: { [`channels in, ${model}`]: into, [`channels out, ${model}`]: out },
        because: `The first 1x1 convolution of ${model} takes in ${into} and gives out ${out} channels.`,
      };
    });
    return inEveryReading(...readings);
  },
};

export const mixedFewerParameters: Claim = {
  id: 'kernel-mixed-fewer-parameters',
  section,
  statement: 'Mixing kernels lowers the number of parameters: the mixed net has fewer than each other net.',
  original: 'Комбинированный подход позволяет снизить общее количество параметров',
  kind: 'construction',
  shownIn: ['models', 'layers'],
  judge: (study) => {
    refuseMatched(study);
    const { k3, k5, k7, mixed } = netsOf(study);
    const sizes = [mixed[0], k3, k5, k7].map((model) => sizeOf(study, model, 'parameters'));
    return {
      verdict: sizes[0] < Math.min(...sizes.slice(1)) ? 'supported' : 'refuted',
      ...listed('parameters', [mixed[0], k3, k5, k7], sizes, count),
    };
  },
};

type Size = 'parameters' | 'multiplyAdds';

/** @param ifNot - what to add where the nets are the document's and do not grow */
function grow(study: StudyResults, size: Size, format: (value: number) => string, ifNot: string): Judgement {
  const { k3, k5, k7 } = netsOf(study);
  const sizes = [k3, k5, k7].map((model) => sizeOf(study, model, size));
  const grows = sizes[0] < sizes[1] && sizes[1] < sizes[2];
  const { figures, because } = listed(size, [k3, k5, k7], sizes, format);
  return {
    verdict: grows ? 'supported' : 'refuted',
    figures,
    because: grows || isMatched(study) ? because : `${because} ${ifNot}`,
  };
}

function listed(size: Size, models: string[], sizes: number[], format: (value: number) => string) {
  const name = size === 'parameters' ? 'parameters' : 'multiply-adds';
  return {
    figures: Object.fromEntries(models.map((model, i) => [`${name}, ${model}`, sizes[i]])),
    because: `${name[0].toUpperCase()}${name.slice(1)}: ${models.map((model, i) => `${model} ${format(sizes[i])}`).join(', ')}.`,
  };
}

function sizeOf(study: StudyResults, model: string, size: Size): number {
  return runsOf(study, model)[0][size];
}

function refuseMatched(study: StudyResults): void {
  if (!isMatched(study)) return;
  throw new CannotJudge('These nets have the same number of parameters by choice.');
}
