import { nodeRequire } from '../render/nodeRequire.js';

/** What every report carries besides its content. */
export interface ReportPrograms {
  style: string;
  script: string;
  vega: string;
  vegaLite: string;
  /** Licence notices of Vega, Vega-Lite and what their bundles contain. */
  notices: string;
}

/** Reads the style and script of reports from this package, and the browser builds of Vega from theirs. */
export function reportPrograms(): ReportPrograms {
  const require = nodeRequire('renderReport');
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const path = process.getBuiltinModule('node:path');
  const root = path.dirname(require.resolve('@convstudy/viz/package.json'));
  const asset = (name: string) => readFileSync(path.join(root, 'assets', name), 'utf8');
  // Neither package exports its browser build or licence; both lie beside what they export.
  const vegaBuild = path.dirname(require.resolve('vega'));
  const vegaLiteBuild = path.dirname(require.resolve('vega-lite'));
  const read = (...parts: string[]) => readFileSync(path.join(...parts), 'utf8');
  return {
    style: asset('report.css'),
    script: inline(asset('report.js')),
    vega: inline(read(vegaBuild, 'vega.min.js')),
    vegaLite: inline(read(vegaLiteBuild, 'vega-lite.min.js')),
    notices: [
      'This file contains Vega and Vega-Lite.',
      `Vega:\n${read(vegaBuild, '..', 'LICENSE')}`,
      `Vega-Lite:\n${read(vegaLiteBuild, '..', 'LICENSE')}`,
      asset('third-party-notices.txt'),
    ]
      .join('\n\n')
      .replaceAll('--', '- -'),
  };
}

/** JavaScript that cannot end the script element it stands in, nor hide its end. */
function inline(script: string): string {
  return script
    .replaceAll(/<\/(?=script)/giu, '<\\/')
    .replaceAll('<!--', '<\\!--')
    .replaceAll(/\n?\/\/# sourceMappingURL=\S+\s*$/gu, '');
}
