import { checkRecords, pixelBytes, readRecords } from './cifar.js';
import type { Dataset, Split } from './dataset.js';
import type { FetchedFile } from './files/fetched-file.js';
import { folder } from './files/folder.js';
import { checkFolders, obtainOptions, shelfFor, type LoadOptions } from './files/load-options.js';
import { contentOf, obtain, type ObtainedFile } from './files/obtain.js';
import type { ExactForm, PublishedFile } from './files/published-file.js';
import { sha256 } from './sha256.js';
import { tarMembers } from './tar-members.js';

/** A data set published as one .tar.gz of files in CIFAR-10's binary format. */
export interface CifarPublication {
  /** Everything of the data set but its images, labels and what is found out about them. */
  description: Omit<Dataset, 'sha256' | 'verified' | 'train' | 'test'>;
  /** What its folder in the cache is called. */
  folder: string;
  /** Addresses of folders that hold the archive. */
  mirrors: readonly string[];
  archive: ExactForm;
  /** What the archive is called without its .gz. */
  tarName: string;
  /** The folder that the archive unpacks to. */
  unpackedFolder: string;
  train: readonly ExactForm[];
  test: readonly ExactForm[];
  /** The file in the archive with the names of the classes, one a line. */
  classNamesFile: string;
}

export interface CifarOptions extends LoadOptions {
  /** The `name` of a data set read from an unpacked copy that differs from the published files. */
  copyName?: string;
}

