import { chooseBackend } from '../../../backend/choose-backend.js';
import { BATCH_SIZE } from '../../../bench/bench-models.js';
import { profileModel } from '../../../bench/profile/profile-model.js';
import { profileTables } from '../../../bench/profile/profile-table.js';
import type { ModelProfile } from '../../../bench/profile/summarize-profile.js';
import { describeEnvironment } from '../../../results/environment.js';

export interface ProfileFlags {
  models: string[];
  seconds: number;
  threads?: number;
  wideVectors: boolean;
  json?: true;
}

/** `convstudy bench --profile`: where the time of a training step goes. */
export async function profile({ models, seconds, threads, wideVectors, json }: ProfileFlags): Promise<void> {
  const backend = await chooseBackend({ backend: 'simd', wideVectors, threads });
  const environment = describeEnvironment(backend);
  const profiles: ModelProfile[] = [];
  for (const model of models) {
    const profiled = await profileModel(model, BATCH_SIZE, seconds);
    profiles.push(profiled);
    if (!json) console.log(`${profileTables(profiled)}\n`);
  }
  if (json) console.log(JSON.stringify({ environment, profiles }, null, 2));
}
