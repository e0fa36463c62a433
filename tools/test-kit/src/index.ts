export { onBackend } from './backends.js';
export { expectClose, type Tolerance } from './expect-close.js';
export type { LayerSubject } from './layer-subject.js';
export { expectReference, type LayerReference } from './reference.js';
export { spreadValues } from './spread-values.js';
export { testLayer } from './test-layer.js';
