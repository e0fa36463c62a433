import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { tinyFiles } from './tiny-publication.js';

type Files = ReadonlyMap<string, Uint8Array>;
type Behaviour = (name: string, request: IncomingMessage, response: ServerResponse, files: Files) => void;

/** What a mirror may do, each under the path of its name: `http://127.0.0.1:PORT/good/train-images.gz`. */
const behaviours = {
  good: (name, _, response, files) => response.end(files.get(name)),
  missing: (_name, _request, response) => response.writeHead(404).end('not here'),
  page: (_name, _request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>'),
  /** One byte differs. */
  wrong: (name, _, response, files) => {
    const bytes = Uint8Array.from(files.get(name)!);
    bytes[bytes.length - 1] ^= 1;
    response.end(bytes);
  },
  /** Ends early, as if that were all. */
  short: (name, _, response, files) => response.end(files.get(name)!.subarray(0, 20)),
  /** Promises the whole file and breaks off. */
  broken: (name, _, response, files) => {
    const bytes = files.get(name)!;
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, 20), () => response.destroy());
  },
  endless: (_name, _request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(new Uint8Array(1000)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  },
  /** Sends a part and then nothing. */
  stalled: (name, _, response, files) => {
    response.writeHead(200, { 'content-length': files.get(name)!.length });
    response.write(files.get(name)!.subarray(0, 20));
  },
  /** Takes .gz for an encoding, so that `fetch` unpacks it (as some web servers do). */
  unpacking: (name, _, response, files) => {
    const unpacked = files.get(name.replace(/\.gz$/, ''))!;
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(unpacked));
  },
} satisfies Record<string, Behaviour>;

export interface MirrorServer {
  mirror: (behaviour: keyof typeof behaviours) => string;
  /** The paths asked for so far. */
  requests: string[];
  close: () => Promise<void>;
}

/** A local web server with good and bad mirrors of the files, by default those of the tiny data set. */
export async function mirrorServer(files: Files = tinyFiles): Promise<MirrorServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const [, behaviour, name] = request.url!.split('/');
    requests.push(request.url!);
    behaviours[behaviour as keyof typeof behaviours](name, request, response, files);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    mirror: (behaviour) => `http://127.0.0.1:${port}/${behaviour}/`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
