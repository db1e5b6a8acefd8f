import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import * as client from 'tus-js-client';
import { Upload, type UploadOptions } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededBytes } from './seeded-random.ts';
import { type BadDay, startBadDay, startTwoServers, type TwoServers } from './unreliable-uploads.ts';

/**
 * The client everybody uses, over connections that a seed cuts at random bytes, to two servers that share a database and a
 * disk and of which one is killed on the way. In the end the file is the same, every time.
 */
const SEED = Number(process.env.UPLOAD_SEED ?? 20_260_801);
const BYTES = 3_000_000;
/** A killed server is back after a second or two; on a busy machine later. */
const PATIENCE_MS = 45_000;
const content = seededBytes(BYTES, SEED);

/** In the package, but not in its types. */
const { FileUrlStorage } = client as unknown as {
  FileUrlStorage: new (file: string) => NonNullable<UploadOptions['urlStorage']>;
};

let servers: TwoServers;
let directory: string;
beforeAll(async () => {
  servers = await startTwoServers();
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-clients-'));
  await writeFile(path.join(directory, 'content.bin'), content);
});
afterAll(async () => {
  await servers.stop();
  await rm(directory, { recursive: true });
});

const file = () => createReadStream(path.join(directory, 'content.bin'));

function options(day: BadDay): UploadOptions {
  return {
    endpoint: day.endpoint,
    headers: day.headers,
    metadata: { language: 'xx', filename: 'content.bin' },
    retryDelays: [0, 20, 50, 100, 200, 400, 800, 800, 800, 800, 800],
  };
}

/** Presses "try again" as a person would, when the client has given up. */
async function upload(make: () => Upload['file'], given: UploadOptions): Promise<string> {
  const deadline = Date.now() + PATIENCE_MS;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const made: Upload = new Upload(make() as never, {
    ...given,
    onSuccess: () => resolve(made.url as string),
    onError: (error) => (Date.now() < deadline ? setTimeout(() => made.start(), 200) : reject(error)),
  });
  made.start();
  return promise;
}

describe(`tus-js-client (UPLOAD_SEED=${SEED})`, () => {
  const ways: [string, () => Upload['file'], Partial<UploadOptions>][] = [
    ['in one piece', () => content, {}],
    ['in pieces, by POST only', () => content, { chunkSize: 300_000, overridePatchMethod: true }],
    ['in four parts at once', () => content, { parallelUploads: 4, chunkSize: 400_000 }],
    [
      'from a stream of unknown length',
      () => Readable.from(slices()),
      { chunkSize: 250_000, uploadLengthDeferred: true },
    ],
  ];
  it.each(ways)('%s: cut, killed, and the same', async (name, make, changes) => {
    const day = await startBadDay(servers, SEED + name.length, BYTES);
    try {
      const url = await upload(make, { ...options(day), ...changes } as UploadOptions);
      await day.expectArrived(url, content);
      expect(day.story().cuts, 'nothing happened on the way').toBeGreaterThan(1);
      expect(day.story().kills).toBe(1);
    } finally {
      await day.end();
    }
  });

  it.each([1, 3])(
    'a program that ends and begins again goes on where it was, in %i part(s)',
    async (parallelUploads) => {
      const day = await startBadDay(servers, SEED + parallelUploads, BYTES);
      const urlStorage = new FileUrlStorage(path.join(directory, `urls-${parallelUploads}.json`));
      const given = { ...options(day), urlStorage, parallelUploads, chunkSize: 200_000 } as UploadOptions;
      try {
        const enough = Promise.withResolvers<void>();
        const interrupted: Upload = new Upload(file() as never, {
          ...given,
          onProgress: (sent) => {
            if (sent > 0.4 * BYTES) enough.resolve();
          },
          onError: () => setTimeout(() => interrupted.start(), 200),
        });
        interrupted.start();
        await enough.promise;
        await interrupted.abort();

        const fresh: Upload = new Upload(file() as never, given);
        const [previous] = await fresh.findPreviousUploads();
        expect(previous, 'the addresses were kept').toBeDefined();
        const finished = Promise.withResolvers<void>();
        const deadline = Date.now() + PATIENCE_MS;
        fresh.options.onSuccess = () => finished.resolve();
        fresh.options.onError = (error) =>
          Date.now() < deadline ? setTimeout(() => fresh.start(), 200) : finished.reject(error);
        fresh.resumeFromPreviousUpload(previous as NonNullable<typeof previous>);
        fresh.start();
        await finished.promise;
        await day.expectArrived(fresh.url as string, content);
      } finally {
        await day.end();
      }
    },
  );
});

function* slices(): Generator<Buffer> {
  for (let start = 0; start < content.length; start += 64 * 1024) yield content.subarray(start, start + 64 * 1024);
}
