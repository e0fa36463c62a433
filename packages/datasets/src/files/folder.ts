import type { FileStore } from './file-store.js';

/** Whether this process has a file system to keep files in (Node and what follows its interface). */
export function hasFileSystem(): boolean {
  return typeof process === 'object' && typeof process.getBuiltinModule === 'function';
}

export interface Folder extends FileStore {
  /** The names of what is in it; none where there is no such folder. */
  names(): Promise<string[]>;
}

/**
 * A folder of the file system, made when something is first written to it.
 *
 * Node's modules are asked of the running process, and `write-file-atomic` is loaded when needed, so that bundles for
 * browsers hold none of this (the `browser` field of package.json leaves out the packages).
 */
export function folder(directory: string): Folder {
  const fs = process.getBuiltinModule('node:fs/promises');
  const path = process.getBuiltinModule('node:path');
  const root = path.resolve(directory);
  const locate = (name: string): string => path.join(root, name);

  return {
    locate,

    async read(name) {
      try {
        const { buffer, byteOffset, byteLength } = await fs.readFile(locate(name));
        return new Uint8Array(buffer, byteOffset, byteLength);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw new Error(`Cannot read ${locate(name)}: ${(error as Error).message}.`, { cause: error });
      }
    },

    async names() {
      try {
        return await fs.readdir(root);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw new Error(`Cannot read the folder ${root}: ${(error as Error).message}.`, { cause: error });
      }
    },

    async prepare() {
      try {
        await fs.mkdir(root, { recursive: true });
        await fs.access(root, fs.constants.W_OK);
      } catch (error) {
        throw new Error(`Cannot write to the folder ${root}: ${(error as Error).message}.`, { cause: error });
      }
    },

    async write(name, bytes) {
      const { default: writeFileAtomic } = await import('write-file-atomic');
      try {
        await writeFileAtomic(locate(name), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      } catch (error) {
        throw new Error(`Cannot write ${locate(name)}: ${(error as Error).message}.`, { cause: error });
      }
    },
  };
}

/**
 * The folder for the files of one data set: `CONVSTUDY_CACHE_DIR` if set, else the user's cache folder of this system
 * (`~/.cache/convstudy` on Linux, `~/Library/Caches/convstudy` on macOS, `%LOCALAPPDATA%\convstudy\Cache` on Windows),
 * and in it one named after the data set.
 */
export async function cacheFolder(dataset: string): Promise<string> {
  const path = process.getBuiltinModule('node:path');
  const chosen = process.env.CONVSTUDY_CACHE_DIR;
  if (chosen) return path.join(chosen, dataset);
  const { default: envPaths } = await import('env-paths');
  return path.join(envPaths('convstudy', { suffix: '' }).cache, dataset);
}
