import { defineStudy, type Study } from '../define-study.js';

interface Comparison extends Omit<Study, 'question' | 'reconstructed' | 'notControlled'> {
  /** What the images are, to end "a fully connected network, a plain CNN and a residual CNN compare on ...". */
  images: string;
  /** What is asked beside accuracy, overfitting and time. Default: nothing. */
  asked?: string;
  /** What of the set-up was chosen here, beside what both studies have. */
  reconstructed?: string[];
  /** What differs between the models, beside what does in both studies. */
  notControlled?: string[];
}

/** A study that compares a fully connected network, a plain CNN and a residual CNN: what 1.1 and 1.2 share. */
export function defineComparison({
  images,
  asked,
  reconstructed = [],
  notControlled = [],
  ...own
}: Comparison): Study {
  return defineStudy({
    ...own,
    question:
      `How do a fully connected network, a plain CNN and a residual CNN compare on ${images}: in accuracy, in how far they ` +
      `overfit, in the time they take to train${asked === undefined ? '' : `, ${asked}`}?`,
    reconstructed: [
      ...reconstructed,
      'Batch size 64 and Adam at 1e-3: the document names neither.',
      'The order of the training images and the initial weights: the document fixes no seed.',
    ],
    notControlled: [
      "The document's networks differ in parameters and in multiply-adds as well as in kind: a difference in accuracy cannot be " +
        'put down to convolution or to residual connections alone. Preset matched gives them as many parameters as each other, ' +
        'not as many multiply-adds.',
      'One learning rate and one number of epochs for all; a network that would do better with others is at a loss.',
      ...notControlled,
    ],
  });
}
