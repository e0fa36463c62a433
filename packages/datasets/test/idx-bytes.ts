/** An IDX file of unsigned bytes. */
export function idxBytes(shape: number[], values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const header = 4 + 4 * shape.length;
  const bytes = new Uint8Array(header + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 | shape.length);
  shape.forEach((extent, axis) => view.setUint32(4 + 4 * axis, extent));
  bytes.set(Array.from(values), header);
  return bytes;
}
