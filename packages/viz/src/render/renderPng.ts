import type * as Resvgjs from '@resvg/resvg-js';
import { argumentError } from '../argumentError.js';
import { palettes, type Theme } from '../theme/palette.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { fontFiles } from './fontFiles.js';
import { nodeRequire } from './nodeRequire.js';
import { renderSvg } from './renderSvg.js';

/** Options of {@link renderPng}. */
export interface RenderPngOptions {
  /** Default: `light`. */
  theme?: Theme;
  /** Pixels of the picture per pixel of the spec, over 0 and at most 10. Default: 2. */
  scale?: number;
}

/**
 * Draws a spec as PNG, in Node only, with resvg and the font shipped with the package; no system font is read.
 *
 * @returns the bytes of the PNG file
 * @throws TypeError on a spec, theme or scale that is none; Error outside Node
 */
export async function renderPng(spec: VegaLiteSpec, options: RenderPngOptions = {}): Promise<Uint8Array> {
  const { theme = 'light', scale = 2 } = options;
  if (typeof scale !== 'number' || !(scale > 0 && scale <= 10)) {
    throw argumentError('scale', scale, 'a number over 0 and at most 10');
  }
  const require = nodeRequire('renderPng');
  const svg = await renderSvg(spec, { theme });
  const { Resvg } = require('@resvg/resvg-js') as typeof Resvgjs;
  const image = new Resvg(sharpForResvg(svg), {
    fitTo: { mode: 'zoom', value: scale },
    background: palettes[theme].background,
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(fontFiles()),
      defaultFontFamily: 'DejaVu Sans',
    },
  });
  return image.render().asPng();
}

/** Vega asks for sharp pixels in a style that ends in CSS's newer word, which resvg smooths; it knows SVG's older one. */
function sharpForResvg(svg: string): string {
  return svg.replaceAll(
    / style="image-rendering: ?optimizeSpeed;[^"]*"/gu,
    ' image-rendering="optimizeSpeed"',
  );
}
