import { type AdapterInfo, describeAdapter, isSoftwareAdapter } from './software-adapter.js';

/** Takes software adapters too; for tests, since they are slower than the CPU backends. */
const ALLOW_SOFTWARE = 'CONVSTUDY_WEBGPU_SOFTWARE';

/** The little of WebGPU that finding an adapter needs; @webgpu/types would declare globals for all users. */
interface Gpu {
  requestAdapter(options?: { powerPreference?: string }): Promise<{ info: AdapterInfo } | null>;
}

interface WebGpuPackage {
  create(options: string[]): Gpu;
  globals: object;
}

/** A usable adapter in words, or why there is none. */
export type WebGpuSearch =
  { adapter: string; missing?: undefined } | { adapter?: undefined; missing: string };

/**
 * Looks for a WebGPU adapter, in Node through the optional package `webgpu`, and registers tfjs's backend for it
 * where it finds one. Software adapters count only where the environment variable CONVSTUDY_WEBGPU_SOFTWARE is 1.
 */
export async function findWebGpu(): Promise<WebGpuSearch> {
  const navigator = globalThis.navigator as unknown as { gpu?: Gpu };
  let gpu = navigator.gpu;
  if (gpu === undefined) {
    let webgpu: WebGpuPackage;
    try {
      // By a variable: the package is optional, and a compiler or bundler must not ask for it.
      const name = 'webgpu';
      webgpu = (await import(name)) as WebGpuPackage;
    } catch (error) {
      return { missing: `the optional npm package "webgpu" does not load here (${firstLine(error)})` };
    }
    try {
      Object.assign(globalThis, webgpu.globals);
      gpu = webgpu.create([]);
    } catch (error) {
      return { missing: `WebGPU did not start (${firstLine(error)})` };
    }
  }
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null)
    return { missing: 'WebGPU offers no adapter (no graphics card, or no driver for it)' };
  const description = describeAdapter(adapter.info);
  if (isSoftwareAdapter(adapter.info) && process.env[ALLOW_SOFTWARE] !== '1') {
    return { missing: `the only adapter is a software one (${description}), slower than the CPU backend` };
  }
  if (navigator.gpu === undefined) {
    Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  }
  try {
    // It registers itself if it finds navigator.gpu at this moment.
    await import('@tensorflow/tfjs-backend-webgpu');
  } catch (error) {
    return {
      missing: `the optional npm package "@tensorflow/tfjs-backend-webgpu" does not load here (${firstLine(error)})`,
    };
  }
  return { adapter: description };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0];
}
