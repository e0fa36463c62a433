/**
 * How threads take the tasks of a job. The next task and, above it, the number of the job are one 64-bit word: a
 * thread that was held up while the job changed cannot take a task of the new one by what it knew of the old.
 */
import { $, block, br_if, func, i32, i64, importMemory, local, loop, Module, select } from 'wasmati';

import type { Memory } from '../memory.js';
import { CONTROL } from './control.js';

/** The next task of a closed job: as an unsigned number, beyond all tasks. */
const CLOSED = -1;
/** A thread takes this part of its share of what is left: large pieces first, single tasks in the end. */
const PART_OF_SHARE = 2;

const NEXT = { offset: 4 * CONTROL.next };

/** What the module exports. Both arguments are byte offsets: of the control block, and of a thread's line in it. */
export interface Claiming {
  /** Takes tasks of the open job: returns the first and writes the end into the line; negative if none is left. */
  claim(control: number, line: number): number;
  /** Lets threads take the tasks of a job. */
  open(control: number, job: number): void;
  /** No thread takes a task from now on, until the next job is open. */
  close(control: number, job: number): void;
}

/** The functions above as the bytes of a WebAssembly module, which imports the memory and nothing else. */
export function claimingModule({ wasm, shared, maxPages }: Memory): Uint8Array {
  const claim = func(
    { in: [i32, i32], locals: [i64, i32, i32, i32, i32], out: [i32] },
    ([control, line], [before, begin, tasks, step, taken]) => {
      local.set(taken, -1);
      block(null, (none) => {
        loop(null, (again) => {
          local.set(before, i64.atomic.load(NEXT, control));
          local.set(begin, i32.wrap_i64(before));
          local.set(tasks, i32.atomic.load({ offset: 4 * CONTROL.tasks }, control));
          i32.ge_u(begin, tasks);
          br_if(none);
          local.set(step, i32.mul(i32.load({ offset: 4 * CONTROL.threads }, control), PART_OF_SHARE));
          local.set(step, i32.div_u(i32.sub(tasks, begin), step));
          local.get(step);
          i32.const(1);
          i32.gt_u(step, 1);
          select();
          local.set(step, $);
          i64.atomic.rmw.cmpxchg(NEXT, control, before, i64.add(before, i64.extend_i32_u(step)));
          i64.ne($, before);
          br_if(again);
        });
        local.set(taken, begin);
        i32.store({ offset: 4 * CONTROL.end }, line, i32.add(begin, step));
      });
      local.get(taken);
    },
  );
  const setNext = (task: number) =>
    func({ in: [i32, i32], locals: [i64], out: [] }, ([control, job], [next]) => {
      local.set(next, i64.shl(i64.extend_i32_u(job), 32n));
      local.set(next, i64.or(next, i64.extend_i32_u(i32.const(task))));
      i64.atomic.store(NEXT, control, next);
    });
  const module = Module({
    exports: { claim, open: setNext(0), close: setNext(CLOSED) } satisfies Record<keyof Claiming, unknown>,
    memory: importMemory({ min: 1, max: maxPages, shared }, wasm),
  });
  return module.toBytes();
}
