import type { PictureWords } from './picture-words.js';

const field = (which: string) => (images: number, seed: string) =>
  `What moves the centre unit of each model's ${which} convolution after training${seed}: the absolute gradient by the pixels, mean over ${images} test images. Frame: what the unit can see. Dashed: a square as large as the area of the pixels above 4.55 % of the largest gradient.`;

const maps = (which: string) => (channels: number, seed: string) =>
  `What the ${which} convolution of each model makes of the same test images after training${seed}: the image, then the ${channels} channels that vary most, by their numbers; each map as a share of its largest activation.`;

export const englishPictures: PictureWords = {
  columns: { model: 'Model', layer: 'Layer' },
  layers: {
    caption:
      'Convolutions, dense layers and pooling. A unit sees a square of the image, in theory; its neighbour sees one that lies a step further. Normalization layers are left out: they multiply next to nothing and have two parameters for each channel.',
    output: 'Output',
    parameters: 'Parameters',
    multiplyAdds: 'Multiply-adds per image',
    field: 'Sees (pixels across)',
    step: 'Step (pixels)',
  },
  receptiveFields: {
    firstTitle: 'Receptive fields, first convolution',
    lastTitle: 'Receptive fields, last convolution',
    firstCaption: field('first'),
    lastCaption: field('last'),
    tableCaption:
      'Pixels across of the receptive fields: in theory, and measured after training as the side of the square with as many pixels as exceed 4.55 % of the largest gradient.',
    size: 'In theory',
    effectiveSize: 'Measured',
    share: 'Share of the area',
  },
  filters: {
    title: 'Filters of the first convolution',
    caption: (most, seed) =>
      `Weights of the first convolution after training${seed}, up to ${most} filters of each; of a filter for colours the mean over the colours.`,
  },
  featureMaps: {
    title: { early: 'Feature maps of the first convolution', late: 'Feature maps of the last convolution' },
    caption: { early: maps('first'), late: maps('last') },
    tableCaption:
      'What the feature maps show of the test images, at the resolution of the maps; means over images, channels and seeds. Detail: their share of fine variation over that of the images. Edges and structure: absolute correlation with the steepness of the images, and with the images. Extent: share of positions above a tenth of the largest activation.',
    resolution: 'Resolution',
    detail: 'Detail',
    edges: 'Edges',
    structure: 'Structure',
    extent: 'Extent',
  },
};
