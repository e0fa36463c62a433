import { nodeProcess } from './node-process.js';

/**
 * Wide vectors: V8 can join pairs of 128-bit operations into 256-bit ones, behind an experimental flag that holds
 * for the whole process. So this backend sets it only when it is asked to.
 */
const FLAG = 'experimental-wasm-revectorize';
/** Earlier versions know the flag and ignore it. */
const FIRST_NODE_VERSION = 24;

let requested = nodeProcess?.env?.CONVSTUDY_WIDE_VECTORS === '1';
let inUse = false;

/**
 * Asks for 256-bit vectors (Node 24 and later on x86-64 with AVX2; without effect elsewhere).
 *
 * Sets V8's flag `--experimental-wasm-revectorize`, which holds for the whole process, when the backend is first
 * used. The environment variable `CONVSTUDY_WIDE_VECTORS=1` does the same. Default: off. Results do not depend
 * on it.
 *
 * @throws {Error} when the backend `simd` is in use already and was not set up that way
 */
export function setWideVectors(enabled: boolean): void {
  if (typeof enabled !== 'boolean') {
    throw new Error(`setWideVectors(enabled): expected true or false, got ${String(enabled)}.`);
  }
  if (inUse && enabled !== requested) {
    throw new Error(
      `setWideVectors(${enabled}) comes too late: the backend 'simd' is in use. Call it before the first ` +
        'operation (or tf.ready()), or set the environment variable CONVSTUDY_WIDE_VECTORS=1.',
    );
  }
  requested = enabled;
}

/** Whether wide vectors were asked for and this engine can have them. */
export function getWideVectors(): boolean {
  return requested && Number(nodeProcess?.versions?.node?.split('.')[0] ?? 0) >= FIRST_NODE_VERSION;
}

/** Puts the request into effect, before the backend compiles anything. */
export function applyWideVectors(): void {
  inUse = true;
  if (getWideVectors()) {
    const v8 = nodeProcess?.getBuiltinModule?.('node:v8') as
      { setFlagsFromString(flag: string): void } | undefined;
    v8?.setFlagsFromString(`--${FLAG}`);
  }
}
