import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { type PackageFolder, root } from './workspace.js';

export interface FirstSteps {
  /** The packages that the first `npm install` line names. */
  installed: string[];
  /** The first `js` code block. */
  code: string;
  /** The packages that the code imports. */
  imported: string[];
}

/**
 * What a package's README tells a newcomer to do first.
 *
 * @throws Error if the README lacks an install line or a `js` code block
 */
export function firstSteps(folder: PackageFolder): FirstSteps {
  const readme = readFileSync(join(root, 'packages', folder, 'README.md'), 'utf8');
  const install = /^npm install (.+)$/m.exec(readme)?.[1];
  const code = /^```js\n(.*?)^```$/ms.exec(readme)?.[1];
  if (install === undefined) throw new Error(`packages/${folder}/README.md has no line "npm install ..."`);
  if (code === undefined) throw new Error(`packages/${folder}/README.md has no js code block`);
  const specifiers = [...code.matchAll(/^\s*(?:import|\} from)\b[^'"]*['"]([^'"]+)['"]/gm)].map(
    (match) => match[1],
  );
  const imported = specifiers
    .filter((name) => !/^(\.|node:)/.test(name) && !builtinModules.includes(name))
    .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)![0]);
  return { installed: install.split(/\s+/), code, imported };
}
