import { imageGrid } from '@convstudy/viz';
import { firstFilters } from '../../analysis/feature-maps.js';
import { packImage, unpackImage } from '../../results/packed-image.js';
import type { FiltersRecord } from '../../results/types.js';
import type { Analysis } from './analysis.js';
import { firstOfEach, ofSeed } from './shown-runs.js';
import { pictureWords } from './words/index.js';

/** As many as can be told apart in a report. */
const MOST_FILTERS = 32;

/** The first convolution's filters after training; of all of them where convolutions work side by side on the images. */
export const filters: Analysis<FiltersRecord> = {
  name: 'filters',
  record: ({ model, id, analyses }) => ({
    async finished() {
      for (const { layer, shape, values } of await firstFilters(model)) {
        const [height, width, channels, count] = shape;
        const pictures = Array.from({ length: Math.min(MOST_FILTERS, count) }, (_, filter) => {
          const picture = Float32Array.from({ length: height * width }, (__, position) => {
            let sum = 0;
            for (let channel = 0; channel < channels; channel++) {
              sum += values[(position * channels + channel) * count + filter];
            }
            return sum / channels;
          });
          return packImage(picture, width, height);
        });
        (analyses.filters ??= []).push({ ...id, layer, filters: pictures });
      }
    },
  }),
  show(entries, { id, runs }, _models, lang) {
    const words = pictureWords[lang].filters;
    const shown = firstOfEach(entries);
    return [
      {
        id: `${id}-filters`,
        caption: words.caption(MOST_FILTERS, ofSeed(shown[0].seed, runs, lang)),
        spec: imageGrid({
          title: words.title,
          lang,
          groups: shown.map(({ model, layer, filters: pictures }) => ({
            name: `${model}: ${layer}, ${pictures[0].height} × ${pictures[0].width}`,
            images: pictures.map((picture) => {
              const { width, height, values } = unpackImage(picture);
              return { width, height, pixels: values };
            }),
          })),
          colorMap: 'signed',
          range: 'group',
          size: 40,
        }),
      },
    ];
  },
};
