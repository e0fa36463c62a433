import { build } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { comparisonBars, learningCurves, renderPng, renderSvg, type VegaLiteSpec } from '../src/index.js';
import { threeRuns } from './samples.js';

const spec = comparisonBars({ title: 'Time', valueTitle: 'Time (s)', values: [{ model: 'FCN', value: 10 }] });

/** Width and height of a PNG, from its header. */
function pngSize(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

afterEach(() => vi.restoreAllMocks());

describe('renderSvg', () => {
  it('gives a document of its own with a description and the shipped font', async () => {
    const svg = await renderSvg(spec);
    expect(svg).toMatch(/^<svg role="img" aria-label="Time\. Time \(s\): FCN 10\." xmlns=/u);
    expect(new Set(svg.match(/font-family="[^"]*"/gu))).toEqual(
      new Set(['font-family="DejaVu Sans, Verdana, sans-serif"']),
    );
  });

  it('gives the same document each time, also when pictures are drawn at the same time', async () => {
    const other = learningCurves({ title: 'Accuracy', metric: 'accuracy', runs: threeRuns });
    const [first] = [await renderSvg(spec), await renderSvg(other)];
    const together = await Promise.all([
      renderSvg(spec),
      renderSvg(other, { theme: 'dark' }),
      renderSvg(spec),
    ]);
    expect(together[0]).toBe(first);
    expect(together[2]).toBe(first);
  });

  it('draws the specs of this package without a warning', async () => {
    const warn = vi.spyOn(console, 'warn');
    await renderSvg(spec);
    await renderSvg(learningCurves({ title: 'Loss', metric: 'loss', yScale: 'log', runs: threeRuns }));
    expect(warn).not.toHaveBeenCalled();
  });

  it('draws any Vega-Lite spec', async () => {
    const svg = await renderSvg({
      data: { values: [{ x: 1, y: 2 }] },
      mark: 'point',
      encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
    });
    expect(svg).toContain('<path');
  });

  it('leaves the text measuring of other fonts as it was', async () => {
    const vega = (await import('vega')) as unknown as {
      textMetrics: {
        width(item: object, text: string): number;
        estimateWidth(item: object, text: string): number;
      };
    };
    const item = { font: 'Arial', fontSize: 20 };
    const before = vega.textMetrics.estimateWidth(item, 'iiii');
    await renderSvg(spec);
    expect(vega.textMetrics.width(item, 'iiii')).toBe(before);
    expect(vega.textMetrics.width({ ...item, font: 'DejaVu Sans' }, 'iiii')).toBeLessThan(before / 2);
  });

  it('refuses what is no spec and no theme', async () => {
    await expect(renderSvg(null as unknown as VegaLiteSpec)).rejects.toThrow(
      'spec is null; expected a Vega-Lite specification.',
    );
    await expect(renderSvg(spec, { theme: 'blue' as 'dark' })).rejects.toThrow(
      "theme is \"blue\"; expected 'light' or 'dark'.",
    );
  });
});

describe('renderPng', () => {
  it('gives a PNG of twice the size of the SVG, or as many times as asked', async () => {
    const [, width, height] = (await renderSvg(spec)).match(/width="(\d+)" height="(\d+)"/u)!.map(Number);
    expect([...(await renderPng(spec)).subarray(0, 8)]).toEqual([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a,
    ]);
    expect(pngSize(await renderPng(spec))).toEqual([2 * width, 2 * height]);
    expect(pngSize(await renderPng(spec, { scale: 1 }))).toEqual([width, height]);
  });

  it('draws Cyrillic with the shipped font: other letters give another picture, no letters a third', async () => {
    const titled = (title: string) =>
      renderPng(comparisonBars({ title, valueTitle: 'Time (s)', values: [{ model: 'FCN', value: 10 }] }));
    const pictures = [await titled('Точность'), await titled('Фочность'), await titled('-')];
    expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(3);
  });

  it.each([0, -1, 11, NaN, '2'])('refuses a scale of %j', async (scale) => {
    await expect(renderPng(spec, { scale: scale as number })).rejects.toThrow(
      'expected a number over 0 and at most 10.',
    );
  });
});

it('bundles for browsers without any of Node', async () => {
  const { outputFiles } = await build({
    entryPoints: [new URL('../src/index.ts', import.meta.url).pathname],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
    logLevel: 'silent',
    metafile: false,
  });
  expect(outputFiles[0].text).not.toMatch(/from\s*["'](?:node:|@resvg)|require\(["'](?:fs|path)["']\)/u);
});
