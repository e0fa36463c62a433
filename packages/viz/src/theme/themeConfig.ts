import type { Config } from 'vega-lite';
import { argumentError } from '../argumentError.js';
import { palettes, type Theme } from './palette.js';

/**
 * The fonts of every text: DejaVu Sans is shipped and measured; Verdana has the same widths; what a browser takes
 * otherwise is narrower, so that nothing is cut.
 */
export const FONT = 'DejaVu Sans, Verdana, sans-serif';

/** Throws unless `theme` is one of the themes. */
export function checkTheme(theme: unknown): asserts theme is Theme {
  if (theme !== 'light' && theme !== 'dark') throw argumentError('theme', theme, "'light' or 'dark'");
}

/**
 * The Vega-Lite configuration of a theme. Specs name no colours: marks refer to the styles below and to the range of
 * categories, so one spec can be drawn in every theme.
 */
export function themeConfig(theme: Theme): Config {
  const colors = palettes[theme];
  return {
    background: colors.background,
    font: FONT,
    // A picture carries one description as a whole, from `spec.description`.
    aria: false,
    padding: 12,
    view: { stroke: null },
    mark: { color: colors.models[0] },
    range: {
      category: [...colors.models],
      heatmap: [...colors.heat],
      ramp: [...colors.errorHeat],
      // The first steps are too close to the background for lines.
      ordinal: colors.heat.slice(2),
    },
    title: {
      anchor: 'start',
      frame: 'group',
      fontSize: 15,
      fontWeight: 'bold',
      lineHeight: 19,
      offset: 14,
      color: colors.text,
      subtitleColor: colors.mutedText,
      subtitleFontSize: 12,
      subtitleLineHeight: 16,
      subtitlePadding: 5,
    },
    axis: {
      labelColor: colors.mutedText,
      labelFontSize: 11,
      titleColor: colors.mutedText,
      titleFontSize: 11,
      titleFontWeight: 'normal',
      titlePadding: 8,
      domainColor: colors.axis,
      tickColor: colors.axis,
      gridColor: colors.grid,
      labelLimit: 0,
      titleLimit: 0,
    },
    legend: {
      orient: 'top',
      direction: 'horizontal',
      title: null,
      labelColor: colors.text,
      labelFontSize: 11,
      labelLimit: 0,
      symbolStrokeColor: colors.mutedText,
      columnPadding: 18,
      offset: 10,
    },
    concat: { spacing: 28 },
    line: { strokeWidth: 2, strokeCap: 'round', strokeJoin: 'round' },
    style: {
      value: { fontSize: 12, fontWeight: 'bold', color: colors.text, align: 'right', baseline: 'middle' },
      missing: { fontSize: 12, color: colors.mutedText, align: 'right', baseline: 'middle' },
      name: { fontSize: 12, color: colors.text, align: 'left', baseline: 'middle', lineHeight: 15 },
      track: { color: colors.grid, strokeWidth: 1.5 },
      interval: { color: colors.text, strokeWidth: 1.5, opacity: 1 },
      context: { color: colors.context, strokeWidth: 1.5 },
      cell: { fontSize: 11, color: colors.text, align: 'center', baseline: 'middle' },
      onHeat: { fontSize: 11, color: colors.onHeat, align: 'center', baseline: 'middle' },
      group: { fontSize: 12, fontWeight: 'bold', color: colors.text, align: 'left', baseline: 'middle' },
      caption: { fontSize: 10, color: colors.mutedText, align: 'center', baseline: 'top', lineHeight: 13 },
      wrong: { fontSize: 10, color: colors.bad, align: 'center', baseline: 'top', lineHeight: 13 },
      frame: { stroke: colors.text, strokeWidth: 2, fill: null, fillOpacity: 0, opacity: 1 },
      halo: { stroke: colors.background, strokeWidth: 4, fill: null, fillOpacity: 0, opacity: 1 },
      base: { color: colors.heat[0], opacity: 1 },
      limit: { color: colors.bad, strokeWidth: 1.5, strokeDash: [5, 3], opacity: 1 },
      limitName: { fontSize: 10, color: colors.bad, baseline: 'bottom' },
      open: { fill: colors.background, size: 26, strokeWidth: 1.5, opacity: 1 },
    },
  };
}

/** The configuration of pictures in a page, which has a background and margins of its own. */
export function pageConfig(theme: Theme): Config {
  return { ...themeConfig(theme), background: 'transparent', padding: 0 };
}
