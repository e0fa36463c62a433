import Table from 'cli-table3';
import { createColors } from 'picocolors';
import type { RunRecord, StudyResults } from '../results/types.js';
import { count, milliseconds, percent, points, seconds } from './numbers.js';

/** The results of a study as a table for the terminal. */
export function resultsTable({ runs, settings }: StudyResults): string {
  const severalSeeds = settings.seeds.length > 1;
  const table = new Table({
    head: [
      'Model',
      ...(severalSeeds ? ['Seed'] : []),
      'Parameters',
      'Test accuracy',
      'Best epoch',
      'Train - test',
      'Training',
      'Inference, image',
    ],
    colAligns: ['left', ...Array<'right'>(severalSeeds ? 7 : 6).fill('right')],
    style: { head: createColors().isColorSupported ? ['bold'] : [], border: [] },
  });
  for (const run of runs) {
    table.push([
      run.model,
      ...(severalSeeds ? [run.seed] : []),
      count(run.parameters),
      run.final ? percent(run.final.test.accuracy) : run.status,
      bestEpoch(run),
      run.final ? points(run.final.train.accuracy - run.final.test.accuracy) : '',
      seconds(run.trainSeconds),
      run.inferenceMsPerImage ? milliseconds(run.inferenceMsPerImage.batch64) : '',
    ]);
  }
  return table.toString();
}

function bestEpoch({ epochs }: RunRecord): string {
  if (epochs.length === 0) return '';
  const accuracies = epochs.map((epoch) => epoch.testAccuracy);
  const best = Math.max(...accuracies);
  return `${percent(best)} (epoch ${accuracies.indexOf(best) + 1})`;
}
