import { library } from '@convstudy-tools/build/tsup';

export default library({ noExternal: ['wasmati'], bundledTypes: ['wasmati'] });
