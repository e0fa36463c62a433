import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderPng, renderReport, renderSvg, type Language } from '@convstudy/viz';
import writeFileAtomic from 'write-file-atomic';
import { fileErrorReason } from '../results/file-error-reason.js';
import type { Results } from '../results/types.js';
import { RunDirectoryError } from '../results/run-directory-error.js';
import type { Study } from '../studies/define-study.js';
import { studies as builtIn } from '../studies/index.js';
import { buildReport, pageFile } from './build-report.js';

/** Options of {@link writeReport}. */
export interface WriteReportOptions {
  /** Definitions of the studies. Default: the built-in ones. */
  studies?: readonly Study[];
  /** Default: `en`. */
  lang?: Language;
}

/**
 * Writes a report into a run directory: `report/index.html`, self-contained; of several studies each also as
 * `report/<study>.html`; and the charts as `report/figures/<id>.svg` and `.png`.
 *
 * @param results - as `readResults` gives them
 * @returns the absolute path of the page
 * @throws RunDirectoryError if the files cannot be written
 */
export async function writeReport(
  directory: string,
  results: Results,
  { studies = builtIn, lang = 'en' }: WriteReportOptions = {},
): Promise<string> {
  const { index, studies: pages, figures } = buildReport(results, studies, lang);
  const folder = join(resolve(directory), 'report');
  const page = join(folder, 'index.html');
  const fail = (error: unknown): never => {
    throw new RunDirectoryError(`cannot write the report in ${folder}: ${fileErrorReason(error)}`, {
      cause: error,
    });
  };
  const write = (file: string, content: string | Buffer) => writeFileAtomic(file, content).catch(fail);
  await mkdir(join(folder, 'figures'), { recursive: true }).catch(fail);
  await write(page, await renderReport(index));
  for (const { id, report } of pages) await write(join(folder, pageFile(id)), await renderReport(report));
  for (const { id, spec } of figures) {
    await write(join(folder, 'figures', `${id}.svg`), await renderSvg(spec));
    await write(join(folder, 'figures', `${id}.png`), Buffer.from(await renderPng(spec)));
  }
  return page;
}
