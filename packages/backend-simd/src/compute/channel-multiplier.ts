/** A depthwise convolution with several outputs per channel is one of as many channels, each repeated. */
import { f32, i32, local } from 'wasmati';

import { advance, limitTo, range, times } from '../wasm/loops.js';
import { entry } from '../wasm/program.js';
import type { Runtime } from './runtime.js';

const VALUES_PER_TASK = 4096;

/** out [count, multiplier] = every value of x [count], repeated. */
export function repeatValues(rt: Runtime, count: number, multiplier: number, x: number, out: number): void {
  eachValue(rt, 'repeat', count, multiplier, x, out);
}

/** out [count] = the sums of the rows of x [count, multiplier]. */
export function sumRows(rt: Runtime, count: number, multiplier: number, x: number, out: number): void {
  eachValue(rt, 'sum', count, multiplier, out, x);
}

function eachValue(
  rt: Runtime,
  what: 'repeat' | 'sum',
  count: number,
  multiplier: number,
  single: number,
  rows: number,
): void {
  const program = rt.programs.get(`channel multiplier ${what} ${multiplier}`, () => ({
    entry: entry([i32, i32, i32, i32, f32], ([args, begin, end], [i, one, row, n, value]) => {
      local.set(begin, i32.mul(begin, VALUES_PER_TASK));
      local.set(end, i32.mul(end, VALUES_PER_TASK));
      // The last task may be shorter.
      local.set(n, i32.load({ offset: 8 }, args));
      limitTo(end, n);
      local.set(one, i32.add(i32.shl(begin, 2), i32.load({}, args)));
      local.set(row, i32.add(i32.mul(begin, 4 * multiplier), i32.load({ offset: 4 }, args)));
      range(i, begin, end, () => {
        local.set(value, what === 'repeat' ? f32.load({}, one) : f32.load({}, row));
        if (what === 'sum') advance(row, 4);
        if (what === 'repeat' || multiplier > 1) {
          times(n, what === 'repeat' ? multiplier : multiplier - 1, () => {
            if (what === 'repeat') f32.store({}, row, value);
            else local.set(value, f32.add(value, f32.load({}, row)));
            advance(row, 4);
          });
        }
        if (what === 'sum') f32.store({}, one, value);
        advance(one, 4);
      });
    }),
  }));
  rt.launcher.launch(program, Math.ceil(count / VALUES_PER_TASK), [single, rows, count]);
}
