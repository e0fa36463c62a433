/** The networks of the benchmark by their ids in ../models and in python/nets.py, in the order of its tables. */
export const BENCH_MODELS = [
  'FCN',
  'SimpleCNN',
  'ResidualCNN',
  'CIFAR FCN',
  'CIFAR SimpleCNN',
  'CIFAR ResidualCNN',
  'Kernel 3x3',
  'Kernel 5x5',
  'Kernel 7x7',
  'Mixed kernels',
] as const;

/** Of everything that the benchmark measures. */
export const BATCH_SIZE = 64;
