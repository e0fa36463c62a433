import type { backend_util } from '@tensorflow/tfjs-core';
import {
  type BackendTimingInfo,
  type DataId,
  type DataStorage,
  type DataType,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';

import type { Runtime } from './compute/runtime.js';
import { Expressions } from './expression/expressions.js';
import { Node } from './expression/node.js';
import { Memory } from './memory.js';
import { TensorData } from './tensor-data.js';
import { Launcher } from './threads/launcher.js';
import { ProgramCache } from './wasm/program.js';

/** What `tf.memory()` reports of this backend. */
export interface SimdMemoryInfo {
  unreliable: boolean;
  /** Bytes of the WebAssembly memory in use by tensors and scratch space, size classes included. */
  numBytesInUse: number;
  /** Bytes that the WebAssembly memory has grown to. */
  numBytesReserved: number;
}

/**
 * The tfjs backend `simd`: a subclass of the plain CPU backend, so that every kernel without a WebAssembly
 * version of its own runs as it does there, on the same data.
 */
export class SimdBackend extends MathBackendCPU {
  readonly runtime: Runtime;
  readonly expressions: Expressions;
  declare data: DataStorage<TensorData>;
  private nextId = 0;
  /** The tensors that the running kernel has made. */
  private made: TensorInfo[] = [];

  /**
   * @param memory where tensors live
   * @param threads tells how many threads to use from the next kernel on. Default: one.
   */
  constructor(memory = new Memory(), threads?: () => number) {
    super();
    this.runtime = { memory, programs: new ProgramCache(memory), launcher: new Launcher(memory, threads) };
    this.expressions = new Expressions(this.runtime);
  }

  override write(values: backend_util.BackendValues, shape: number[], dtype: DataType): DataId {
    const dataId = { id: this.nextId++ };
    this.store(dataId, values, shape, dtype);
    return dataId;
  }

  override move(
    dataId: DataId,
    values: backend_util.BackendValues,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    this.store(dataId, values, shape, dtype).refCount = refCount;
  }

  override readSync(dataId: DataId): backend_util.BackendValues {
    const { dtype, node, hostValues } = this.data.get(dataId);
    if (node === null || hostValues !== undefined) return super.readSync(dataId);
    const floats = this.copyOut(node);
    return dtype === 'bool' ? Uint8Array.from(floats) : floats;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.data.has(dataId)) return true;
    const data = this.data.get(dataId);
    data.refCount--;
    if (!force && data.refCount > 0) return false;
    if (data.complexTensorInfos) {
      this.disposeData(data.complexTensorInfos.real.dataId, true);
      this.disposeData(data.complexTensorInfos.imag.dataId, true);
    }
    data.release();
    this.data.delete(dataId);
    return true;
  }

  override memory(): SimdMemoryInfo & { reasons: string[] } {
    return {
      unreliable: false,
      reasons: [],
      numBytesInUse: this.runtime.memory.bytesInUse,
      numBytesReserved: this.runtime.memory.bytesReserved,
    };
  }

  /** Runs `f` and reports its time; pending expressions are computed when they are read, so read in `f`. */
  override async time(f: () => void): Promise<BackendTimingInfo> {
    const start = util.now();
    f();
    return Promise.resolve({ kernelMs: util.now() - start });
  }

  override dispose(): void {
    this.runtime.launcher.dispose();
    super.dispose();
  }

  /** The node of a float32 or bool tensor; its values are copied into the backend's memory when they are not. */
  node(tensor: TensorInfo): Node {
    const data = this.data.get(tensor.dataId);
    if (!data.node) {
      const values = data.hostValues as ArrayLike<number>;
      // A single number becomes a constant of the code that uses it.
      if (data.size === 1) data.node = Node.constant(1, Math.fround(values[0]));
      else data.moveTo(this.expressions.upload(values));
    }
    return data.node as Node;
  }

  /** Where a float32 tensor's values are, computed if they were pending. */
  pointer(tensor: TensorInfo): number {
    const pointer = this.expressions.pointer(this.node(tensor));
    this.expressions.flush();
    return pointer;
  }

  /** A new tensor whose value is `node`; the tensor owns it from now on. */
  output(node: Node, shape: number[], dtype: DataType = 'float32'): TensorInfo {
    const info = this.makeTensorInfo(shape, dtype);
    this.data.get(info.dataId).moveTo(node);
    this.made.push(info);
    return info;
  }

  /** Runs a kernel; when it throws (out of memory, say), the tensors that it has made are given back. */
  runKernel<T>(kernel: () => T): T {
    this.made = [];
    try {
      return kernel();
    } catch (error) {
      for (const { dataId } of this.made) this.disposeData(dataId, true);
      throw error;
    }
  }

  /** A new float32 tensor in the backend's memory, for a kernel to fill, and where it is. */
  allocate(shape: number[]): { info: TensorInfo; pointer: number } {
    const node = this.expressions.allocate(util.sizeFromShape(shape));
    return { info: this.output(node, shape), pointer: this.expressions.pointer(node) };
  }

  private store(
    dataId: DataId,
    values: backend_util.BackendValues,
    shape: number[],
    dtype: DataType,
  ): TensorData {
    const data = new TensorData(dtype, util.sizeFromShape(shape), (node) => this.copyOut(node));
    if (values !== undefined && values !== null) data.values = values;
    this.data.set(dataId, data);
    return data;
  }

  /**
   * A copy of a node's values in an ordinary buffer. Never a view: kernels of the CPU backend make subarrays of
   * what they read the values of their results, growth detaches the views of an unshared memory, and callers may
   * hand what they read to APIs that refuse shared memory.
   */
  private copyOut(node: Node): Float32Array {
    if (node.isConstant) return new Float32Array(node.size).fill(node.value);
    const copy = new Float32Array(node.size);
    copy.set(this.runtime.memory.f32(this.expressions.pointer(node), node.size));
    return copy;
  }
}
