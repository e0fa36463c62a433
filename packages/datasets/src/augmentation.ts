import { checkInteger } from './check.js';
import { randomStream } from './random.js';

/** How training images are changed at random each time they are shown. */
export interface Augmentation {
  /**
   * Surrounds the image with `padding` black pixels on every side and cuts a window of its own size out of that, each
   * position equally likely. An integer from 1 to the image's height and width.
   */
  randomCrop?: { padding: number };
  /** Whether every second image, at random, is mirrored left to right (after the crop). */
  horizontalFlip?: boolean;
}

/** Which part of an image is shown, and how. */
export interface Placement {
  /** Rows from the image's first one to the window's: negative where the window begins above the image. */
  down: number;
  /** Columns, likewise. */
  right: number;
  /** Whether the window is mirrored left to right. */
  flipped: boolean;
}

/** The whole image as it is. */
export const UNCHANGED: Placement = { down: 0, right: 0, flipped: false };

/** @throws Error naming what is not as `Augmentation` says. */
export function checkAugmentation(augment: Augmentation, height: number, width: number): void {
  refuseOthers('augment', augment, ['randomCrop', 'horizontalFlip']);
  const { randomCrop, horizontalFlip } = augment;
  if (randomCrop !== undefined) {
    refuseOthers('augment.randomCrop', randomCrop, ['padding']);
    checkInteger('augment.randomCrop.padding', randomCrop.padding, 1, Math.min(height, width));
  }
  if (horizontalFlip !== undefined && typeof horizontalFlip !== 'boolean') {
    throw new Error(`augment.horizontalFlip is ${String(horizontalFlip)}; expected true or false.`);
  }
}

/** A misspelt setting would be ignored otherwise. */
function refuseOthers(name: string, settings: object, known: string[]): void {
  if (typeof settings !== 'object' || settings === null) {
    throw new Error(`${name} is ${String(settings)}; expected an object with ${known.join(', ')}.`);
  }
  const stranger = Object.keys(settings).find((key) => !known.includes(key));
  if (stranger !== undefined) {
    throw new Error(`${name} has the setting ${stranger}; expected only ${known.join(', ')}.`);
  }
}

/** Keeps these random numbers apart from those that shuffle the images: an arbitrary number. */
const STREAM = 0x61756721;

/**
 * How the image of the given number in its split is shown in an epoch. It depends on nothing else, so that a run that is
 * resumed, or has other batch sizes, sees the same images.
 */
export function placementOf(
  image: number,
  { randomCrop, horizontalFlip = false }: Augmentation,
  seed: number,
  epoch: number,
): Placement {
  const random = randomStream(STREAM, seed, epoch, image);
  // Drawn in any case, so that switching one of the two changes nothing about the other.
  const flipped = random.below(2) === 1;
  const padding = randomCrop?.padding ?? 0;
  const offset = (): number => random.below(2 * padding + 1) - padding;
  return { down: offset(), right: offset(), flipped: horizontalFlip && flipped };
}
