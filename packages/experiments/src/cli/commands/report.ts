import type { Command } from 'commander';
import { writeReport } from '../../report/write-report.js';
import { readResults } from '../../results/run-directory.js';
import { UsageError } from '../usage-error.js';

export function addReport(program: Command): void {
  program
    .command('report')
    .description('build the report of a run directory anew from its results.json, without training')
    .argument('<dir>', 'the run directory')
    .option('--lang <language>', 'language of the report: en', 'en')
    .action(async (directory: string, { lang }: { lang: string }) => {
      if (lang === 'ru') throw new UsageError('--lang ru is not available in this version of convstudy');
      if (lang !== 'en') throw new UsageError(`--lang must be en, but is "${lang}"`);
      console.log(`Report: ${await writeReport(directory, await readResults(directory))}`);
    });
}
