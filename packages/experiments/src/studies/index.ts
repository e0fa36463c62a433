import type { Study } from './define-study.js';
import { fcnVsCnnMnist } from './fcn-vs-cnn-mnist/index.js';

/** All built-in studies, in the document's order. */
export const studies: readonly Study[] = [fcnVsCnnMnist];
