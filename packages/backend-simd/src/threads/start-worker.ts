/** Starts worker threads from a string of source text: there is no file to serve or to find. */
import { nodeProcess } from '../node-process.js';
import { runWorker, type WorkerStart } from './worker.js';

export interface WorkerHandle {
  terminate(): void;
}

/** Called when a worker cannot start or has ended. */
type OnEnd = (reason: unknown) => void;

interface NodeWorker {
  on(event: 'error' | 'exit', listener: (reason: unknown) => void): void;
  unref(): void;
  terminate(): Promise<number>;
}
interface NodeWorkerThreads {
  Worker: new (source: string, options: object) => NodeWorker;
}

/** Bundlers that keep the names of functions wrap them in a call of `__name`, which the text would lack. */
const SOURCE = `const __name = (target) => target; const runWorker = ${runWorker.toString()};`;

/** @throws where the platform refuses */
export function startWorker(start: WorkerStart, onEnd: OnEnd): WorkerHandle {
  const node = nodeWorkerThreads();
  return node ? startInNode(node, start, onEnd) : startInBrowser(start, onEnd);
}

function nodeWorkerThreads(): NodeWorkerThreads | undefined {
  return nodeProcess?.getBuiltinModule?.('node:worker_threads') as NodeWorkerThreads | undefined;
}

function startInNode({ Worker }: NodeWorkerThreads, start: WorkerStart, onEnd: OnEnd): WorkerHandle {
  const worker = new Worker(`${SOURCE} runWorker(require('node:worker_threads').workerData);`, {
    eval: true,
    // The program's own flags, such as --import, are none of the worker's business.
    execArgv: [],
    name: `simd ${start.thread}`,
    workerData: start,
  });
  worker.on('error', onEnd);
  worker.on('exit', onEnd);
  // A finished program ends, whatever its workers wait for.
  worker.unref();
  return { terminate: () => void worker.terminate() };
}

function startInBrowser(start: WorkerStart, onEnd: OnEnd): WorkerHandle {
  const source = `${SOURCE} onmessage = ({ data }) => runWorker(data);`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: `simd ${start.thread}` });
  worker.onerror = (event) => {
    event.preventDefault();
    onEnd(event.message);
  };
  worker.postMessage(start);
  return {
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
