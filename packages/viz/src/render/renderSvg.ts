import { argumentError } from '../argumentError.js';
import { replaceControlCharacters } from '../controlCharacters.js';
import { escapeHtml } from '../escapeHtml.js';
import type { Theme } from '../theme/palette.js';
import { checkTheme, pageConfig, themeConfig } from '../theme/themeConfig.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { compactSvg } from './compactSvg.js';
import { measureText } from './measureText.js';
import { inNode } from './nodeRequire.js';
import { renameIds } from './svgIds.js';

/** Options of {@link renderSvg}. */
export interface RenderSvgOptions {
  /** Default: `light`. */
  theme?: Theme;
}

/**
 * Draws a spec as SVG, in Node without a browser, a canvas or system fonts (text is measured with the font shipped
 * with the package), and in browsers.
 *
 * @returns the SVG document; its texts are in DejaVu Sans or what the viewer has in its stead
 * @throws TypeError on a spec or theme that is none; Vega-Lite's error on a spec it cannot compile
 */
export async function renderSvg(spec: VegaLiteSpec, options: RenderSvgOptions = {}): Promise<string> {
  const { theme = 'light' } = options;
  if (typeof spec !== 'object' || spec === null)
    throw argumentError('spec', spec, 'a Vega-Lite specification');
  checkTheme(theme);
  return draw(spec, { theme });
}

/** What {@link draw} takes besides a spec. */
interface DrawOptions {
  theme: Theme;
  /** For a picture in a page: no background, no padding, compact, and ids that begin with this. */
  inPage?: string;
}

/** Draws a spec as {@link renderSvg} does, for a document of its own or for a page with other pictures. */
export async function draw(spec: VegaLiteSpec, { theme, inPage }: DrawOptions): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  if (inNode()) measureText(vega);
  const config = inPage === undefined ? themeConfig(theme) : pageConfig(theme);
  // Vega writes into the rows it is given.
  const compiled = vegaLite.compile(structuredClone(spec), { config });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logLevel: vega.Error });
  try {
    const svg = renameIds(replaceControlCharacters(await view.toSVG()), inPage ?? 'part');
    const described = describe(svg, spec.description);
    return inPage === undefined ? described : compactSvg(described);
  } finally {
    view.finalize();
  }
}

/** Makes an SVG one image with a text for those who cannot see it. */
function describe(svg: string, description: string | undefined): string {
  return svg.replace('<svg ', () => `<svg role="img" aria-label="${escapeHtml(description ?? '')}" `);
}
