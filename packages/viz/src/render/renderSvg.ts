import { argumentError } from '../argumentError.js';
import { escapeHtml } from '../escapeHtml.js';
import type { Theme } from '../theme/palette.js';
import { checkTheme, themeConfig } from '../theme/themeConfig.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { measureText } from './measureText.js';
import { inNode } from './nodeRequire.js';

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
  return draw(spec, theme);
}

/** Draws a spec; `transparent` leaves out the background. */
export async function draw(spec: VegaLiteSpec, theme: Theme, transparent = false): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  if (inNode()) measureText(vega);
  const config = themeConfig(theme);
  const compiled = vegaLite.compile(spec, {
    config: transparent ? { ...config, background: 'transparent', padding: 0 } : config,
  });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logLevel: vega.Error });
  try {
    return describe(await view.toSVG(), spec.description);
  } finally {
    view.finalize();
  }
}

/** Makes an SVG one image with a text for those who cannot see it. */
function describe(svg: string, description: string | undefined): string {
  return svg.replace('<svg ', () => `<svg role="img" aria-label="${escapeHtml(description ?? '')}" `);
}
