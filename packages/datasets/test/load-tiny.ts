import { loadIdxDataset } from '../src/idx-dataset.js';
import { tinyPublication } from './tiny-publication.js';

/** A program for `processes.test.ts`: `node load-tiny.mjs CACHE_DIR BASE_URL` loads the tiny set and prints its SHA-256. */
const [cacheDir, baseUrl] = process.argv.slice(2);
const { sha256 } = await loadIdxDataset(tinyPublication, {
  cacheDir,
  baseUrl,
  onProgress: ({ loadedBytes }) => {
    if (loadedBytes > 0) console.log('receiving');
  },
});
console.log(sha256);
