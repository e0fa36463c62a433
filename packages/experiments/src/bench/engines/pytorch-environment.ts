/** Variables to set for Python. */
export const PYTORCH_ENVIRONMENT = {
  // PyTorch's own threads and those of OpenBLAS would fight over the cores.
  OPENBLAS_NUM_THREADS: '1',
  // The package's folder may be read-only, and is not the place for Python's caches.
  PYTHONDONTWRITEBYTECODE: '1',
};

/**
 * glibc gives large tensors back to the system as they are freed, and gets them anew, page by page, in every step. On
 * some machines that takes longer than the rest of the step; with these it keeps them.
 */
export const KEPT_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: '1000000000',
  MALLOC_TRIM_THRESHOLD_: '1000000000',
};
