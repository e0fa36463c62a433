// Draws the pictures of the synthetic sets in the README of @convstudy/datasets: one row per class.
//
//     npm run build && node docs/draw-synthetic-sets.mjs docs
import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { syntheticDigits, syntheticShapes } from '@convstudy/datasets';

const folder = process.argv[2];
writeFileSync(join(folder, 'synthetic-digits.png'), picture(syntheticDigits, 20));
writeFileSync(join(folder, 'synthetic-shapes.png'), picture(syntheticShapes, 15));

function picture(syntheticSet, columns) {
  const { train, imageShape, classNames } = syntheticSet({ trainSize: columns * 10, testSize: 1 });
  const [height, width, channels] = imageShape;
  const across = columns * width;
  const down = classNames.length * height;

  // In PNG each row of pixels begins with the number of its filter, here 0: none.
  const rowBytes = 1 + across * channels;
  const rows = new Uint8Array(down * rowBytes);
  const drawn = classNames.map(() => 0);
  train.labels.forEach((label, image) => {
    const left = 1 + drawn[label]++ * width * channels;
    for (let y = 0; y < height; y++) {
      const from = (image * height + y) * width * channels;
      rows.set(train.images.subarray(from, from + width * channels), (label * height + y) * rowBytes + left);
    }
  });

  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, across);
  new DataView(header.buffer).setUint32(4, down);
  header[8] = 8; // bits per value
  header[9] = channels === 3 ? 2 : 0; // colour or grey
  return Buffer.concat([
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(type, data) {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(Buffer.from(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
