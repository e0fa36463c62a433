/** Loops for code under assembly. */
import { $, block, br, br_if, i32, type Input, local, type Local, loop, select } from 'wasmati';

type Integer = Local<'i32'>;

/** Runs the body for `counter` = from, from + step, ... while it is below `to` (signed); perhaps not once. */
export function range(
  counter: Integer,
  from: Input<'i32'>,
  to: Local<'i32'> | number,
  body: () => void,
  step = 1,
): void {
  local.set(counter, from);
  block(null, (end) => {
    i32.ge_s(counter, to);
    br_if(end);
    loop(null, (again) => {
      body();
      local.set(counter, i32.add(counter, step));
      i32.lt_s(counter, to);
      br_if(again);
    });
  });
}

/** Runs the body a fixed number of times, at least once; `counter` counts down from it. */
export function times(counter: Integer, count: number, body: () => void): void {
  if (count === 1) return body();
  local.set(counter, count);
  loop(null, (again) => {
    body();
    local.tee(counter, i32.sub(counter, 1));
    br_if(again);
  });
}

/** Runs the body `count` times, at least once, a number known only at run time; `counter` counts down from it. */
export function repeat(counter: Integer, count: Integer, body: () => void): void {
  local.set(counter, count);
  loop(null, (again) => {
    body();
    local.tee(counter, i32.sub(counter, 1));
    br_if(again);
  });
}

/** Runs the body while the condition, which leaves an integer on the stack, holds; perhaps not once. */
export function repeatWhile(condition: () => void, body: () => void): void {
  block(null, (end) => {
    loop(null, (again) => {
      condition();
      i32.eqz($);
      br_if(end);
      body();
      br(again);
    });
  });
}

/** Adds a constant number of bytes to a pointer. */
export function advance(pointer: Integer, bytes: number): void {
  if (bytes !== 0) local.set(pointer, i32.add(pointer, bytes));
}

/** Lowers `value` to `limit` if it is above (unsigned). */
export function limitTo(value: Integer, limit: Integer): void {
  local.get(value);
  local.get(limit);
  i32.lt_u(value, limit);
  select();
  local.set(value, $);
}
