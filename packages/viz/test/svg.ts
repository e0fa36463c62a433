import { Resvg } from '@resvg/resvg-js';
import { expect } from 'vitest';
import { fontFiles } from '../src/render/fontFiles.js';

/** The texts of an SVG in document order. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</gu)].map((match) =>
    match[1].replace(/&lt;/gu, '<').replace(/&gt;/gu, '>').replace(/&amp;/gu, '&'),
  );
}

/** Fails if anything of an SVG, as resvg draws it with the shipped fonts, lies outside of its frame or is shortened. */
export function expectNothingCut(svg: string): void {
  const withoutBackground = svg.replace(/<rect width="\d+" height="\d+" fill="#[0-9a-f]{6}"\/>/u, '');
  const image = new Resvg(withoutBackground, {
    font: { loadSystemFonts: false, fontFiles: Object.values(fontFiles()), defaultFontFamily: 'DejaVu Sans' },
  });
  const box = image.getBBox()!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(image.width);
  expect(box.y + box.height).toBeLessThanOrEqual(image.height);
  expect(textsOf(svg).filter((text) => text.includes('…'))).toEqual([]);
}
