/** Settings that tests change; users need none of them. */
export const settings = {
  /**
   * Elementwise operations on fewer elements than this, all of them in arrays of the host, are computed at
   * once in JavaScript: a kernel made for them would take longer to assemble than it could ever save.
   */
  deferFrom: 128,
  /**
   * What pending expressions keep in memory beyond what tensors hold, in bytes: never more than this, or than a quarter
   * of all memory in use if that is more. A step of CIFAR's ResidualCNN keeps 104 MB.
   */
  keptBytes: 256 * 2 ** 20,
  /** Kernels of fewer tasks than this are the calling thread's alone. */
  splitFrom: 2,
  /** So are those that take one thread less than this, in milliseconds, going by the times of earlier calls. */
  shareFrom: 0.02,
};
