import { confusionMatrix as confusionChart, perClassAccuracy } from '@convstudy/viz';
import { confusionMatrix, perClassAccuracy as accuracyOfClasses } from '../../analysis/confusion.js';
import { reportWords } from '../../report/words/index.js';
import type { ConfusionRecord } from '../../results/types.js';
import type { Analysis } from './analysis.js';
import { firstOfEach, ofSeed, slug } from './shown-runs.js';

/** What the final weights take the test images for, class by class. */
export const confusion: Analysis<ConfusionRecord> = {
  name: 'confusion',
  record: ({ dataset, id, analyses }) => ({
    finished(predicted) {
      const counts = confusionMatrix(dataset.test.labels, predicted, dataset.classNames.length);
      (analyses.confusion ??= []).push({ ...id, counts });
    },
  }),
  show(entries, { id, data, runs }, models, lang) {
    const words = reportWords[lang].analyses;
    const records = firstOfEach(entries);
    const classNames = data.classNames ?? records[0].counts.map((_, i) => String(i));
    return [
      {
        id: `${id}-classes`,
        caption: words.classes.caption(ofSeed(records[0].seed, runs, lang)),
        spec: perClassAccuracy({
          title: words.classes.title,
          lang,
          classNames,
          models,
          values: records.map(({ model, counts }) => ({ model, accuracies: accuracyOfClasses(counts) })),
        }),
      },
      ...records.map(({ model, seed, counts }) => ({
        id: `${id}-confusion-${slug(model)}`,
        caption: words.confusion.caption(model, ofSeed(seed, runs, lang)),
        spec: confusionChart({ title: words.confusion.title(model), lang, counts, classNames }),
      })),
    ];
  },
};
