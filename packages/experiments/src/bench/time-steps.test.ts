import { afterEach, describe, expect, it, vi } from 'vitest';
import { timeSteps } from './time-steps.js';

afterEach(() => vi.restoreAllMocks());

/** Steps that take the given milliseconds, one after the other; the last is repeated. */
function steps(durations: number[]) {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  return vi.fn(() => {
    now += durations.length > 1 ? durations.shift()! : durations[0];
    return Promise.resolve();
  });
}

describe('timeSteps', () => {
  it('is the median after the warm-up', async () => {
    const step = steps([900, 500, 10, 30, 20]);
    expect(await timeSteps(step, 0.06)).toBe(20);
    expect(step).toHaveBeenCalledTimes(5);
  });

  it('takes three steps even where there is no time for them', async () => {
    const step = steps([100, 100, 70, 80, 90]);
    expect(await timeSteps(step, 0.001)).toBe(80);
  });

  it('takes a step of many seconds once', async () => {
    const step = steps([46_000]);
    expect(await timeSteps(step, 1)).toBe(46_000);
    expect(step).toHaveBeenCalledTimes(1);
  });
});
