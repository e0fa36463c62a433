/** Widths of the glyphs of a font. */
export interface FontAdvances {
  /** Advance of a character (Unicode code point) in units of the font size. */
  advance(codePoint: number): number;
}

/**
 * Reads how wide the characters of a TrueType font are, from the tables `cmap` (format 4: characters of the Basic
 * Multilingual Plane), `hmtx`, `hhea` and `head` of the OpenType specification
 * (https://learn.microsoft.com/typography/opentype/spec/). Kerning is left out; it makes text narrower.
 *
 * @param file the bytes of a .ttf file
 * @throws Error if a table is missing or the font has no Unicode `cmap` of format 4
 */
export function fontAdvances(file: Uint8Array): FontAdvances {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const table = (tag: string): number => {
    for (let i = 0; i < view.getUint16(4); i++) {
      const record = 12 + 16 * i;
      const name = String.fromCharCode(...file.subarray(record, record + 4));
      if (name === tag) return view.getUint32(record + 8);
    }
    throw new Error(`The font has no table '${tag}'.`);
  };
  const unitsPerEm = view.getUint16(table('head') + 18);
  const metricCount = view.getUint16(table('hhea') + 34);
  const metrics = table('hmtx');
  const map = unicodeMap(view, table('cmap'));
  const advance = (codePoint: number) => {
    // Glyphs past the last metric share it; characters the font lacks are drawn as glyph 0.
    const glyph = Math.min(glyphOf(view, map, codePoint), metricCount - 1);
    return view.getUint16(metrics + 4 * glyph) / unitsPerEm;
  };
  const known = new Map<number, number>();
  return {
    advance(codePoint) {
      let width = known.get(codePoint);
      if (width === undefined) known.set(codePoint, (width = advance(codePoint)));
      return width;
    },
  };
}

function unicodeMap(view: DataView, cmap: number): number {
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const record = cmap + 4 + 8 * i;
    const platform = view.getUint16(record);
    const encoding = view.getUint16(record + 2);
    const subtable = cmap + view.getUint32(record + 4);
    const unicode = platform === 0 || (platform === 3 && encoding === 1);
    if (unicode && view.getUint16(subtable) === 4) return subtable;
  }
  throw new Error("The font has no Unicode table 'cmap' of format 4.");
}

function glyphOf(view: DataView, subtable: number, codePoint: number): number {
  const doubleSegments = view.getUint16(subtable + 6);
  const ends = subtable + 14;
  const starts = ends + doubleSegments + 2;
  const deltas = starts + doubleSegments;
  const offsets = deltas + doubleSegments;
  for (let i = 0; i < doubleSegments; i += 2) {
    if (codePoint > view.getUint16(ends + i)) continue;
    const start = view.getUint16(starts + i);
    if (codePoint < start) return 0;
    const delta = view.getUint16(deltas + i);
    const offset = view.getUint16(offsets + i);
    if (offset === 0) return (codePoint + delta) & 0xffff;
    const glyph = view.getUint16(offsets + i + offset + 2 * (codePoint - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
