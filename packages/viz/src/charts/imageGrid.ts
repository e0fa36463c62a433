import { argumentError } from '../argumentError.js';
import type { ColorMap } from '../raster/colorMaps.js';
import { pngDataUri } from '../raster/pngDataUri.js';
import { checkRaster, finiteRange, type Raster } from '../raster/raster.js';
import { checkColorMap, checkRange, ownRange, rasterPng } from '../raster/rasterPng.js';
import type { VegaLiteSpec } from '../vegaLiteSpec.js';
import { chartWords } from './chartWords.js';
import { checkName, checkNotEmpty, checkObject, finiteOrNull } from './checks.js';
import { spokenNumber } from './spokenNumber.js';
import { checkChartOptions, topLevel, type ChartOptions } from './topLevel.js';
import { wrapText } from './wrapText.js';

/** One picture of a grid. */
export interface GridImage extends Raster {
  /** Below the picture. */
  caption?: string;
  /** With `predicted`: the caption becomes `truth → predicted`, and stands out if they differ. */
  truth?: string;
  predicted?: string;
}

/** A row of the grid, or several, under a name of their own: a layer, a model. */
export interface GridGroup {
  name?: string;
  images: GridImage[];
}

/** Options of {@link imageGrid}. */
export interface ImageGridOptions extends ChartOptions {
  /** The pictures; either these or `groups`. */
  images?: GridImage[];
  groups?: GridGroup[];
  /** Of pictures with one channel. Default: `gray`. */
  colorMap?: ColorMap;
  /**
   * Which numbers get the ends of the colours. `each`: the smallest and largest of each picture; `group`: of each
   * group; `all`: of all pictures; or two numbers, such as `[0, 1]` for images. With `signed` zero is in the middle.
   * Default: `group`.
   */
  range?: 'each' | 'group' | 'all' | [number, number];
  /** Side of a picture in pixels, 16 to 256; its longer side where it is not square. Default: 72. */
  size?: number;
  /** Pictures in a row, at most. Default: as many as fit 800 pixels. */
  columns?: number;
}

const PICTURE_WIDTH = 800;
const GAP = 10;
const CAPTION_SIZE = 10;
const LINE_HEIGHT = 13;

/**
 * Small pictures in rows: filters, activations, feature maps, samples, mistakes. Pixels stay sharp however large they
 * are drawn. What the colours mean is said below the title, and numbers that are not finite are magenta.
 *
 * @throws TypeError naming the argument, its value and what was expected
 */
