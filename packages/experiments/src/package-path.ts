import { fileURLToPath } from 'node:url';

/** The absolute path of a file of this package, from `src/` as from `dist/`. */
export function packagePath(file: string): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}
