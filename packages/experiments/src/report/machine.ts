import type { Block, Language } from '@convstudy/viz';
import type { Environment } from '../results/types.js';
import { reportWords } from './words/index.js';

/** Where and with what the numbers came about. */
export function machine(environment: Environment, lang: Language): Block {
  const { backend, adapter, threads, jobs, wideVectors } = environment;
  const words = reportWords[lang].facts;
  return {
    kind: 'facts',
    facts: [
      { label: words.date, value: environment.date },
      { label: words.processor, value: words.cores(environment.cpu, environment.cores) },
      { label: words.platform, value: `${environment.platform}, Node ${environment.node}` },
      { label: words.backend, value: adapter ? `${backend} (${adapter})` : backend },
      { label: words.threads, value: String(threads) },
      ...(jobs === undefined ? [] : [{ label: words.jobs, value: words.modelsAtATime(jobs) }]),
      { label: words.wideVectors, value: words.switched[wideVectors ? 'on' : 'off'] },
      ...Object.entries(environment.versions).map(([label, value]) => ({ label, value })),
    ],
  };
}
