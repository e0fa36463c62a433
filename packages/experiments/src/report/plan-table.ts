import Table from 'cli-table3';
import { createColors } from 'picocolors';
import type { StudyPlan } from '../studies/plan-study.js';
import { count, millions, seconds } from './numbers.js';

/** What a study would train, as a table for the terminal. */
export function planTable({ settings, trainSize, testSize, measured, models }: StudyPlan): string {
  const images = `${count(trainSize)} training and ${count(testSize)} test images`;
  const before =
    measured.length > 0 ? `\nMeasured without training, time not counted: ${measured.join(', ')}.` : '';
  if (models.length === 0) return `${images}. Nothing is trained.${before}`;
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
  return `${images}, batches of ${settings.batchSize}\n${table.toString()}${before}`;
}
