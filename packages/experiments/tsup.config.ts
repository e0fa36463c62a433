import { library } from '@convstudy-tools/build/tsup';

// The command needs Node; `shims` gives the CJS build an `import.meta.url`.
export default library({
  platform: 'node',
  shims: true,
  // Optional packages are loaded when they are wanted, never bundled.
  external: ['@tensorflow/tfjs-backend-webgpu', 'webgpu', '@tensorflow/tfjs-backend-wasm', '@jax-js/jax'],
});
