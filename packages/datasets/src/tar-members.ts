import { parseTar } from 'nanotar';

/** The files of a tar archive by their names without folders, as views of its bytes. @throws Error if it is cut off. */
export function tarMembers(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Map<string, Uint8Array<ArrayBuffer>> {
  const { buffer, byteLength } = bytes;
  // parseTar reads the buffer under a view from the buffer's beginning to its end.
  const archive = buffer.byteLength === byteLength ? buffer : bytes.slice().buffer;
  try {
    const files = parseTar(archive, { filter: ({ type }) => type === 'file' });
    return new Map(
      files.map(({ name: path, data }) => [
        path.slice(path.lastIndexOf('/') + 1),
        data ? new Uint8Array(archive, data.byteOffset, data.byteLength) : new Uint8Array(0),
      ]),
    );
  } catch (error) {
    throw new Error(`${name} cannot be read as a tar archive: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}
