import { library } from '@convstudy-tools/build/tsup';

export default library({
  // esbuild tells Node the names that a CommonJS file exports only when it builds for Node.
  esbuildOptions(options, { format }) {
    if (format === 'cjs') options.platform = 'node';
  },
});
