/** A place where files are kept under their names: a folder, or a browser's cache. */
export interface FileStore {
  /** What to call a file of this place in messages: its path, where it has one. */
  locate(name: string): string;
  /** The file's bytes, or undefined where there is none. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Makes ready for writing; rejects where writing is bound to fail. */
  prepare(): Promise<void>;
  /** Puts the file there whole or not at all, in place of one of that name. */
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}
