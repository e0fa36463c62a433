import type { Language } from '@convstudy/viz';
import type { Command } from 'commander';
import { writeReport } from '../../report/write-report.js';
import { readResults } from '../../results/run-directory.js';
import { languageOption } from '../language-option.js';

export function addReport(program: Command): void {
  program
    .command('report')
    .description('build the report of a run directory anew from its results.json, without training')
    .argument('<dir>', 'the run directory')
    .addOption(languageOption())
    .action(async (directory: string, { lang }: { lang: Language }) => {
      console.log(`Report: ${await writeReport(directory, await readResults(directory), { lang })}`);
    });
}
