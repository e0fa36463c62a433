import { library } from '@convstudy-tools/build/tsup';

export default library();
