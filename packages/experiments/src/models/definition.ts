import type * as tf from '@tensorflow/tfjs-layers';

/** [height, width, channels] of one image. */
export type ImageShape = [height: number, width: number, channels: number];

export interface ModelOptions {
  inputShape: ImageShape;
  /** Length of the logits, default 10. */
  numClasses?: number;
  /** Seed of the initial weights and the dropout masks; each layer draws from a sub-seed of its own. */
  seed: number;
}

/** One of the studies' models: what a study needs to build it and a report to describe it. */
export interface ModelDefinition {
  /** Name in results and on the command line. */
  id: string;
  /** Name for people, as in a table or a legend. */
  title: string;
  /** Shape of the images that the document trains it on. */
  inputShape: ImageShape;
  /** Builds it with fresh weights. It ends in logits, without a softmax. */
  build: (options: ModelOptions) => tf.LayersModel;
  /** Its layers in one line. */
  layersSummary: string;
  /** What the document left open and was filled in here; absent if it states everything. */
  reconstructed?: string;
}

export const mnistShape: ImageShape = [28, 28, 1];
export const cifar10Shape: ImageShape = [32, 32, 3];
