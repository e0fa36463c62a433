import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { renderReport } from '../src/index.js';
import { ChromiumDoesNotRun, chromiumPath, withPage } from './chromium.js';
import { sampleReport } from './sampleReport.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convstudy-viz-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// Node has had the WebSocket that speaks to Chromium since version 22.
it.skipIf(chromiumPath === undefined || typeof WebSocket === 'undefined')(
  'a report comes alive in Chromium, opened from disk',
  async ({ skip }) => {
    const file = join(folder, 'report.html');
    await writeFile(file, await renderReport(sampleReport()));
    await withPage(pathToFileURL(file).href, 500, async ({ evaluate }) => {
      // Vega draws into a holder of its own; the still pictures stand in the chart itself.
      const alive = `[...document.querySelectorAll('.chart')].map((chart) => {
        chart.scrollIntoView();
        return chart.querySelector(':scope > div > svg') !== null;
      })`;
      await vi.waitFor(async () => expect(await evaluate(alive)).toEqual([true, true, true]), {
        timeout: 120_000,
        interval: 500,
      });

      expect(await evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      const order = `document.querySelectorAll('#results th button')[1].click();
        [...document.querySelectorAll('#results tbody tr')].map((row) => row.cells[0].textContent)`;
      expect(await evaluate(order)).toEqual(['ResidualCNN', 'SimpleCNN', 'FCN']);
      expect(await evaluate(order)).toEqual(['FCN', 'SimpleCNN', 'ResidualCNN']);

      const toggle = `document.getElementById('report-theme').click(); document.documentElement.dataset.theme`;
      expect([await evaluate(toggle), await evaluate(toggle)].sort()).toEqual(['dark', 'light']);
    }).catch((error: unknown) => {
      if (error instanceof ChromiumDoesNotRun) skip(error.message);
      throw error;
    });
  },
  180_000,
);
