import type { Language } from '@convstudy/viz';
import type { Command } from 'commander';
import { writeReport } from '../../report/write-report.js';
import { readResults } from '../../results/run-directory.js';
import { studies } from '../../studies/index.js';
import { languageOption } from '../language-option.js';
import { ownStudies } from '../own-studies.js';

export function addReport(program: Command): void {
  program
    .command('report')
    .description('build the report of a run directory anew from its results.json, without training')
    .argument('<dir>', 'the run directory')
    .option('--study <files...>', 'files of studies of your own, so that their claims are judged anew')
    .addOption(languageOption())
    .action(async (directory: string, { study: files = [], lang }: { study?: string[]; lang: Language }) => {
      const own = (await Promise.all(files.map(ownStudies))).flat().map(({ study }) => study);
      const results = await readResults(directory);
      console.log(
        `Report: ${await writeReport(directory, results, { lang, studies: [...studies, ...own] })}`,
      );
    });
}