export function imageGrid(options: ImageGridOptions): VegaLiteSpec {
  checkChartOptions(options);
  const { colorMap = 'gray', range = 'group', size = 72, lang = 'en' } = options;
  checkColorMap('colorMap', colorMap);
  if (range !== 'each' && range !== 'group' && range !== 'all') checkRange('range', range);
  if (typeof size !== 'number' || !(size >= 16 && size <= 256))
    throw argumentError('size', size, 'a number of 16 to 256');
  if (options.columns !== undefined && (!Number.isInteger(options.columns) || options.columns < 1))
    throw argumentError('columns', options.columns, 'a whole number of 1 or more');
  const groups = groupsOf(options);
  const words = chartWords[lang];
  const all = groups.flatMap(({ images }) => images);
  const most = Math.max(...groups.map(({ images }) => images.length));
  const columns = Math.min(most, options.columns ?? Math.floor((PICTURE_WIDTH + GAP) / (size + GAP)));

  const rangeOf = (image: GridImage, group: GridGroup): [number, number] => {
    if (typeof range === 'object') return range;
    return ownRange(range === 'each' ? [image] : range === 'group' ? group.images : all, colorMap);
  };
  const rows = groups.flatMap((group, g) =>
    group.images.map((image, index) => {
      const wrong = image.truth !== undefined && image.truth !== image.predicted;
      const caption = image.truth === undefined ? image.caption : `${image.truth} → ${image.predicted}`;
      const lines = caption ? wrapText(caption, size + GAP - 4, CAPTION_SIZE) : [];
      const detail = image.truth !== undefined && image.caption ? image.caption : '';
      const own = finiteRange([image]);
      const longest = Math.max(image.width, image.height);
      return {
        group: group.name ?? '',
        groupIndex: g,
        index,
        caption: caption ?? '',
        detail,
        captionLines: [...lines, ...(detail ? wrapText(detail, size + GAP - 4, CAPTION_SIZE) : [])].join(
          '\n',
        ),
        wrong,
        smallest: finiteOrNull(own?.[0]),
        largest: finiteOrNull(own?.[1]),
        width: (size * image.width) / longest,
        height: (size * image.height) / longest,
        url: pngDataUri(rasterPng(image, { colorMap, range: rangeOf(image, group) })),
      };
    }),
  );
  const captionLines = Math.max(
    ...rows.map((row) => (row.captionLines === '' ? 0 : row.captionLines.split('\n').length)),
  );
  const rowHeight = size + (captionLines > 0 ? 4 + captionLines * LINE_HEIGHT : 0) + GAP;
  const magenta = all.some(({ pixels }) => Array.from(pixels).some((value) => !Number.isFinite(value)));
  const inColor = all.every(({ channels }) => channels === 3);
  const show = (value: number) => spokenNumber(value, '');
  const notes = [
    ...(typeof range === 'object'
      ? [words.colorsFrom(words.colorMaps[inColor ? 'rgb' : colorMap], show(range[0]), show(range[1]))]
      : [words.colorsBy[range](words.colorMaps[inColor ? 'rgb' : colorMap])]),
    ...(magenta ? [words.magenta] : []),
  ];
  const tooltip = [
    ...(groups.some(({ name }) => name) ? [{ field: 'group', type: 'nominal', title: words.group }] : []),
    ...(rows.some(({ caption }) => caption)
      ? [{ field: 'caption', type: 'nominal', title: words.image }]
      : []),
    ...(rows.some(({ detail }) => detail) ? [{ field: 'detail', type: 'nominal', title: words.detail }] : []),
    { field: 'smallest', type: 'quantitative', title: words.smallest, format: '.4~g' },
    { field: 'largest', type: 'quantitative', title: words.largest, format: '.4~g' },
  ];
  const band = (field: string) => ({
    field,
    type: 'ordinal',
    axis: null,
    scale: { type: 'band', paddingInner: 0, paddingOuter: 0 },
  });
  const x = band('column');
  const y = band('row');
  const top = -rowHeight / 2;
  const written = (wrong: boolean) => ({
    transform: [{ filter: `datum.captionLines !== '' && datum.wrong === ${wrong}` }],
    mark: {
      type: 'text',
      style: wrong ? 'wrong' : 'caption',
      lineBreak: '\n',
      yOffset: top + size + 4,
    },
    encoding: { x, y, text: { field: 'captionLines' } },
  });
  const grid = (group: GridGroup, g: number) => ({
    ...(group.name && {
      title: { text: wrapText(group.name, PICTURE_WIDTH, 12), fontSize: 12, lineHeight: 15, offset: 6 },
    }),
    // A narrow page sets the parameter `columns` lower and so breaks the rows earlier.
    transform: [
      { filter: { field: 'groupIndex', equal: g } },
      { calculate: 'datum.index % columns', as: 'column' },
      { calculate: 'floor(datum.index / columns)', as: 'row' },
    ],
    width: { step: size + GAP },
    height: { step: rowHeight },
    layer: [
      {
        mark: {
          type: 'image',
          width: { expr: 'datum.width' },
          height: { expr: 'datum.height' },
          aspect: false,
          smooth: false,
          yOffset: top + size / 2,
        },
        encoding: { x, y, url: { field: 'url' }, tooltip },
      },
      ...(captionLines > 0 ? [written(false), written(true)] : []),
    ],
  });
  return topLevel(
    {
      options,
      notes,
      width: PICTURE_WIDTH,
      rows,
      columns: [
        ...(groups.some(({ name }) => name) ? [{ field: 'group', title: words.group }] : []),
        { field: 'index', title: words.number },
        ...(rows.some(({ caption }) => caption) ? [{ field: 'caption', title: words.image }] : []),
        ...(rows.some(({ detail }) => detail) ? [{ field: 'detail', title: words.detail }] : []),
        { field: 'smallest', title: words.smallest, format: '.4~g' },
        { field: 'largest', title: words.largest, format: '.4~g' },
      ],
    },
    {
      params: [{ name: 'columns', value: columns }],
      spacing: 18,
      ...(groups.length === 1 ? grid(groups[0], 0) : { vconcat: groups.map(grid) }),
    },
  );
}

function groupsOf({ images, groups }: ImageGridOptions): GridGroup[] {
  if ((images === undefined) === (groups === undefined))
    throw argumentError('images', images, 'pictures, or groups of them in `groups`, and not both');
  if (images !== undefined) {
    checkImages('images', images);
    return [{ images }];
  }
  checkNotEmpty('groups', groups, 'group');
  groups.forEach((group, g) => {
    checkObject(`groups[${g}]`, group, 'a group: { name?, images }');
    if (group.name !== undefined) checkName(`groups[${g}].name`, group.name, 'a text');
    checkImages(`groups[${g}].images`, group.images);
  });
  return groups;
}

function checkImages(name: string, images: GridImage[]): void {
  checkNotEmpty(name, images, 'picture');
  images.forEach((image, i) => {
    checkRaster(`${name}[${i}]`, image);
    for (const field of ['caption', 'truth', 'predicted'] as const) {
      if (image[field] !== undefined) checkName(`${name}[${i}].${field}`, image[field], 'a text');
    }
    if ((image.truth === undefined) !== (image.predicted === undefined)) {
      throw argumentError(`${name}[${i}].predicted`, image.predicted, 'given if and only if truth is');
    }
  });
}
