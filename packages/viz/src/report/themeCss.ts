import { palettes, type Palette } from '../theme/palette.js';

/**
 * The colours of a report. Pictures are drawn in the light theme once; in the dark theme each of its colours is
 * replaced by its counterpart through the attribute that sets it, so that pictures need no second copy, and paper
 * always gets the light ones.
 */
export function themeCss(): string {
  const { light, dark } = palettes;
  const lightRule = `:root{color-scheme:light;${variables(light)}}`;
  const darkRules = (root: string) =>
    [
      `${root}{color-scheme:dark;${variables(dark)}}`,
      ...pairs(light, dark).flatMap(([from, to]) =>
        (['fill', 'stroke'] as const).map(
          (attribute) => `${root} .chart [${attribute}="${from}"]{${attribute}:${to}}`,
        ),
      ),
    ].join('\n');
  return `${lightRule}
@media screen and (prefers-color-scheme:dark){
${darkRules(':root:not([data-theme="light"])')}
}
@media screen{
${darkRules(':root[data-theme="dark"]')}
}`;
}

function variables({ background, text, mutedText, axis, grid, good, bad }: Palette): string {
  return `--background:${background};--text:${text};--muted:${mutedText};--line:${axis};--faint:${grid};--good:${good};--bad:${bad};`;
}

function pairs(light: Palette, dark: Palette): [string, string][] {
  const names = ['text', 'mutedText', 'axis', 'grid', 'context', 'background', 'bad', 'onHeat'] as const;
  const series = ['models', 'heat', 'errorHeat'] as const;
  return [
    ...names.map((name): [string, string] => [light[name], dark[name]]),
    ...series.flatMap((name) => light[name].map((color, i): [string, string] => [color, dark[name][i]])),
  ];
}
