import { RunDirectoryError } from './run-directory-error.js';
import type { Environment, Results, StudyResults } from './types.js';

/** What of the machine and the packages numbers depend on. Threads are not among it. */
const DECISIVE = ['node', 'platform', 'cpu', 'backend', 'adapter', 'wideVectors'] as const;

/** What is to be run now of a study. */
interface PlannedStudy extends Pick<StudyResults, 'id' | 'preset' | 'settings'> {
  /** By name. */
  models: readonly string[];
}

/**
 * Makes sure that a run can go on with the numbers that it would have had: the same studies and settings, on the same
 * machine, with the same versions. That the data are the same is for who has loaded them to see.
 *
 * @param planned - the studies to be run now
 * @throws RunDirectoryError naming everything that has changed
 */
export function checkResumable(
  earlier: Results,
  environment: Environment,
  planned: readonly PlannedStudy[],
): void {
  const changes: string[] = [];
  const compare = (what: string, before: unknown, now: unknown) => {
    const [a, b] = [before, now].map((value) => JSON.stringify(value) ?? 'none');
    if (a !== b) changes.push(`${what} was ${a}, now ${b}`);
  };
  for (const name of DECISIVE) compare(name, earlier.environment[name], environment[name]);
  for (const name of new Set(
    [earlier, { environment }].flatMap((results) => Object.keys(results.environment.versions)),
  )) {
    compare(name, earlier.environment.versions[name], environment.versions[name]);
  }
  for (const study of earlier.studies) {
    const now = planned.find(({ id }) => id === study.id);
    if (!now) {
      changes.push(`study ${study.id} is not to be run now`);
      continue;
    }
    compare(`the preset of ${study.id}`, study.preset, now.preset);
    for (const name of ['epochs', 'batchSize', 'learningRate', 'seeds', 'augmented'] as const) {
      compare(`${name} of ${study.id}`, study.settings[name], now.settings[name]);
    }
    const gone = new Set(study.runs.map(({ model }) => model).filter((model) => !now.models.includes(model)));
    for (const model of gone) changes.push(`${model} of ${study.id} is not to be trained now`);
  }
  if (changes.length > 0) {
    throw new RunDirectoryError(
      `cannot go on, since the numbers would not be those of an uninterrupted run:\n${changes
        .map((change) => `  ${change}`)
        .join('\n')}`,
    );
  }
}
