/**
 * Node's `require` as this package sees it. Taken from the running Node instead of imported, so that a browser bundle
 * of the charts holds none of Node's modules.
 *
 * @param wanted what asks, for the error outside Node
 * @throws Error outside Node
 */
export function nodeRequire(wanted: string): NodeJS.Require {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') {
    throw new Error(
      `${wanted} needs Node 22.18 or newer: it reads fonts and programs from installed packages.`,
    );
  }
  // The CommonJS build, which is what Node loads, has no `import.meta.url`.
  const here = typeof __filename === 'string' ? __filename : import.meta.url;
  return process.getBuiltinModule('node:module').createRequire(here);
}

/** Whether this runs in Node, where the fonts of the package can be read. */
export function inNode(): boolean {
  return typeof process !== 'undefined' && typeof process.getBuiltinModule === 'function';
}
