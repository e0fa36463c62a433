import { register } from './register.js';

export type { SimdBackend, SimdMemoryInfo } from './backend.js';
export { getThreadsCount, setThreadsCount } from './threads/threads-count.js';
export { getWideVectors, setWideVectors } from './wide-vectors.js';

register();
