/**
 * The ways in which CI runs the specs; each must pass whole. Options are those of `runOpSpecs`. One thread and several,
 * with wide vectors and without, all four together: most specs' tensors are too small for a second thread, so the modes
 * of three threads leave all work to the two workers.
 */
export const modes = [
  { title: 'the plain cpu backend (the harness itself)', backend: 'cpu' },
  { title: "simd with the backend's own thresholds, on all cores", backend: 'simd' },
  {
    title: 'simd on one thread, with even the smallest tensors deferred',
    backend: 'simd',
    deferAll: true,
    threads: 1,
  },
  {
    title: "simd with wide vectors and V8's optimising tier forced, on one thread",
    backend: 'simd',
    deferAll: true,
    wide: true,
    threads: 1,
  },
  {
    title: "simd with wide vectors and V8's optimising tier forced, on workers only",
    backend: 'simd',
    deferAll: true,
    wide: true,
    threads: 3,
    workersOnly: true,
  },
  {
    title: 'simd without relaxed SIMD, on workers only',
    backend: 'simd',
    deferAll: true,
    noRelaxed: true,
    threads: 3,
    workersOnly: true,
  },
];

/** How many specs tfjs-core 4.22 ships for its ops and runs on a backend that answers synchronously in Node. */
export const SPEC_COUNT = 3473;
