/** The channels of a pixel, in vectors. */
import { type Local, v128 } from 'wasmati';

export interface ChannelGroup {
  /** How many such groups follow each other. */
  count: number;
  vectors: number;
  /** Channels in the group's last vector. */
  lanes: number;
}

/** Pairs of vectors, then a single one, then what is left. */
export function channelGroups(channels: number): ChannelGroup[] {
  return [
    { count: Math.floor(channels / 8), vectors: 2, lanes: 4 },
    { count: Math.floor((channels % 8) / 4), vectors: 1, lanes: 4 },
    { count: channels % 4 > 0 ? 1 : 0, vectors: 1, lanes: channels % 4 },
  ].filter(({ count }) => count > 0);
}

/** Stores the first lanes of a vector. */
export function storeLanes(pointer: Local<'i32'>, offset: number, value: Local<'v128'>, lanes: number): void {
  if (lanes === 4) {
    v128.store({ offset }, pointer, value);
    return;
  }
  for (let lane = 0; lane < lanes; lane++) {
    v128.store32_lane({ offset: offset + 4 * lane }, lane, pointer, value);
  }
}
