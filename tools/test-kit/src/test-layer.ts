import type { layers } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import * as checks from './checks.js';
import type { LayerSubject } from './layer-subject.js';

/** Registers the tests that every layer has to pass: one call checks a layer. */
export function testLayer<L extends layers.Layer>(subject: LayerSubject<L>): void {
  describe('as any layer', () => {
    it('infers the shape it produces, over odd and unknown batch sizes', () => checks.checkShapes(subject));
    it('is the same after a round trip through its config', () => checks.checkConfig(subject));
    it('is the same after saving and loading', () => checks.checkSaving(subject));
    it('has the gradients of difference quotients', () => checks.checkGradients(subject));
    it('leaks no tensor', () => checks.checkMemory(subject));
    it('computes on simd what it computes on cpu', () => checks.checkSimd(subject));
  });
}
