import type { StudyResults, Verdict } from '../results/types.js';
import { type FinishedRun, finishedRuns } from '../results/finished-runs.js';
import { CannotJudge, type Judgement } from './claim.js';

/** A statement of several parts: refuted if one is, supported if all are. */
export function allOf(...parts: Judgement[]): Judgement {
  const verdicts = parts.map(({ verdict }) => verdict);
  return {
    verdict: verdicts.includes('refuted') ? 'refuted' : (unanimous(verdicts) ?? 'inconclusive'),
    figures: Object.assign({}, ...parts.map(({ figures }) => figures)) as Record<string, number>,
    because: [...new Set(parts.map(({ because }) => because))].join(' '),
  };
}

/** A statement that can be read in several ways: readings that disagree decide nothing. */
export function inEveryReading(...readings: Judgement[]): Judgement {
  return {
    ...allOf(...readings),
    verdict: unanimous(readings.map(({ verdict }) => verdict)) ?? 'inconclusive',
  };
}

/** A statement about a single run, held against every finished run of a model: runs that disagree decide nothing. */
export function inEveryRun(
  study: StudyResults,
  model: string,
  judge: (run: FinishedRun) => Judgement,
): Judgement {
  const runs = runsOf(study, model);
  const judgements = runs.map(judge);
  if (judgements.length === 1) return judgements[0];
  const verdict = unanimous(judgements.map((judgement) => judgement.verdict));
  return {
    verdict: verdict ?? 'inconclusive',
    figures: Object.fromEntries(
      judgements.flatMap(({ figures }, i) =>
        Object.entries(figures).map(([name, value]) => [`${name}, seed ${runs[i].seed}`, value]),
      ),
    ),
    because: judgements.map(({ because }, i) => `Seed ${runs[i].seed}: ${because}`).join(' '),
  };
}

/** @throws CannotJudge if the model has no finished run */
export function runsOf(study: StudyResults, model: string): FinishedRun[] {
  const runs = finishedRuns(study.runs).filter((run) => run.model === model);
  if (runs.length === 0) throw new CannotJudge(`No run of ${model} finished.`);
  return runs;
}

function unanimous(verdicts: Verdict[]): Verdict | undefined {
  return verdicts.every((verdict) => verdict === verdicts[0]) ? verdicts[0] : undefined;
}
