/** What of Node's `process` this package uses; there is none of it in browsers. */
interface NodeProcess {
  env?: Record<string, string | undefined>;
  versions?: { node?: string };
  getBuiltinModule?: (name: string) => unknown;
}

export const nodeProcess = (globalThis as { process?: NodeProcess }).process;
