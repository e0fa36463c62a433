/** Mean advance of a legend's character and what its symbol and gaps take, in pixels. */
const CHARACTER = 7;
const SYMBOL = 36;

/**
 * The colour encoding of models, the same in every chart; with a legend above the chart if it is not said otherwise.
 *
 * @param models all models, in the order of their colours
 * @param shown those the legend names, in as many columns as fit `width` pixels; none: no legend
 */
export function modelColor(models: string[], shown: string[] = [], width = 0): object {
  const longest = Math.max(...shown.map((model) => model.length * CHARACTER + SYMBOL));
  const columns = Math.max(1, Math.min(shown.length, Math.floor(width / longest)));
  return {
    field: 'model',
    type: 'nominal',
    scale: { domain: models },
    legend: shown.length === 0 ? null : { values: shown, columns, symbolOpacity: 1, symbolType: 'circle' },
  };
}
