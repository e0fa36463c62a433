/** An unpacked file and what error messages call it. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}
