import { CannotJudge, type Claim } from '../../../claims/claim.js';
import { convolutionsOf } from '../../../claims/gradient-ratios.js';
import { count } from '../../../report/numbers.js';
import type { StudyResults } from '../../../results/types.js';
import { mustBeOfTheDocument, netsOf } from '../nets.js';

/** What "about" leaves open. */
const ABOUT = 0.25;

export const sizes: Claim[] = [
  {
    id: 'depth-sizes',
    section: '2.2',
    statement:
      'The networks have 2, 4, 6 or more convolutions and about 100 thousand, about 2 million and over 3 million parameters; ' +
      'the residual one has about 200 thousand. About: within 25 %.',
    original:
      'Общее количество параметров - около 100 тысяч … примерно 2 миллиона … превышает 3 миллиона … около 200 тысяч параметров',
    kind: 'construction',
    shownIn: ['models'],
    judge: (study) => {
      mustBeOfTheDocument(study, 'the sizes');
      const { shallow, medium, deep, residual } = netsOf(study);
      const parameters = [shallow, medium, deep, residual].map((model) => parametersOf(study, model));
      const convolutions = [shallow, medium, deep].map((model) => convolutionCount(study, model));
      const about = (value: number, stated: number) => Math.abs(value / stated - 1) <= ABOUT;
      const holds =
        about(parameters[0], 100_000) &&
        about(parameters[1], 2_000_000) &&
        parameters[2] > 3_000_000 &&
        about(parameters[3], 200_000) &&
        convolutions[0] === 2 &&
        convolutions[1] === 4 &&
        convolutions[2] >= 6;
      return {
        verdict: holds ? 'supported' : 'refuted',
        figures: Object.fromEntries([
          ...[shallow, medium, deep, residual].map((model, i) => [`parameters, ${model}`, parameters[i]]),
          ...[shallow, medium, deep].map((model, i) => [`convolutions, ${model}`, convolutions[i]]),
        ]) as Record<string, number>,
        because: `${parameters.map(count).join(', ')} parameters; the widths, which the document does not give, were chosen to meet its sizes.`,
      };
    },
  },
];

function parametersOf({ runs }: StudyResults, model: string): number {
  const run = runs.find((one) => one.model === model && one.parameters > 0);
  if (run) return run.parameters;
  throw new CannotJudge(`There is no run of ${model}.`);
}

function convolutionCount({ analyses }: StudyResults, model: string): number {
  const record = analyses.gradientFlow?.find((one) => one.model === model);
  if (record) return convolutionsOf(record).length;
  throw new CannotJudge(`The layers of ${model} were not recorded.`);
}
