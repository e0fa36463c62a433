import { join } from 'node:path';
import { formatFiles, generateFiles, names, type Tree } from '@nx/devkit';

/** The options of the generator `layer`. */
export interface LayerOptions {
  /** Lower case with dashes: `channel-attention`, `gated-conv2d`. */
  name: string;
}

const PACKAGE = 'packages/layers-custom';
const INDEX = `${PACKAGE}/src/index.ts`;
const README = `${PACKAGE}/README.md`;

/**
 * Adds a layer to packages/layers-custom: its folder with class, factory, registration, test and doc page, its export
 * line, its row in the README's table and a changeset. The layer multiplies by a factor until someone gives it a
 * better purpose, so that everything generated builds, lints and passes its tests at once.
 *
 * @throws Error where the name is not lower case with dashes, or is taken.
 */
export default async function layer(tree: Tree, { name }: LayerOptions): Promise<void> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`name must be lower case with dashes, such as "gated-conv2d", but it is "${name}".`);
  }
  const folder = `${PACKAGE}/src/${name}`;
  if (tree.exists(folder)) throw new Error(`The layer "${name}" exists already: ${folder}.`);

  const { propertyName: factory, className } = names(name);
  // tfjs writes the dimensions of a class in capitals (Conv2D), those of a factory in lower case (conv2d).
  const variables = { name, factory, layer: className.replace(/(\d)d(?![a-z])/g, '$1D') };
  generateFiles(tree, join(import.meta.dirname, 'files'), '.', variables);

  const exports = [...lines(tree, INDEX), `export * from './${name}/${name}.js';`];
  tree.write(INDEX, exports.sort().join('\n') + '\n');
  tree.write(README, withRow(tree.read(README, 'utf8') ?? '', variables));
  await formatFiles(tree);
}

function lines(tree: Tree, path: string): string[] {
  return (tree.read(path, 'utf8') ?? '').split('\n').filter((line) => line !== '');
}

/** The README with a row for the layer in its table of layers, in alphabetical order. */
function withRow(readme: string, { name, factory }: { name: string; factory: string }): string {
  const [start, end] = ['<!-- layers -->', '<!-- /layers -->'];
  const parts = readme.split(new RegExp(`${start}|${end}`));
  if (parts.length !== 3) throw new Error(`${README} has no table between ${start} and ${end}.`);
  const [head, rule, ...rows] = parts[1].trim().split('\n');
  rows.push(`| [\`${factory}\`](src/${name}/${name}.md) | multiplies by a factor | none |`);
  rows.sort((a, b) => a.localeCompare(b, 'en'));
  return [parts[0] + start, '', head, rule, ...rows, '', end + parts[2]].join('\n');
}
