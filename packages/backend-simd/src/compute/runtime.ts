import type { Memory } from '../memory.js';
import type { Launcher } from '../threads/launcher.js';
import type { ProgramCache } from '../wasm/program.js';
import type { DerivedForms } from './derived-forms.js';

/** What a computation needs. All pointers are byte offsets into `memory`; tensors are float32. */
export interface Runtime {
  memory: Memory;
  programs: ProgramCache;
  launcher: Launcher;
  /** Forms of weights that are kept; without it they are made at every use. */
  forms?: DerivedForms;
}

/** What a matrix product or convolution may do to its result before storing it. */
export interface Epilogue {
  /** Pointer to one value for each column or output channel, added to all rows or pixels. */
  bias?: number;
  activation?: 'relu';
}
