import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { renderReport } from '../src/index.js';
import { ChromiumDoesNotRun, chromiumPath, withPage } from './chromium.js';
import { sampleReport } from './sampleReport.js';
import { studiesReport } from './studiesReport.js';

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

it.skipIf(chromiumPath === undefined || typeof WebSocket === 'undefined')(
  'every chart fits a phone, claims can be filtered, and a figure is saved as SVG',
  async ({ skip }) => {
    const file = join(folder, 'studies.html');
    await writeFile(file, await renderReport(studiesReport()));
    await withPage(pathToFileURL(file).href, 500, async ({ evaluate }) => {
      // Charts are drawn when they come near the window: scroll to the first that is still a still picture.
      const alive = `(() => {
        const isAlive = (chart) => chart.querySelector(':scope > div > svg') !== null;
        const charts = [...document.querySelectorAll('.chart')];
        charts.find((chart) => !isAlive(chart))?.scrollIntoView();
        return charts.filter(isAlive).length;
      })()`;
      await vi.waitFor(async () => expect(await evaluate(alive)).toBe(14), {
        timeout: 120_000,
        interval: 200,
      });
      expect(await evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      // A chart is no wider than the page, or scrolls in a frame of its own.
      const outside = `[...document.querySelectorAll('.chart')]
        .filter((chart) => chart.querySelector('svg').getBoundingClientRect().width > chart.clientWidth + 1)
        .filter((chart) => getComputedStyle(chart).overflowX !== 'auto').length`;
      expect(await evaluate(outside)).toBe(0);

      const filter = (index: number) => `(() => {
        const buttons = document.querySelectorAll('.claims-block:first-of-type .verdict-counts button');
        buttons[${index}].click();
        const shown = [...document.querySelectorAll('#summary .claims tbody tr')].filter((row) => !row.hidden);
        return shown.map((row) => row.dataset.verdict).concat(buttons[${index}].getAttribute('aria-pressed'));
      })()`;
      expect(await evaluate(filter(2))).toEqual(['refuted', 'true']);
      expect(await evaluate(filter(0))).toHaveLength(5);
      const ofSection = `(() => {
        const select = document.querySelector('.verdict-counts select');
        select.value = '2.1';
        select.dispatchEvent(new Event('change'));
        const shown = [...document.querySelectorAll('#summary .claims tbody tr')].filter((row) => !row.hidden);
        return [select.options.length, ...shown.map((row) => row.dataset.section)];
      })()`;
      expect(await evaluate(ofSection)).toEqual([4, '2.1', '2.1']);

      const saved = `new Promise((resolve) => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          resolve(blob.text());
          return make(blob);
        };
        document.querySelector('.download[data-file="svg"][data-figure="confusion-matrix"]').click();
      })`;
      const svg = await evaluate(saved);
      expect(svg).toMatch(/^<svg/u);
      expect(svg).toContain('Which classes SimpleCNN takes for which');
    }).catch((error: unknown) => {
      if (error instanceof ChromiumDoesNotRun) skip(error.message);
      throw error;
    });
  },
  180_000,
);
