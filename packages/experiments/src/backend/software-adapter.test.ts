import { expect, it } from 'vitest';
import { describeAdapter, isSoftwareAdapter } from './software-adapter.js';

const swiftShader = {
  vendor: 'google',
  architecture: 'swiftshader',
  device: 'swiftshader-device-subzero-',
  description: 'SwiftShader driver 5.0.0',
};
const mesa = {
  vendor: 'mesa',
  architecture: '',
  device: '',
  description: 'llvmpipe (LLVM 15.0.6, 256 bits)',
};
const windows = {
  vendor: 'microsoft',
  architecture: 'warp',
  device: '',
  description: 'Microsoft Basic Render Driver',
};
const card = { vendor: 'nvidia', architecture: 'hopper', device: '', description: 'NVIDIA H100 80GB HBM3' };

it.each([swiftShader, mesa, windows])('tells a software adapter: $description', (info) => {
  expect(isSoftwareAdapter(info)).toBe(true);
});

it('takes a graphics card for one, unless WebGPU calls it a fallback', () => {
  expect(isSoftwareAdapter(card)).toBe(false);
  expect(isSoftwareAdapter({ ...card, isFallbackAdapter: true })).toBe(true);
});

it('describes an adapter in one line', () => {
  expect(describeAdapter(card)).toBe('NVIDIA H100 80GB HBM3, nvidia, hopper');
  expect(describeAdapter({ vendor: '', architecture: '', device: '', description: '' })).toBe(
    'unnamed adapter',
  );
});
