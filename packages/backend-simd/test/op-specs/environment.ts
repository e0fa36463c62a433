/**
 * The first module of the bundle: loads the backends, applies the options of this run and tells tfjs-core's
 * specs which backend to run on.
 */
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';

import '../../src/index.js';
import { settings } from '../../src/settings.js';
import { setThreadsCount } from '../../src/threads/threads-count.js';
import { disableRelaxedSimd } from '../../src/wasm/features.js';
import { leaveAllToWorkers } from '../workers-only.js';
import { options } from './options.js';

if (options.deferAll) settings.deferFrom = 0;
if (options.noRelaxed) disableRelaxedSimd();
if (options.threads !== null) setThreadsCount(options.threads);
if (options.workersOnly) leaveAllToWorkers();

setTestEnvs([{ name: options.backend, backendName: options.backend, flags: {}, isDataSync: true }]);
