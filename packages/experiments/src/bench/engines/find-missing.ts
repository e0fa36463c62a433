import { createRequire } from 'node:module';
import { type EngineName, isPyTorch } from './engine-names.js';
import type { PyTorch } from './find-pytorch.js';

/** Packages that the benchmark takes where they are installed; nothing else of this package needs them. */
const PACKAGES: Partial<Record<EngineName, string>> = {
  'tfjs-wasm': '@tensorflow/tfjs-backend-wasm',
  'jax-js': '@jax-js/jax',
};

/** What an engine lacks to run here, or undefined. */
export function findMissing(engine: EngineName, pytorch: PyTorch | undefined): string | undefined {
  if (isPyTorch(engine)) return pytorch ? undefined : 'no python3 with torch was found';
  const name = PACKAGES[engine];
  if (name === undefined || isInstalled(name)) return undefined;
  return `the package ${name} is not installed (npm install ${name})`;
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