/** The unpacked files, wherever they come from. */
interface Source {
  /** What to call a file of it in messages. */
  locate: (name: string) => string;
  read: (name: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** True where what is read is known to be what was published. */
  published: boolean;
}

/** Finds or downloads the files, checks them and reads them. */
export async function loadCifarDataset(
  publication: CifarPublication,
  options: CifarOptions,
): Promise<Dataset> {
  const source = (await unpackedIn(options, publication)) ?? (await archived(publication, options));
  await checkClassNames(source, publication);

  const { description } = publication;
  const imageBytes = pixelBytes(description.imageShape);
  const trainSize = recordCount(publication.train, publication);
  const testSize = recordCount(publication.test, publication);
  // One array for all of the data set, so that it can be hashed without a copy.
  const whole = new Uint8Array((trainSize + testSize) * (imageBytes + 1));
  const trainBytes = trainSize * (imageBytes + 1);
  const train = splitIn(whole.subarray(0, trainBytes), trainSize, imageBytes);
  const test = splitIn(whole.subarray(trainBytes), testSize, imageBytes);
  const differing = [
    ...(await readSplit(publication.train, train, source, publication, options)),
    ...(await readSplit(publication.test, test, source, publication, options)),
  ];

  const verified = differing.length === 0;
  if (!verified) warnOfCopy(differing, source, publication, options);
  const { copyName = `${description.name} (unverified copy)` } = options;
  return {
    ...structuredClone(description),
    ...(verified ? {} : { name: copyName }),
    sha256: await sha256(whole),
    verified,
    train,
    test,
  };
}

/** A split whose images, and after them labels, fill the given bytes. */
function splitIn(bytes: Uint8Array, size: number, imageBytes: number): Split {
  return { images: bytes.subarray(0, size * imageBytes), labels: bytes.subarray(size * imageBytes), size };
}

/** Reads the files into the split, one after the other, and gives the names of those that are not the published ones. */
async function readSplit(
  files: readonly ExactForm[],
  { images, labels }: Split,
  source: Source,
  publication: CifarPublication,
  { signal }: CifarOptions,
): Promise<string[]> {
  const { imageShape } = publication.description;
  const differing: string[] = [];
  let done = 0;
  for (const form of files) {
    signal?.throwIfAborted();
    const { bytes, records, published } = await checkedFile(form, source, publication);
    if (!published) differing.push(form.name);
    readRecords(bytes, imageShape, images.subarray(done * pixelBytes(imageShape)), labels.subarray(done));
    done += records;
  }
  return differing;
}

/** Finds or downloads the files, checks them and says where they are: the archive, or the unpacked files. */
export async function fetchCifarFiles(
  publication: CifarPublication,
  options: CifarOptions,
): Promise<FetchedFile[]> {
  const source = await unpackedIn(options, publication);
  if (!source) {
    const {
      bytes,
      form,
      path = form.name,
      source: address,
    } = await obtainArchive(publication, options, true);
    return [{ name: form.name, path, bytes: bytes.length, ...(address ? { source: address } : {}) }];
  }
  await checkClassNames(source, publication);
  const fetched: FetchedFile[] = [];
  const differing: string[] = [];
  for (const form of [...publication.train, ...publication.test]) {
    const { bytes, published } = await checkedFile(form, source, publication);
    if (!published) differing.push(form.name);
    fetched.push({ name: form.name, path: source.locate(form.name), bytes: bytes.length });
  }
  if (differing.length > 0) warnOfCopy(differing, source, publication, options);
  return fetched;
}

/**
 * The unpacked files in the folder named by the user, or in the one that the archive unpacks to inside it; undefined where
 * there are none.
 */
async function unpackedIn(
  { dataDir, cacheDir }: CifarOptions,
  publication: CifarPublication,
): Promise<Source | undefined> {
  checkFolders({ dataDir, cacheDir });
  if (dataDir === undefined) return undefined;
  const files = [...publication.train, ...publication.test].map(({ name }) => name);
  for (const directory of [dataDir, `${dataDir}/${publication.unpackedFolder}`]) {
    const place = folder(directory);
    const there = new Set(await place.names());
    const missing = files.filter((name) => !there.has(name));
    if (missing.length === files.length) continue;
    if (missing.length > 0) {
      throw new Error(
        `${place.locate('.')} holds some of the unpacked files of ${publication.description.name}, but not ` +
          `${missing.join(', ')}. Add what is missing, or remove the others to have the archive used or downloaded.`,
      );
    }
    return { locate: (name) => place.locate(name), read: (name) => place.read(name), published: false };
  }
  return undefined;
}

async function archived(publication: CifarPublication, options: CifarOptions): Promise<Source> {
  const { content, place } = await archiveContent(publication, options);
  const members = tarMembers(content, place);
  return {
    locate: (name) => `${place}: ${name}`,
    read: (name) => Promise.resolve(members.get(name)),
    published: true,
  };
}

/** Apart from `archived`, so that the packed bytes can be freed before the unpacked ones are read. */
async function archiveContent(publication: CifarPublication, options: CifarOptions) {
  const obtained = await obtainArchive(publication, options, false);
  const content = await contentOf(obtained, archiveFile(publication));
  return { content, place: obtained.path ?? obtained.form.name };
}

async function obtainArchive(
  publication: CifarPublication,
  options: CifarOptions,
  mustKeep: boolean,
): Promise<ObtainedFile> {
  const shelf = await shelfFor(publication.folder, options, mustKeep);
  return obtain(archiveFile(publication), shelf, obtainOptions(options, publication.mirrors));
}

/** Headers, padding and small files of a tar archive together take less than this. */
const TAR_OVERHEAD = 1 << 20;

function archiveFile(publication: CifarPublication): PublishedFile {
  const files = [...publication.train, ...publication.test];
  const mostBytes = files.reduce((sum, { bytes }) => sum + bytes, TAR_OVERHEAD);
  return {
    packed: publication.archive,
    unpacked: { name: publication.tarName, mostBytes },
    async check(bytes, name) {
      const members = tarMembers(bytes, name);
      const source: Source = {
        locate: (member) => `${name}: ${member}`,
        read: (member) => Promise.resolve(members.get(member)),
        published: false,
      };
      for (const form of files) {
        const { published } = await checkedFile(form, source, publication);
        if (!published) throw new Error(`${source.locate(form.name)} is not the published file.`);
      }
    },
  };
}

interface CheckedFile {
  bytes: Uint8Array<ArrayBuffer>;
  records: number;
  /** Whether it is the published file and not another of the same form. */
  published: boolean;
}

async function checkedFile(
  form: ExactForm,
  source: Source,
  { description }: CifarPublication,
): Promise<CheckedFile> {
  const name = source.locate(form.name);
  const bytes = await source.read(form.name);
  if (!bytes) throw new Error(`${name} is missing.`);
  if (bytes.length !== form.bytes) {
    const fault = bytes.length < form.bytes ? 'truncated' : 'oversized';
    throw new Error(`${name} is ${fault}: ${bytes.length} bytes; expected ${form.bytes}.`);
  }
  const records = checkRecords({ name, bytes }, description.imageShape, description.classNames.length);
  return { bytes, records, published: source.published || (await sha256(bytes)) === form.sha256 };
}

/** Labels mean what the list of class names says; a folder may lack it. */
async function checkClassNames(
  source: Source,
  { classNamesFile, description }: CifarPublication,
): Promise<void> {
  const bytes = await source.read(classNamesFile);
  if (!bytes) return;
  const found = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const { classNames } = description;
  if (found.join() !== classNames.join()) {
    throw new Error(
      `${source.locate(classNamesFile)} names the classes ${found.join(', ')}; expected ${classNames.join(', ')}.`,
    );
  }
}

function recordCount(files: readonly ExactForm[], { description }: CifarPublication): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0) / (1 + pixelBytes(description.imageShape));
}

function warnOfCopy(
  differing: string[],
  source: Source,
  { description }: CifarPublication,
  { onWarning = (message) => console.warn(message) }: CifarOptions,
): void {
  onWarning(
    `${source.locate('.')} holds a copy of ${description.name} that is not the published one: the SHA-256 of ` +
      `${differing.join(', ')} differ. The data set is marked as unverified.`,
  );
}
