import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { arch, platform, version } from 'node:process';
import type { BackendChoice } from '../backend/choose-backend.js';
import { threadsOfEach } from '../jobs/threads-of-each.js';
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

/**
 * The machine, the backend in use and the versions of all packages that numbers depend on.
 *
 * @param jobs - models that are trained at the same time, each with its share of the backend's threads. Default 1
 */
export function describeEnvironment(backend: BackendChoice, jobs = 1): Environment {
  return {
    date: new Date().toISOString(),
    node: version,
    platform: `${platform} ${arch}`,
    cpu: cpus()[0]?.model.trim() ?? '',
    cores: availableParallelism(),
    backend: backend.name,
    ...(backend.adapter === undefined ? {} : { adapter: backend.adapter }),
    threads: threadsOfEach(backend.threads, jobs),
    ...(jobs > 1 && { jobs }),
    wideVectors: backend.wideVectors,
    versions: Object.fromEntries(PACKAGES.map((name) => [name, packageVersion(name)])),
  };
}

/** The installed version of a package, as Node resolves it from here. */
export function packageVersion(name: string): string {
  const require = createRequire(import.meta.url);
  return (require(`${name}/package.json`) as { version: string }).version;
}
