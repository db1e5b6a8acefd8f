import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { catalogueEntry, modelArchive } from '../server/test/model-archives.ts';
import { watchMemory } from './memory-sampler.ts';
import type { Benchmark } from './report.ts';

const MEGABYTES = 100;
const CLI = path.join(import.meta.dirname, '..', 'cli', 'bin', 'parlance.mjs');

/** Installing a model as people do, by the command line, from a mirror in this process. */
export const modelsBenchmark: Benchmark = {
  title: 'Installing a model',
  method:
    `Highest resident memory of \`parlance models install\` and its children (bzip2) with an archive of ${MEGABYTES} MB of random ` +
    'weights (tar.bz2), from a web server on the same machine, against the same command with an archive of 1 MB.',
  async run(note) {
    const directory = await mkdtemp(path.join(tmpdir(), 'parlance-bench-'));
    try {
      const measure = async (megabytes: number) => {
        const install = await installFrom(directory, megabytes);
        note(`${megabytes} MB: ${mebibytes(install.bytes)} in ${install.seconds.toFixed(1)} s`);
        return install;
      };
      const small = await measure(1);
      const large = await measure(MEGABYTES);
      return [
        {
          name: `memory more for ${MEGABYTES} MB, by the archive`,
          target: { at: 'most', value: 1 },
          ratio: (large.bytes - small.bytes) / (MEGABYTES * 1e6),
          ours: mebibytes(large.bytes),
          reference: mebibytes(small.bytes),
        },
      ];
    } finally {
      await rm(directory, { recursive: true });
    }
  },
};

async function installFrom(directory: string, megabytes: number): Promise<{ bytes: number; seconds: number }> {
  const archive = path.join(directory, 'some-model.tar.bz2');
  const weights = { 'model.int8.onnx': randomBytes(megabytes * 1e6), 'tokens.txt': Buffer.from('a 0\n') };
  await compress(modelArchive(weights), archive);
  const { size, sha256 } = await factsOf(archive);
  const url = 'https://models.example.org/some-model.tar.bz2';
  const entry = { ...catalogueEntry(Buffer.alloc(0), { url }), size_bytes: size, sha256 };
  const catalogue = path.join(directory, 'catalogue.json');
  await writeFile(catalogue, JSON.stringify({ format: 1, models: [entry] }));
  const mirror = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': size });
    createReadStream(archive).pipe(response);
  });
  await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
  try {
    const began = performance.now();
    const child = spawn(process.execPath, [CLI, 'models', 'install', entry.name, '--json'], {
      env: {
        PATH: process.env.PATH,
        PARLANCE_DATA_DIR: path.join(directory, `data-${megabytes}`),
        PARLANCE_MODELS_CATALOGUE: catalogue,
        PARLANCE_MODELS_MIRROR: `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const watch = watchMemory(child.pid as number);
    const [code] = await once(child, 'exit');
    const use = watch.stop();
    if (code !== 0) throw new Error(`installing ended with ${code}`);
    return { bytes: use.tree, seconds: (performance.now() - began) / 1000 };
  } finally {
    mirror.close();
    mirror.closeAllConnections();
  }
}

async function compress(content: Buffer, target: string): Promise<void> {
  const child = spawn('bzip2', ['-1', '-c'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(content);
  await writeFile(target, child.stdout);
}

async function factsOf(file: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest('hex') };
}

const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
