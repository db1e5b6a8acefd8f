// For tests: a real server of its own, and a wire to it that can be cut.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..', '..');
const RECORDINGS = '/usr/share/pocketsphinx/test/data/librivox';
const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 10_000;
/** So that what came before the cut is dealt with: a cut in the middle, not before anything was read. */
const CUT_AFTER_MS = 100;

/** Seven seconds, "and mister john dashwood had then leisure to consider …". */
export const RECORDING = path.join(RECORDINGS, 'sense_and_sensibility_01_austen_64kb-0870.wav');
/** Three seconds, "he was not an ill disposed young man". */
export const SHORT_RECORDING = path.join(RECORDINGS, 'sense_and_sensibility_01_austen_64kb-0880.wav');

export interface TestServer {
  url: string;
  key: string;
  dataDir: string;
  stop(): Promise<void>;
}

/** Starts the server on a free port with an empty data directory, which is removed at the end. */
export async function startTestServer(environment: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'parlance-test-'));
  const child = spawn(process.execPath, [path.join(ROOT, 'server/src/main.ts')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      PARLANCE_DATA_DIR: dataDir,
      PARLANCE_PORT: '0',
      PARLANCE_DEMO: '0',
      PARLANCE_AUTO_INSTALL: '0',
      PARLANCE_LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    const lastResort = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await ended;
    clearTimeout(lastResort);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the server did not start:\n${output}`)), STARTS_WITHIN_MS);
      const read = (chunk: Buffer) => {
        output += chunk;
        if (!output.includes('Parlance is ready')) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', reject);
      ended.then(() => reject(new Error(`the server ended:\n${output}`)));
    });
    const { url, batch_key } = JSON.parse(await readFile(path.join(dataDir, 'first-run.json'), 'utf8'));
    return { url, key: batch_key, dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export interface Wire {
  url: string;
  /** How many connections were cut so far. */
  cuts: number;
  close(): Promise<void>;
}

/**
 * A TCP relay to `url` that cuts a connection once `cutAfterBytes` went through it towards the server, `times` times.
 *
 * @example const wire = await openWire(server.url, { cutAfterBytes: 100_000, times: 2 });
 */
export async function openWire(url: string, options: { cutAfterBytes: number; times: number }): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(Number(port), hostname);
    let bytes = 0;
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes <= options.cutAfterBytes || wire.cuts >= options.times) {
        server.write(chunk);
        return;
      }
      wire.cuts++;
      client.pause();
      setTimeout(() => client.destroy(), CUT_AFTER_MS);
    });
    server.pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const wire: Wire = {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    cuts: 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => relay.close(resolve));
    },
  };
  return wire;
}

/** A TCP relay to `url` that cuts a connection over which answers came every `everyMs` milliseconds, `times` times. */
export async function relayThatCuts(url: string, options: { everyMs: number; times: number }): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const pairs = new Set<Socket[]>();
  const relay = createServer((client) => {
    const server = connect(Number(port), hostname);
    const pair = [client, server];
    pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const timer = setInterval(() => {
    const pair = [...pairs].find(([client]) => (client?.bytesWritten ?? 0) > 0);
    if (!pair || wire.cuts >= options.times) return;
    wire.cuts++;
    for (const socket of pair) socket.destroy();
  }, options.everyMs);
  const wire: Wire = {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    cuts: 0,
    async close() {
      clearInterval(timer);
      for (const socket of [...pairs].flat()) socket.destroy();
      await new Promise((resolve) => relay.close(resolve));
    },
  };
  return wire;
}
