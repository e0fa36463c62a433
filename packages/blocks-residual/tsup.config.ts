import { library } from '@convstudy-tools/build/tsup';

export default library({
  // For Node, esbuild lists the exports of a CommonJS file so that `export * from './index.cjs'` finds them.
  esbuildOptions(options, { format }) {
    if (format === 'cjs') options.platform = 'node';
  },
});
