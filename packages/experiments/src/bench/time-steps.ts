import { median } from '../statistics/median.js';
import { SLOW_STEP_MS } from './protocol.js';

const WARM_UP = 2;
const MINIMUM_STEPS = 3;

/**
 * Median milliseconds of a step, over as many as fit into `seconds` after two that do not count. A step that takes
 * longer than {@link SLOW_STEP_MS} counts alone.
 */
export async function timeSteps(step: () => Promise<unknown>, seconds: number): Promise<number> {
  const timeOne = async () => {
    const started = performance.now();
    await step();
    return performance.now() - started;
  };
  for (let i = 0; i < WARM_UP; i++) {
    const took = await timeOne();
    if (took > SLOW_STEP_MS) return took;
  }
  const times: number[] = [];
  const end = performance.now() + 1000 * seconds;
  while (times.length < MINIMUM_STEPS || performance.now() < end) times.push(await timeOne());
  return median(times);
}
