/** The networks of the benchmark by their ids in ../models and in python/nets.py. */
export const BENCH_MODELS = ['FCN', 'SimpleCNN', 'ResidualCNN'] as const;
