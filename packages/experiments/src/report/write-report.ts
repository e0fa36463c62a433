import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderReport, renderSvg } from '@convstudy/viz';
import writeFileAtomic from 'write-file-atomic';
import type { Results } from '../results/types.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import type { Study } from '../studies/define-study.js';
import { studies as builtIn } from '../studies/index.js';
import { buildReport } from './build-report.js';

/**
 * Writes `report/index.html`, self-contained, and its charts as `report/figures/<id>.svg` into a run directory.
 *
 * @param results - as `readResults` gives them
 * @param studies - definitions of the studies. Default: the built-in ones
 * @returns the absolute path of the page
 * @throws RunDirectoryError if the files cannot be written
 */
export async function writeReport(
  directory: string,
  results: Results,
  studies: readonly Study[] = builtIn,
): Promise<string> {
  const { report, figures } = buildReport(results, studies);
  const folder = join(resolve(directory), 'report');
  const page = join(folder, 'index.html');
  const html = await renderReport(report);
  const pictures = await Promise.all(
    figures.map(async ({ id, spec }) => ({
      file: join(folder, 'figures', `${id}.svg`),
      svg: await renderSvg(spec),
    })),
  );
  try {
    await mkdir(join(folder, 'figures'), { recursive: true });
    await writeFileAtomic(page, html);
    for (const { file, svg } of pictures) await writeFileAtomic(file, svg);
  } catch (error) {
    throw new RunDirectoryError(`cannot write the report: ${(error as Error).message}`, { cause: error });
  }
  return page;
}
