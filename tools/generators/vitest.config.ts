import { tests } from '@convstudy-tools/build/vitest';

export default tests();
