import { f32, i32, local, v128, f32x4 } from 'wasmati';
import { expect, it } from 'vitest';

import { Memory } from '../memory.js';
import { Launcher } from '../threads/launcher.js';
import { entry, ProgramCache } from './program.js';

it('compiles a kernel once, runs it over its tasks and hands it its arguments', () => {
  const memory = new Memory();
  const programs = new ProgramCache(memory);
  const launcher = new Launcher(memory);
  const scale = () => ({
    // args: pointer to the values, factor; one task is one vector of four floats
    entry: entry([i32], ([args, begin], [pointer]) => {
      local.set(pointer, i32.add(i32.load({}, args), i32.shl(begin, 4)));
      v128.store({}, pointer, f32x4.mul(v128.load({}, pointer), f32x4.splat(f32.load({ offset: 4 }, args))));
    }),
  });
  const pointer = memory.allocate(16);
  memory.f32(pointer, 4).set([1, 2, 3, 4]);
  launcher.launch(programs.get('scale', scale), 1, [pointer], [0.5]);
  launcher.launch(programs.get('scale', scale), 1, [pointer], [0.5]);
  expect([...memory.f32(pointer, 4)]).toEqual([0.25, 0.5, 0.75, 1]);
  expect(programs.size).toBe(1);
});
