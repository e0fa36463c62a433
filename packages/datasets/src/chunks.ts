/**
 * The chunks of a byte stream, one after the other; leaving the loop early cancels the stream.
 * (Not every browser can loop over a ReadableStream itself.)
 */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      finished = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!finished) await reader.cancel().catch(() => undefined);
  }
}

/**
 * Joins chunks as they come. With the right `expectedBytes` there is never a second copy of them; with more of them than
 * that, room is made.
 */
export function collector(expectedBytes: number): {
  add: (chunk: Uint8Array) => void;
  bytes: () => Uint8Array<ArrayBuffer>;
} {
  let room = new Uint8Array(expectedBytes);
  let length = 0;
  return {
    add(chunk) {
      if (length + chunk.length > room.length) {
        const more = new Uint8Array(Math.max(2 * room.length, length + chunk.length));
        more.set(room.subarray(0, length));
        room = more;
      }
      room.set(chunk, length);
      length += chunk.length;
    },
    bytes: () => room.subarray(0, length),
  };
}

/** The parts as one array, one after the other. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
