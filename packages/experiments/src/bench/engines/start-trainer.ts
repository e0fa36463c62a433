import { setThreadsCount } from '@convstudy/backend-simd';
import { chooseBackend } from '../../backend/choose-backend.js';
import type { NodeEngineName } from './engine-names.js';
import { jaxTrainer } from './jax-trainer.js';
import { prepareOnTfjs, tfjsCpuTrainer, tfjsWasmTrainer } from './tfjs-trainer.js';
import type { Trainer } from './trainer.js';

/**
 * Makes an engine ready in this process.
 *
 * @param wideVectors - of `simd`; without effect on others
 */
export async function startTrainer(engine: NodeEngineName, wideVectors: boolean): Promise<Trainer> {
  switch (engine) {
    case 'tfjs-cpu':
      return tfjsCpuTrainer();
    case 'tfjs-wasm':
      return tfjsWasmTrainer();
    case 'jax-js':
      return jaxTrainer();
    default: {
      const backend = await chooseBackend({ backend: 'simd', wideVectors });
      return { wideVectors: backend.wideVectors, setThreads: setThreadsCount, prepare: prepareOnTfjs };
    }
  }
}
