/** Settings that tests change; users need none of them. */
export const settings = {
  /**
   * Elementwise operations on fewer elements than this, all of them in arrays of the host, are computed at
   * once in JavaScript: a kernel made for them would take longer to assemble than it could ever save.
   */
  deferFrom: 128,
};
