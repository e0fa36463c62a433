import { register } from './register.js';

export type { SimdMemoryInfo } from './backend.js';

register();
