import type { backend_util, DataType, TensorInfo, TypedArray } from '@tensorflow/tfjs-core';

import type { Node } from './expression/node.js';

/** What the kernels of the tfjs CPU backend expect to find for a tensor. */
export interface HostData {
  values?: backend_util.BackendValues;
  dtype: DataType;
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  refCount: number;
}

/** Who computes expressions, and whose data a {@link TensorData} is. */
export interface NodeReader {
  /** A copy of the values of a pending or computed expression. */
  copyOut(node: Node): Float32Array;
}

/**
 * The data ids that this backend makes lead to the data at once: it is looked up several times in every kernel call, and
 * tfjs's own way, by weak maps, is slow. Ids of tensors that come from other backends do without.
 */
export class SimdDataId {
  /** Null when the data is disposed of or has moved to another backend. */
  data: TensorData | null = null;

  constructor(readonly id: number) {}
}

/**
 * A tensor's data: an array of the host, a node of the expression graph, or both.
 *
 * `values` is what the tfjs CPU backend's kernels read and write: reading it computes a pending expression.
 */
export class TensorData implements HostData {
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  refCount = 1;
  node: Node | null = null;
  private host: backend_util.BackendValues | undefined;

  constructor(
    readonly dtype: DataType,
    readonly size: number,
    readonly owner: NodeReader,
  ) {}

  get values(): backend_util.BackendValues | undefined {
    if (this.host === undefined && this.node) {
      const floats = this.owner.copyOut(this.node);
      // Kept for booleans only: of floats, the copy in the backend's memory is the one that counts.
      if (this.dtype !== 'bool') return floats;
      this.host = Uint8Array.from(floats);
    }
    return this.host;
  }

  set values(values: backend_util.BackendValues | undefined) {
    this.release();
    this.host = values;
  }

  /** The host's array, without computing anything. */
  get hostValues(): TypedArray | undefined {
    return this.host as TypedArray | undefined;
  }

  /** The floats are in the backend's memory now; the host's array is not needed any more. */
  moveTo(node: Node): void {
    this.node = node;
    if (this.dtype === 'float32') this.host = undefined;
  }

  release(): void {
    this.node?.disown();
    this.node = null;
    this.host = undefined;
  }
}
