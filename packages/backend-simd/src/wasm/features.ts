import { nodeProcess } from '../node-process.js';

/**
 * A module with one function, `i8x16.relaxed_swizzle(i8x16.splat(1), i8x16.splat(2))`. Given as bytes, since this is
 * first asked for while another function is being assembled, which wasmati's one context could not bear.
 */
const RELAXED_SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2,
  253, 15, 253, 128, 2, 11,
]);

let relaxed: boolean | undefined = nodeProcess?.env?.CONVSTUDY_RELAXED_SIMD === '0' ? false : undefined;

/**
 * Whether this engine has relaxed SIMD (fused multiply-add): Node >= 22, current browsers. Found out once. The
 * environment variable `CONVSTUDY_RELAXED_SIMD=0` says that it has not, to see what one without it would do.
 */
export function hasRelaxedSimd(): boolean {
  relaxed ??= WebAssembly.validate(RELAXED_SIMD_PROBE);
  return relaxed;
}

/** Makes the backend behave as on an engine without relaxed SIMD. Must come before its first use. */
export function disableRelaxedSimd(): void {
  relaxed = false;
}
