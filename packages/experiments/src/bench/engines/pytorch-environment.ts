/** Variables to set for Python. */
export const PYTORCH_ENVIRONMENT = {
  // PyTorch's own threads and those of OpenBLAS would fight over the cores.
  OPENBLAS_NUM_THREADS: '1',
  // The package's folder may be read-only, and is not the place for Python's caches.
  PYTHONDONTWRITEBYTECODE: '1',
};
