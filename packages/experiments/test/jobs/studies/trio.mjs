// A study of one's own, small enough to be trained in moments, that processes import as they would a user's.
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { analyses, defineStudy } from '@convstudy/experiments';
import * as tfl from '@tensorflow/tfjs-layers';

const { TRIO_PIDS, TRIO_CRASH, TRIO_CRASH_BY = 'SIGKILL' } = process.env;

const model = (id, units) => ({
  id,
  title: id,
  inputShape: [28, 28, 1],
  layersSummary: `dense ${units} ReLU, dense`,
  build({ inputShape, numClasses, seed }) {
    if (TRIO_PIDS) appendFileSync(TRIO_PIDS, `${process.pid}\n`);
    const kernelInitializer = tfl.initializers.glorotUniform({ seed });
    return tfl.sequential({
      layers: [
        tfl.layers.flatten({ inputShape, name: 'pixels' }),
        tfl.layers.dense({ units, name: 'hidden', activation: 'relu', kernelInitializer }),
        tfl.layers.dense({ units: numClasses, name: 'logits', kernelInitializer }),
      ],
    });
  },
});

/** Ends the process of the model "Second" in its second epoch, once: the file TRIO_CRASH says that it has. */
const crash = {
  name: 'crash',
  record: ({ id }) => ({
    epochDone(epoch) {
      if (TRIO_CRASH && id.model === 'Second' && epoch === 2 && !existsSync(TRIO_CRASH)) {
        writeFileSync(TRIO_CRASH, '');
        if (TRIO_CRASH_BY === 'exit') {
          console.error('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory');
          process.exit(3);
        }
        process.kill(process.pid, TRIO_CRASH_BY);
        // The signal comes when it comes.
        return new Promise(() => {});
      }
      return Promise.resolve();
    },
  }),
};

export const trio = defineStudy({
  id: 'trio',
  title: 'Three',
  question: 'Do three get on?',
  models: [model('First', 32), model('Second', 8), model('Third', 16)],
  presets: {
    quick: {
      data: { kind: 'synthetic-digits', trainSize: 640, testSize: 100, seed: 1 },
      epochs: 3,
      batchSize: 32,
    },
  },
  analyses: [analyses.gradientFlow, analyses.confusion, crash],
});
