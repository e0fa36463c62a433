/**
 * The safetensors file format (https://github.com/huggingface/safetensors): the length of the header in eight bytes,
 * a header in JSON that says where each tensor lies, and the tensors' values, little-endian, one after another.
 */

export type StoredValues = Float32Array | Int32Array | BigInt64Array;

export interface StoredTensor {
  shape: number[];
  /** float32, int32 or int64 (which PyTorch counts in). */
  values: StoredValues;
}

export interface SafetensorsFile {
  tensors: Map<string, StoredTensor>;
  /** What else the file says, as text by name. */
  metadata: Record<string, string>;
}

interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [begin: number, end: number];
}

const TYPES = { F32: Float32Array, I32: Int32Array, I64: BigInt64Array } as const;
type TypeName = keyof typeof TYPES;
const LENGTH_BYTES = 8;
/** The format's own limit. */
const LONGEST_HEADER = 100_000_000;

/** The bytes of a file with these tensors, in their order. */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array {
  const header: Record<string, HeaderEntry | Record<string, string>> = { __metadata__: metadata };
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    const begin = end;
    end += values.byteLength;
    header[name] = {
      dtype: typeOf(values),
      shape,
      data_offsets: [begin, end],
    };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Spaces behind the JSON, so that the values are aligned.
  const headerBytes = LENGTH_BYTES * Math.ceil(json.length / LENGTH_BYTES);
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, LENGTH_BYTES);
  bytes.fill(0x20, LENGTH_BYTES + json.length, LENGTH_BYTES + headerBytes);
  let offset = LENGTH_BYTES + headerBytes;
  for (const { values } of tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return bytes;
}

/**
 * Reads a file; the values are copies.
 *
 * @param source - what to call the file in errors
 * @throws Error naming the file and what is wrong with it: cut short, other types than float32, int32 and int64, offsets that
 *   do not fit shapes
 */
export function decodeSafetensors(bytes: Uint8Array, source: string): SafetensorsFile {
  const fail = (what: string): never => {
    throw new Error(`${source} is not a whole safetensors file: ${what}`);
  };
  if (bytes.length < LENGTH_BYTES)
    fail(`it has ${bytes.length} bytes, and the length of its header alone takes 8`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const dataStart = LENGTH_BYTES + length;
  if (length > LONGEST_HEADER || dataStart > bytes.length) {
    fail(`its header should take ${length} bytes, and ${bytes.length - LENGTH_BYTES} are there`);
  }
  const { __metadata__: metadata = {}, ...entries } = parseHeader(
    bytes.subarray(LENGTH_BYTES, dataStart),
    fail,
  ) as Record<string, HeaderEntry> & { __metadata__?: Record<string, string> };
  const tensors = new Map<string, StoredTensor>();
  for (const [name, { dtype, shape, data_offsets: range }] of Object.entries(entries)) {
    if (!Object.hasOwn(TYPES, dtype)) {
      fail(`tensor ${JSON.stringify(name)} is of type ${dtype}; expected F32, I32 or I64`);
    }
    const Values = TYPES[dtype as TypeName];
    const size = shape.reduce((product, side) => product * side, 1);
    const [begin, end] = range;
    if (end - begin !== Values.BYTES_PER_ELEMENT * size || begin < 0 || dataStart + end > bytes.length) {
      fail(`tensor ${JSON.stringify(name)} of shape [${shape}] cannot lie at bytes ${begin} to ${end}`);
    }
    // Not `slice`, which copies nothing where the bytes are a Buffer of Node's.
    const copy = new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end));
    tensors.set(name, { shape, values: new Values(copy.buffer) });
  }
  return { tensors, metadata };
}

function typeOf(values: StoredValues): TypeName {
  return (Object.keys(TYPES) as TypeName[]).find((name) => values instanceof TYPES[name])!;
}

function parseHeader(bytes: Uint8Array, fail: (what: string) => never): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return fail(`its header is not JSON (${(error as Error).message})`);
  }
}
