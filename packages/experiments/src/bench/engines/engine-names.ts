/** The engines of the benchmark by the names that `--engines` takes. */
export const ENGINES = ['simd', 'simd-no-relaxed', 'pytorch', 'tfjs-cpu', 'tfjs-wasm', 'jax-js'] as const;
export type EngineName = (typeof ENGINES)[number];

/** Those that run in Node, in processes of this package. */
export type NodeEngineName = Exclude<EngineName, 'pytorch'>;
