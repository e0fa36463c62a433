/** Copying floats from memory to memory. */
import { f32, i32, type Local, local, memory, v128 } from 'wasmati';

import { advance, times } from './loops.js';

type Integer = Local<'i32'>;

const UNROLLED = 4;

/** Copies exactly `count` floats and moves both pointers behind them. */
export function copyFloats(source: Integer, target: Integer, counter: Integer, count: number): void {
  const copyVectors = (vectors: number) => {
    for (let i = 0; i < vectors; i++) {
      v128.store({ offset: 16 * i }, target, v128.load({ offset: 16 * i }, source));
    }
    advance(source, 16 * vectors);
    advance(target, 16 * vectors);
  };
  const vectors = Math.floor(count / 4);
  if (vectors >= UNROLLED) times(counter, Math.floor(vectors / UNROLLED), () => copyVectors(UNROLLED));
  copyVectors(vectors % UNROLLED);
  const rest = count % 4;
  for (let i = 0; i < rest; i++) f32.store({ offset: 4 * i }, target, f32.load({ offset: 4 * i }, source));
  advance(source, 4 * rest);
  advance(target, 4 * rest);
}

/** Copies `rows` runs of `floats` floats; pitches are distances of the runs' beginnings in bytes. */
export function copyRows(
  [source, target]: [Integer, Integer],
  [row, counter]: [Integer, Integer],
  shape: { rows: number; floats: number; sourcePitch: number; targetPitch: number },
): void {
  const { rows, floats, sourcePitch, targetPitch } = shape;
  if (rows === 0 || floats === 0) return;
  if (sourcePitch === targetPitch && sourcePitch === 4 * floats) {
    return copyFloats(source, target, counter, rows * floats);
  }
  times(row, rows, () => {
    copyFloats(source, target, counter, floats);
    advance(source, sourcePitch - 4 * floats);
    advance(target, targetPitch - 4 * floats);
  });
}

/** Sets `bytes` bytes, known when the code is made, to zero. */
export function clear(target: Integer, bytes: number): void {
  local.get(target);
  i32.const(0);
  i32.const(bytes);
  memory.fill();
}
