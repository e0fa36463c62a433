import { createInterface } from 'node:readline';
import type { NodeEngineName } from './engines/engine-names.js';
import { startTrainer } from './engines/start-trainer.js';
import { UnsupportedModel } from './engines/trainer.js';
import type { TimingAnswer, TimingRequest } from './protocol.js';
import { timeSteps } from './time-steps.js';

/** The other end of a timing process: answers requests from standard input until it closes. */
export async function answerTiming(engine: NodeEngineName, wideVectors: boolean): Promise<void> {
  const trainer = await startTrainer(engine, wideVectors);
  const prepared = new Map<string, () => Promise<number>>();

  async function answer({ model, batchSize, threads, seconds }: TimingRequest): Promise<TimingAnswer> {
    trainer.setThreads?.(threads);
    const key = `${model} ${batchSize}`;
    try {
      const step = prepared.get(key) ?? trainer.prepare(model, batchSize);
      prepared.set(key, step);
      return { msPerStep: await timeSteps(step, seconds), wideVectors: trainer.wideVectors };
    } catch (error) {
      if (error instanceof UnsupportedModel) return { unsupported: error.message };
      throw error;
    }
  }

  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line) as TimingRequest))}\n`);
  }
}
