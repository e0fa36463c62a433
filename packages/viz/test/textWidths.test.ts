import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fontAdvances } from '../src/render/fontAdvances.js';
import { fontFiles } from '../src/render/fontFiles.js';
import widths from './fixtures/text-widths.json' with { type: 'json' };

describe.each(['regular', 'bold'] as const)('widths of %s text', (weight) => {
  const font = fontAdvances(readFileSync(fontFiles()[weight]));

  it.each(widths)('are those of FreeType: $text', (reference) => {
    const width = [...reference.text].reduce(
      (sum, character) => sum + font.advance(character.codePointAt(0)!),
      0,
    );
    expect(width).toBeCloseTo(reference[weight], 5);
  });

  it('of characters the font lacks are those of its replacement glyph', () => {
    expect(font.advance(0x4e2d)).toBe(font.advance(0x1f600));
    expect(font.advance(0x4e2d)).toBeGreaterThan(0.5);
  });
});

it('refuses a font without the tables it needs', () => {
  const file = new Uint8Array(12);
  expect(() => fontAdvances(file)).toThrow("The font has no table 'head'.");
});
