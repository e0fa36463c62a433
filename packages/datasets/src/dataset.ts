/** Images and their labels, as bytes. */
export interface Split {
  /** Pixels 0..255, `size * height * width * channels` of them: image after image, row after row, channels last (NHWC). */
  images: Uint8Array;
  /** One class number per image, 0 to the number of classes - 1. */
  labels: Uint8Array;
  /** How many images there are. */
  size: number;
}

/** What is subtracted from and divides each channel, on pixels scaled to 0..1: `(pixel / 255 - mean) / std`. */
export interface Normalization {
  mean: number[];
  std: number[];
}

/** Height, width and channels of every image of a data set. */
export type ImageShape = [height: number, width: number, channels: number];

/** A labelled image data set with its split into training and test images. */
export interface Dataset {
  /** The name to show, e.g. `'MNIST'`. */
  name: string;
  /** SHA-256 (hex) of the train images, train labels, test images and test labels, one after the other. */
  sha256: string;
  /**
   * Of published data: whether all that was read had the published checksums. False for a copy that differs, which only a
   * folder named by the user may hold; results from it should say so.
   */
  verified?: boolean;
  imageShape: ImageShape;
  /** What each class number stands for. */
  classNames: string[];
  normalization: Normalization;
  /** True where the images were computed and not photographed or scanned. */
  synthetic: boolean;
  train: Split;
  test: Split;
}
