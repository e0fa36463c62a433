/** The parts of WebGPU's `GPUAdapterInfo` that tell a graphics card from a program that imitates one. */
export interface AdapterInfo {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
  isFallbackAdapter?: boolean;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render driver|\bwarp\b/i;

/**
 * Whether an adapter computes on the CPU. Such adapters are right and slow: `--backend auto` passes them by.
 */
export function isSoftwareAdapter(info: AdapterInfo): boolean {
  return (
    info.isFallbackAdapter === true ||
    SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.device} ${info.description}`)
  );
}

/** One line for people: what the adapter says of itself. */
export function describeAdapter(info: AdapterInfo): string {
  const words = [info.description, info.vendor, info.architecture].filter((word) => word !== '');
  return [...new Set(words)].join(', ') || 'unnamed adapter';
}
