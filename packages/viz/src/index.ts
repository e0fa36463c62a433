export { comparisonBars, type ComparisonBarsOptions } from './charts/comparisonBars.js';
export { comparisonPanels, type ComparisonPanelsOptions } from './charts/comparisonPanels.js';
export type { ComparisonMeasure } from './charts/comparisonMeasure.js';
export { learningCurves, type LearningCurvesOptions } from './charts/learningCurves.js';
export type { LearningRun } from './charts/learningRows.js';
export type { Language } from './language.js';
export { renderPng, type RenderPngOptions } from './render/renderPng.js';
export { renderSvg, type RenderSvgOptions } from './render/renderSvg.js';
export { palettes, type Palette, type Theme } from './theme/palette.js';
export { themeConfig } from './theme/themeConfig.js';
export type { ChartMeta, DataColumn, VegaLiteSpec } from './vegaLiteSpec.js';
export { renderReport } from './report/renderReport.js';
export type {
  Block,
  Claim,
  ClaimsBlock,
  FactsBlock,
  FigureBlock,
  ListBlock,
  ParagraphBlock,
  Report,
  Section,
  TableBlock,
  TableColumn,
  Verdict,
} from './report/report.js';
