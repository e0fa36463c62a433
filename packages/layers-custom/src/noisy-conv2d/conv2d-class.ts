import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import type { layers } from '@tensorflow/tfjs-layers';

type Conv2D = ReturnType<typeof layers.conv2d>;

/** The options of tfjs's own `layers.conv2d`. */
export type Conv2DConfig = Parameters<typeof layers.conv2d>[0];

type Conv2DConstructor = (new (config: Conv2DConfig) => Conv2D) & Pick<typeof layers.Layer, 'fromConfig'>;

/** tfjs's class Conv2D, to derive from: tfjs-layers registers it for serialization but does not export it. */
export const Conv2DClass = tf.serialization.SerializationMap.getMap().classNameMap
  .Conv2D[0] as unknown as Conv2DConstructor;
