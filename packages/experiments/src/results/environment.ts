import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { arch, platform, version } from 'node:process';
import type { BackendChoice } from '../backend/choose-backend.js';
import type { Environment } from './types.js';

const PACKAGES = [
  '@convstudy/experiments',
  '@convstudy/backend-simd',
  '@convstudy/blocks-residual',
  '@convstudy/datasets',
  '@convstudy/layers-custom',
  '@convstudy/viz',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-layers',
];

/** The machine, the backend in use and the versions of all packages that numbers depend on. */
export function describeEnvironment(backend: BackendChoice): Environment {
  return {
    date: new Date().toISOString(),
    node: version,
    platform: `${platform} ${arch}`,
    cpu: cpus()[0]?.model.trim() ?? '',
    cores: availableParallelism(),
    backend: backend.name,
    ...(backend.adapter === undefined ? {} : { adapter: backend.adapter }),
    threads: backend.threads,
    wideVectors: backend.wideVectors,
    versions: Object.fromEntries(PACKAGES.map((name) => [name, packageVersion(name)])),
  };
}

/** The installed version of a package, as Node resolves it from here. */
export function packageVersion(name: string): string {
  const require = createRequire(import.meta.url);
  return (require(`${name}/package.json`) as { version: string }).version;
}
