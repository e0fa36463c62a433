import type { Claim } from '../../../claims/claim.js';
import { differsBy } from '../../../claims/recorded-figures.js';
import { netsOf } from '../nets.js';
import { effectiveSize } from './field-entries.js';
import { convolutionsOf } from './layer-entries.js';

const section = '2.1';

export const growWithKernel: Claim = {
  id: 'kernel-fields-grow-with-kernel',
  section,
  statement:
    'Larger kernels see more in the first layers: the receptive field of the first convolution is wider in the 5x5 net than in the 3x3 net, and widest in the 7x7 net; so is that of the second.',
  original: 'Имеют наибольшие рецептивные поля уже на ранних слоях',
  kind: 'construction',
  shownIn: ['layers'],
  judge: (study) => {
    const { k3, k5, k7 } = netsOf(study);
    const nets = [k3, k5, k7].map((model) => ({
      model,
      sizes: convolutionsOf(study, model).map(({ fieldSize }) => fieldSize),
    }));
    const grows = [0, 1].every((i) => {
      const [three, five, seven] = nets.map(({ sizes }) => sizes[i]);
      return three < five && five < seven;
    });
    return {
      verdict: grows ? 'supported' : 'refuted',
      figures: Object.fromEntries(
        nets.flatMap(({ model, sizes }) => [
          [`receptive field of the first convolution in pixels, ${model}`, sizes[0]],
          [`receptive field of the second convolution in pixels, ${model}`, sizes[1]],
        ]),
      ),
      because: `A unit of the first and of the second convolution sees a square of this many pixels a side: ${nets.map(({ model, sizes }) => `${model} ${sizes[0]} and ${sizes[1]}`).join(', ')}.`,
    };
  },
};

export const gradually3x3: Claim = {
  id: 'kernel-3x3-field-grows-gradually',
  section,
  statement:
    "In the 3x3 net the receptive field grows gradually over several layers: with every convolution, and only the last one's is wider than half the image.",
  original: 'Рецептивные поля увеличиваются постепенно через несколько слоёв',
  kind: 'construction',
  shownIn: ['layers'],
  judge: (study) => {
    const { k3 } = netsOf(study);
    const convolutions = convolutionsOf(study, k3);
    const sizes = convolutions.map(({ fieldSize }) => fieldSize);
    // The first convolution keeps the image's size.
    const side = convolutions[0].outputShape[0];
    const grows = sizes.every((size, i) => i === 0 || size > sizes[i - 1]);
    const late = sizes.slice(0, -1).every((size) => size <= side / 2) && sizes[sizes.length - 1] > side / 2;
    return {
      verdict: grows && late ? 'supported' : 'refuted',
      figures: Object.fromEntries(
        sizes.map((size, i) => [`receptive field in pixels, convolution ${i + 1}`, size]),
      ),
      because: `From the first convolution to the last it is ${sizes.join(', ')} pixels wide; the image has ${side}.`,
    };
  },
};

export const effectiveWider5x5: Claim = {
  id: 'kernel-5x5-effective-field-wider',
  section,
  statement:
    'In the 5x5 net large parts of the image are taken in sooner: after the second convolution its effective receptive field is 10 % or more wider than in the 3x3 net.',
  original: 'что позволяет модели быстрее захватывать крупные участки изображения',
  kind: 'measured',
  shownIn: ['receptiveFields'],
  judge: (study) => {
    const { k3, k5 } = netsOf(study);
    const size = effectiveSize(1, 'Effective receptive field of the second convolution');
    return differsBy(study, size, 'higher', k5, k3, 1.1);
  },
};
