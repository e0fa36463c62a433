import type { Language } from '../language.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import type { ComparisonMeasure } from './comparisonMeasure.js';
import { comparisonPanels } from './comparisonPanels.js';

/** Options of {@link comparisonBars}. */
export interface ComparisonBarsOptions extends ComparisonMeasure {
  /** What the picture shows. */
  title: string;
  subtitle?: string;
  /** Order of the rows and of the colours. Default: order of the values. */
  models?: string[];
  /** Language of the words the chart adds. Default: `en`. */
  lang?: Language;
}

/**
 * One quantity compared between models: a row per model with its name, its value in figures, and a bar from zero; or
 * a dot on an axis that does not begin at zero, where bars would all look the same. `low` and `high` draw an
 * interval. To set several quantities side by side use {@link comparisonPanels}.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function comparisonBars(options: ComparisonBarsOptions): VegaLiteSpec {
  const { title, subtitle, models, lang, ...measure } = options;
  return comparisonPanels({ title, subtitle, models, lang, panels: [measure] });
}
