import { nodeRequire } from './nodeRequire.js';

/** Paths of the shipped fonts that pictures are drawn with. */
export function fontFiles(): { regular: string; bold: string } {
  const require = nodeRequire('Measuring and drawing text');
  return {
    regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
    bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  };
}
