import type { FileStore } from './file-store.js';

/**
 * Files in the browser's Cache API, under addresses that no server answers; undefined where there is none
 * (pages served without https, other environments).
 */
export function browserCache(dataset: string): FileStore | undefined {
  if (typeof caches !== 'object') return undefined;
  const open = (): Promise<Cache> => caches.open('convstudy');
  const locate = (name: string): string => `https://convstudy.invalid/${dataset}/${name}`;

  return {
    locate,
    async read(name) {
      const response = await (await open()).match(locate(name));
      return response && new Uint8Array(await response.arrayBuffer());
    },
    async prepare() {
      await open();
    },
    async write(name, bytes) {
      await (await open()).put(locate(name), new Response(bytes));
    },
  };
}
