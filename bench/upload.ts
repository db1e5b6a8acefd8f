import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { watchMemory } from './memory-sampler.ts';
import { type Benchmark, median } from './report.ts';
import { type BenchServer, startProduct, startReference } from './server.ts';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
const SMALL = 256 * MIB;
const ROUNDS = 5;

export const uploadBenchmark: Benchmark = {
  title: 'Uploading',
  method:
    `One TUS upload of 1 GiB (creation, then one PATCH) against a raw Node server that streams a body of 1 GiB to a file on the ` +
    `same disk; the same client, in turn, median of ${ROUNDS} rounds. Memory: the highest of the server process during the ` +
    'uploads against as many uploads of 256 MiB.',
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    // Without the worker: what follows an upload is measured elsewhere.
    const product = await startProduct({ PARLANCE_ROLES: 'api' });
    const reference = await startReference('upload.reference.ts', [directory]);
    try {
      const rounds = { ours: [] as number[], raw: [] as number[] };
      await send('PUT', reference.url, 16 * MIB, {});
      const small = watchMemory(product.pid);
      for (let round = 0; round < ROUNDS; round++) {
        await uploadTus(product, SMALL);
        await removeUploads(product);
      }
      const highestOfSmall = small.stop().own;
      const watch = watchMemory(product.pid);
      for (let round = 0; round < ROUNDS; round++) {
        rounds.ours.push(await uploadTus(product, GIB));
        rounds.raw.push(await send('PUT', reference.url, GIB, {}));
        note(`round ${round + 1}: ${rounds.ours[round]?.toFixed(2)} s / ${rounds.raw[round]?.toFixed(2)} s`);
        await removeUploads(product);
      }
      const highest = watch.stop().own;
      const [ours, raw] = [median(rounds.ours), median(rounds.raw)];
      return [
        {
          name: '1 GiB by TUS, speed of a raw stream to disk',
          target: { at: 'least', value: 0.65 },
          ratio: raw / ours,
          ours: `${(1024 / ours).toFixed(0)} MiB/s`,
          reference: `${(1024 / raw).toFixed(0)} MiB/s`,
        },
        {
          name: 'server memory uploading 1 GiB, of uploading 256 MiB',
          target: { at: 'most', value: 1.1 },
          ratio: highest / highestOfSmall,
          ours: `${(highest / MIB).toFixed(0)} MiB`,
          reference: `${(highestOfSmall / MIB).toFixed(0)} MiB`,
        },
      ];
    } finally {
      await reference.stop();
      await product.stop();
      await rm(directory, { recursive: true });
    }
  },
};

/** The files of earlier rounds would fill a small disk; nothing waits for them, as there is no worker. */
async function removeUploads(product: BenchServer): Promise<void> {
  const uploads = path.join(product.dataDir, 'storage', 'uploads');
  await rm(uploads, { recursive: true, force: true });
  await mkdir(uploads);
}

/** @returns seconds of the PATCH */
export async function uploadTus(product: BenchServer, bytes: number): Promise<number> {
  const headers = { 'x-zoom-s2t-key': product.key, 'tus-resumable': '1.0.0' };
  const created = await fetch(`${product.url}/api/v3/files/`, {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(bytes),
      'upload-metadata': `language ${Buffer.from('en').toString('base64')}`,
    },
  });
  if (created.status !== 201) throw new Error(await created.text());
  return send('PATCH', created.headers.get('location') as string, bytes, {
    ...headers,
    'upload-offset': '0',
    'content-type': 'application/offset+octet-stream',
  });
}

async function send(method: string, url: string, bytes: number, headers: Record<string, string>): Promise<number> {
  const block = randomBytes(MIB);
  const body = Readable.from(
    (function* () {
      for (let sent = 0; sent < bytes; sent += block.length)
        yield block.subarray(0, Math.min(block.length, bytes - sent));
    })(),
  );
  const started = performance.now();
  const status = await new Promise<number>((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers, 'content-length': String(bytes) } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', reject);
    pipeline(body, outgoing).catch(reject);
  });
  if (status !== 204) throw new Error(`${method} ${url} answered ${status}`);
  return (performance.now() - started) / 1000;
}
