import { argumentError } from '../argumentError.js';

/** How many models one chart can tell apart by colour. */
export const MAX_MODELS = 8;

/**
 * The models of a chart in the order that fixes their colours.
 *
 * @param used names as they occur in the data, repeats allowed
 * @param models the order wanted; pass the same array to every chart of a report and each model keeps its colour.
 *   Default: order of first occurrence.
 */
export function modelOrder(used: string[], models: string[] | undefined): string[] {
  const order = models ?? [...new Set(used)];
  if (!Array.isArray(order)) throw argumentError('models', order, 'an array of model names');
  order.forEach((model, i) => {
    if (typeof model !== 'string' || model === '') throw argumentError(`models[${i}]`, model, 'a model name');
    if (order.indexOf(model) !== i)
      throw argumentError(`models[${i}]`, model, 'a name that does not occur twice');
  });
  if (order.length > MAX_MODELS) {
    throw argumentError(
      'models',
      order,
      `at most ${MAX_MODELS} models, as many as the palette can tell apart`,
    );
  }
  for (const model of used) {
    if (!order.includes(model)) {
      throw argumentError(
        'models',
        order,
        `every model of the data in it; ${JSON.stringify(model)} is missing`,
      );
    }
  }
  return order;
}
