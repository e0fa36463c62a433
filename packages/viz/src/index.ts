export { barComparison, type BarComparisonOptions, type BarMeasure } from './charts/barComparison.js';
export { comparisonBars, type ComparisonBarsOptions } from './charts/comparisonBars.js';
export { comparisonPanels, type ComparisonPanelsOptions } from './charts/comparisonPanels.js';
export type { ComparisonMeasure } from './charts/comparisonMeasure.js';
export { confusionMatrix, type ConfusionMatrixOptions } from './charts/confusionMatrix.js';
export {
  gradientFlow,
  type GradientFlowOptions,
  type GradientLimits,
  type GradientRun,
} from './charts/gradientFlow.js';
export { imageGrid, type GridGroup, type GridImage, type ImageGridOptions } from './charts/imageGrid.js';
export { learningCurves, type LearningCurvesOptions } from './charts/learningCurves.js';
export type { LearningRun } from './charts/learningRows.js';
export { perClassAccuracy, type PerClassAccuracyOptions } from './charts/perClassAccuracy.js';
export {
  receptiveField,
  type PixelBox,
  type ReceptiveFieldEntry,
  type ReceptiveFieldOptions,
} from './charts/receptiveField.js';
export { scatterTradeoff, type ScatterTradeoffOptions } from './charts/scatterTradeoff.js';
export { seedSpread, type SeedSpreadOptions } from './charts/seedSpread.js';
export type { ChartOptions } from './charts/topLevel.js';
export {
  weightHistograms,
  type WeightHistogramsOptions,
  type WeightHistory,
} from './charts/weightHistograms.js';
export type { Language } from './language.js';
export type { ColorMap } from './raster/colorMaps.js';
export type { Raster } from './raster/raster.js';
export { rasterPng, type RasterPngOptions } from './raster/rasterPng.js';
export { renderPng, type RenderPngOptions } from './render/renderPng.js';
export { renderSvg, type RenderSvgOptions } from './render/renderSvg.js';
export { palettes, type Palette, type Theme } from './theme/palette.js';
export { themeConfig } from './theme/themeConfig.js';
export type { ChartMeta, DataColumn, VegaLiteSpec } from './vegaLiteSpec.js';
export { renderReport } from './report/renderReport.js';
export type {
  Block,
  Cell,
  Claim,
  ClaimsBlock,
  FactsBlock,
  FigureBlock,
  HeadingBlock,
  ListBlock,
  PageLink,
  ParagraphBlock,
  Report,
  Section,
  TableBlock,
  TableColumn,
  Text,
  TextPart,
  Verdict,
} from './report/report.js';
