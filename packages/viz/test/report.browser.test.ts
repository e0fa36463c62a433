import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { renderReport } from '../src/index.js';
import { sampleReport } from './sampleReport.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const chromium = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(existsSync);

/** The page's document after its scripts have run, from disk and without a network. */
async function opened(html: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'convstudy-viz-'));
  try {
    const file = join(folder, 'report.html');
    await writeFile(file, html);
    const options = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const { stdout } = await promisify(execFile)(
      chromium!,
      [
        ...options,
        ...quiet,
        `--user-data-dir=${join(folder, 'profile')}`,
        '--window-size=390,6000',
        '--virtual-time-budget=10000',
        '--dump-dom',
        pathToFileURL(file).href,
      ],
      { maxBuffer: 2 ** 26, timeout: 170_000, killSignal: 'SIGKILL' },
    );
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

it.skipIf(chromium === undefined)(
  'a report comes alive in Chromium, opened from disk',
  async ({ skip }) => {
    const html = await renderReport(sampleReport());
    const page = await opened(html).catch((error: Error) =>
      skip(`Chromium does not run here: ${error.message}`),
    );
    // Vega draws into a holder of its own; the still pictures stood in the chart itself.
    expect(page.match(/<div class="chart"[^>]*><div[^>]*><svg/gu)).toHaveLength(3);
    expect(page).toContain('<button type="button">Training time (s)</button>');
    expect(page).toMatch(/<button type="button" id="report-theme"[^>]*>(?:Dark|Light)<\/button>/u);
    expect(page).toContain('id="report-tooltip"');
  },
  180_000,
);
