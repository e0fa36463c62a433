// Draws the picture of the synthetic digits in the README of @convstudy/datasets: one row per digit.
//
//     npm run build && node docs/draw-synthetic-digits.mjs docs/synthetic-digits.png
import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { syntheticDigits } from '@convstudy/datasets';

const COLUMNS = 20;
const { train, imageShape, classNames } = syntheticDigits({ trainSize: COLUMNS * 10, testSize: 1 });
const [height, width] = imageShape;
const across = COLUMNS * width;
const down = classNames.length * height;

// In PNG each row of pixels begins with the number of its filter, here 0: none.
const rows = new Uint8Array(down * (across + 1));
const drawn = classNames.map(() => 0);
train.labels.forEach((label, image) => {
  const left = drawn[label]++ * width;
  for (let y = 0; y < height; y++) {
    const from = (image * height + y) * width;
    rows.set(train.images.subarray(from, from + width), (label * height + y) * (across + 1) + 1 + left);
  }
});

function chunk(type, data) {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(Buffer.from(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

const header = new Uint8Array(13);
new DataView(header.buffer).setUint32(0, across);
new DataView(header.buffer).setUint32(4, down);
header[8] = 8; // bits per pixel, grey
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const parts = [
  signature,
  chunk('IHDR', header),
  chunk('IDAT', deflateSync(rows, { level: 9 })),
  chunk('IEND', new Uint8Array(0)),
];
writeFileSync(process.argv[2], Buffer.concat(parts));
