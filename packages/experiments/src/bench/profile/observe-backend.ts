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
  const { expressions } = backend;
  /** The kernel that runs, if it is a matrix product or convolution. */
  let asked: Product | undefined;
  /** The product that is being computed: products wait until they are wanted, long after their kernels have ended. */
  let computed: Product | undefined;

  /** Above 0 while something is computed because a kernel needs its values: that is not the kernel's own work. */
  let waiting = 0;
  let launchedItself = false;

  launcher.observer = (program, _tasks, milliseconds) => {
    const own = waiting === 0 ? asked : undefined;
    if (own) launchedItself = true;
    timeline.ended(book.row('program', program.key, computed ?? own), milliseconds);
  };

  const whileWaiting = <T>(work: () => T): T => {
    waiting++;
    try {
      return work();
    } finally {
      waiting--;
    }
  };
  const pointer = expressions.pointer.bind(expressions);
  expressions.pointer = (node) => whileWaiting(() => pointer(node));
  const flush = expressions.flush.bind(expressions);
  expressions.flush = () => whileWaiting(flush);

  const multiply = expressions.multiply.bind(expressions);
  expressions.multiply = (size, product, operands) => {
    const mine = asked;
    if (!mine) return multiply(size, product, operands);
    const compute: typeof product.compute = (...args) => {
      computed = mine;
      mine.calls++;
      product.compute(...args);
      computed = undefined;
    };
    return whileWaiting(() => multiply(size, { ...product, compute }, operands));
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
        asked = product;
        launchedItself = false;
        const output = timeline.within(row, () => kernelFunc(call));
        asked = undefined;
        if (launchedItself) product.calls++;
        product.operations ??= countOperations(kernelName, call.inputs, call.attrs, output as tf.TensorInfo);
        return output;
      },
    });
  }
  return () => {
    for (const config of configs) replaceKernel(config);
    launcher.observer = null;
    // The methods are those of the classes again.
    for (const name of ['multiply', 'pointer', 'flush']) Reflect.deleteProperty(expressions, name);
    Reflect.deleteProperty(backend, 'readSync');
    Reflect.deleteProperty(backend, 'disposeData');
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
