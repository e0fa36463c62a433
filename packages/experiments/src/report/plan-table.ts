import Table from 'cli-table3';
import { createColors } from 'picocolors';
import type { StudyPlan } from '../studies/plan-study.js';
import { count, millions, seconds } from './numbers.js';

/** What a study would train, as a table for the terminal. */
export function planTable({ settings, trainSize, testSize, models }: StudyPlan): string {
  const table = new Table({
    head: ['Model', 'Parameters', 'Multiply-adds, image', 'Seeds', 'Epochs', 'About'],
    colAligns: ['left', ...Array<'right'>(5).fill('right')],
    style: { head: createColors().isColorSupported ? ['bold'] : [], border: [] },
  });
  const runs = settings.seeds.length;
  for (const plan of models) {
    table.push([
      plan.model,
      count(plan.parameters),
      millions(plan.multiplyAdds),
      runs,
      settings.epochs,
      seconds(runs * plan.seconds),
    ]);
  }
  return `${count(trainSize)} training and ${count(testSize)} test images, batches of ${settings.batchSize}\n${table.toString()}`;
}

/** Seconds of all runs of a study together. */
export function plannedSeconds({ settings, models }: StudyPlan): number {
  return settings.seeds.length * models.reduce((sum, model) => sum + model.seconds, 0);
}
