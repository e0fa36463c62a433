import { library } from '@convstudy-tools/build/tsup';

export default library({
  esbuildOptions(options) {
    // src/render/nodeRequire.ts reads import.meta.url only where there is no __filename.
    options.logOverride = { 'empty-import-meta': 'silent' };
  },
});
