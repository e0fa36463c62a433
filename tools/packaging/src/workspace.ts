import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

/** The packages that are published, by their folder under `packages/`. */
export const packages = [
  'backend-simd',
  'blocks-residual',
  'datasets',
  'experiments',
  'layers-custom',
  'viz',
] as const;

export type PackageFolder = (typeof packages)[number];
