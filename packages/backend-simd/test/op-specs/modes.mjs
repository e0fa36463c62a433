/** The ways in which CI runs the specs; each must pass whole. Options are those of `runOpSpecs`. */
export const modes = [
  { title: 'the plain cpu backend (the harness itself)', backend: 'cpu' },
  { title: "simd with the backend's own thresholds", backend: 'simd' },
  { title: 'simd with even the smallest tensors deferred', backend: 'simd', deferAll: true },
  {
    title: "simd with wide vectors and V8's optimising tier forced",
    backend: 'simd',
    deferAll: true,
    wide: true,
  },
  { title: 'simd without relaxed SIMD', backend: 'simd', deferAll: true, noRelaxed: true },
];

/** How many specs tfjs-core 4.22 ships for its ops and runs on a backend that answers synchronously in Node. */
export const SPEC_COUNT = 3473;
