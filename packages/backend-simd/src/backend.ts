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

import { DerivedForms } from './compute/derived-forms.js';
import type { Runtime } from './compute/runtime.js';
import { Expressions } from './expression/expressions.js';
import { Node } from './expression/node.js';
import { Memory } from './memory.js';
import { SimdDataId, TensorData } from './tensor-data.js';
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
  private readonly made: TensorInfo[] = [];

  /**
   * @param memory where tensors live
   * @param threads tells how many threads to use from the next kernel on. Default: one.
   */
  constructor(memory = new Memory(), threads?: () => number) {
    super();
    this.runtime = {
      memory,
      programs: new ProgramCache(memory),
      launcher: new Launcher(memory, threads),
      forms: new DerivedForms(memory),
    };
    this.expressions = new Expressions(this.runtime);
  }

  override write(values: backend_util.BackendValues, shape: number[], dtype: DataType): DataId {
    const dataId = new SimdDataId(this.nextId++);
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
    const { dtype, node, hostValues } = this.dataOf(dataId);
    if (node === null || hostValues !== undefined) return super.readSync(dataId);
    const floats = this.copyOut(node);
    return dtype === 'bool' ? Uint8Array.from(floats) : floats;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (dataId instanceof SimdDataId ? dataId.data?.owner !== this : !this.data.has(dataId)) return true;
    const data = this.dataOf(dataId);
    data.refCount--;
    if (!force && data.refCount > 0) return false;
    if (data.complexTensorInfos) {
      this.disposeData(data.complexTensorInfos.real.dataId, true);
      this.disposeData(data.complexTensorInfos.imag.dataId, true);
    }
    data.release();
    this.data.delete(dataId);
    if (dataId instanceof SimdDataId) dataId.data = null;
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

  override incRef(dataId: DataId): void {
    this.dataOf(dataId).refCount++;
  }

  /** A tensor's data. */
  dataOf(dataId: DataId): TensorData {
    const data = dataId instanceof SimdDataId ? dataId.data : null;
    // Else tfjs's way, which fetches what lives on another backend.
    return data?.owner === this ? data : this.data.get(dataId);
  }

  /** The node of a float32 or bool tensor; its values are copied into the backend's memory when they are not. */
  node(tensor: TensorInfo): Node {
    const data = this.dataOf(tensor.dataId);
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

  /** The same for several: what waits for their values is computed together with them. */
  pointers(...tensors: readonly TensorInfo[]): number[] {
    const pointers = tensors.map((tensor) => this.expressions.pointer(this.node(tensor)));
    this.expressions.flush();
    return pointers;
  }

  /** A new tensor whose value is `node`; the tensor owns it from now on. */
  output(node: Node, shape: number[], dtype: DataType = 'float32'): TensorInfo {
    const dataId = new SimdDataId(this.nextId++);
    this.store(dataId, null, shape, dtype).moveTo(node);
    const info = { dataId, shape, dtype };
    this.made.push(info);
    return info;
  }

  /** Another tensor with the same data. */
  sameData({ dataId, dtype }: TensorInfo, shape: number[]): TensorInfo {
    this.incRef(dataId);
    return { dataId, shape, dtype };
  }

  /** A kernel begins. */
  beginKernel(): void {
    this.made.length = 0;
  }

  /** A kernel has failed (for want of memory, say): the tensors that it has made are given back. */
  discardMade(): void {
    for (const { dataId } of this.made) this.disposeData(dataId, true);
  }

  /** A new float32 tensor in the backend's memory, for a kernel to fill, and where it is. */
  allocate(shape: number[]): { info: TensorInfo; pointer: number } {
    const node = this.expressions.allocate(util.sizeFromShape(shape));
    return { info: this.output(node, shape), pointer: this.expressions.pointer(node) };
  }

  private store(
    dataId: DataId,
    values: backend_util.BackendValues | null,
    shape: number[],
    dtype: DataType,
  ): TensorData {
    const data = new TensorData(dtype, util.sizeFromShape(shape), this);
    if (values !== undefined && values !== null) data.values = values;
    this.data.set(dataId, data);
    if (dataId instanceof SimdDataId) dataId.data = data;
    return data;
  }

  /**
   * A copy of a node's values in an ordinary buffer. Never a view: kernels of the CPU backend make subarrays of
   * what they read the values of their results, growth detaches the views of an unshared memory, and callers may
   * hand what they read to APIs that refuse shared memory.
   */
  copyOut(node: Node): Float32Array {
    if (node.isConstant) return new Float32Array(node.size).fill(node.value);
    const copy = new Float32Array(node.size);
    copy.set(this.runtime.memory.f32(this.expressions.pointer(node), node.size));
    return copy;
  }
}
