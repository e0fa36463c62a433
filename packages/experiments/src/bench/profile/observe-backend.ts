import type { SimdBackend } from '@convstudy/backend-simd';
import * as tf from '@tensorflow/tfjs-core';
import { countOperations, isProduct } from './count-operations.js';
import type { Product, Row, RowBook } from './rows.js';
import type { Timeline } from './timeline.js';

/**
 * Makes a timeline hear of everything that the backend does: its WebAssembly programs, tfjs's kernels around them,
 * reading and disposal. Kernels and methods are wrapped from outside, so that training pays nothing when nobody
 * profiles.
 *
 * @returns a function that takes the wrappers off
 */
export function observeBackend(backend: SimdBackend, timeline: Timeline<Row>, book: RowBook): () => void {
  const { launcher } = backend.runtime;
  /** The matrix product or convolution that is running. */
  let running: Product | undefined;

  const launch = launcher.launch.bind(launcher);
  launcher.launch = (program, ...rest) => {
    const started = performance.now();
    launch(program, ...rest);
    timeline.ended(book.row('program', program.key, running), performance.now() - started);
  };
  const read = backend.readSync.bind(backend);
  backend.readSync = (id) => timeline.within(book.row('backend', 'read'), () => read(id));
  const dispose = backend.disposeData.bind(backend);
  backend.disposeData = (id, force) =>
    timeline.within(book.row('backend', 'dispose'), () => dispose(id, force));

  const configs = tf.getKernelsForBackend('simd');
  for (const config of configs) {
    const { kernelName, kernelFunc } = config;
    const row = book.row('kernel', kernelName);
    replaceKernel({
      ...config,
      kernelFunc: (call) => {
        if (!isProduct(kernelName)) return timeline.within(row, () => kernelFunc(call));
        const product = book.product(kernelName, shapesOf(call));
        running = product;
        const output = timeline.within(row, () => kernelFunc(call));
        running = undefined;
        product.calls++;
        product.operations ??= countOperations(kernelName, call.inputs, call.attrs, output as tf.TensorInfo);
        return output;
      },
    });
  }
  return () => {
    for (const config of configs) replaceKernel(config);
    // The methods are those of the classes again.
    for (const [owner, name] of [
      [launcher, 'launch'],
      [backend, 'readSync'],
      [backend, 'disposeData'],
    ] as const) {
      Reflect.deleteProperty(owner, name);
    }
  };
}

function replaceKernel(config: tf.KernelConfig): void {
  tf.unregisterKernel(config.kernelName, config.backendName);
  tf.registerKernel(config);
}

/** What a call's shapes, and so its operations, depend on. */
function shapesOf({ inputs, attrs }: Parameters<tf.KernelFunc>[0]): string {
  const shapes = Object.entries(inputs).map(([name, tensor]) => [
    name,
    (tensor as tf.TensorInfo | null)?.shape,
  ]);
  return JSON.stringify([shapes, attrs]);
}
