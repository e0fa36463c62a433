/** The engines of the benchmark by the names that `--engines` takes. */
export const ENGINES = [
  'simd',
  'simd-no-relaxed',
  'pytorch',
  'pytorch-kept-memory',
  'tfjs-cpu',
  'tfjs-wasm',
  'jax-js',
] as const;
export type EngineName = (typeof ENGINES)[number];

/** Those that run in Node, in processes of this package. */
export type NodeEngineName = Exclude<EngineName, `pytorch${string}`>;

export function isPyTorch(engine: EngineName): engine is Exclude<EngineName, NodeEngineName> {
  return engine.startsWith('pytorch');
}
