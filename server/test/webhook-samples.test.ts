import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './server-process.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** The receivers of docs/webhooks.md, run as they are printed there. */
const ROOT = path.join(import.meta.dirname, '..', '..');
const WEBHOOKS = '/api/v3/organization/webhooks';
const PYTHON = spawnSync('python3', ['--version']).status === 0;

let server: TestServer;
let secret: string;
let samples: { language: string; source: string }[];
let running: ChildProcess | undefined;
beforeAll(async () => {
  const page = await readFile(path.join(ROOT, 'docs', 'webhooks.md'), 'utf8');
  samples = [...page.matchAll(/```(js|python)\n(.*?)```/gs)].map(([, language = '', source = '']) => ({
    language,
    source,
  }));
  server = await startTestServer({ PARLANCE_OUTBOUND_ALLOW: '127.0.0.1' });
  secret = (await call('POST', `${WEBHOOKS}/secret`)).secret;
});
afterEach(async () => {
  if (!running || running.exitCode !== null) return;
  const ended = once(running, 'exit');
  running.kill();
  await ended;
});
afterAll(() => server.stop());

const call = async (method: string, target: string, json?: unknown) =>
  (await server.call(method, target, { key: server.keys.batch, ...(json ? { json } : {}) })).body;

/** Starts a sample and returns its port once it listens, and what it prints. */
async function start({ language, source }: (typeof samples)[number], environment: Record<string, string>) {
  const port = await freePort();
  const [command, args] =
    language === 'js'
      ? [process.execPath, ['--input-type=module', '-e', source]]
      : ['python3', ['-W', 'ignore', '-c', source]];
  const child = spawn(command as string, args as string[], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let printed = '';
  child.stdout?.on('data', (part) => {
    printed += part;
  });
  child.stderr?.resume();
  const listens = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket.end() && true)).on('error', () => resolve(false));
    });
  await expect.poll(listens, { timeout: 60_000, interval: 50 }).toBe(true);
  return { port, printed: () => printed };
}

async function testAt(port: number) {
  const { id } = await call('POST', WEBHOOKS, { url: `http://127.0.0.1:${port}/hook`, events: ['document.created'] });
  return call('POST', `${WEBHOOKS}/${id}/test`);
}

describe.each([
  [0, 'Node with standardwebhooks', 'js'],
  [1, 'Node by X-Scriptix-Signature', 'js'],
  [2, 'Python by webhook-signature', 'python'],
])('sample %i of docs/webhooks.md: %s', (index, _, language) => {
  it.runIf(language === 'js' || PYTHON)(
    'takes what Parlance signs, and refuses what another secret signed',
    async () => {
      const sample = samples[index] as (typeof samples)[number];
      expect(sample.language).toBe(language);
      const knowing = await start(sample, { WEBHOOK_SECRET: secret });
      expect(await testAt(knowing.port)).toMatchObject({ status: 'delivered', last_attempt: { response_status: 204 } });
      await expect.poll(knowing.printed).toMatch(/^webhook\.test\b/);
      running?.kill();

      const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
      const ignorant = await start(sample, { WEBHOOK_SECRET: other });
      expect(await testAt(ignorant.port)).toMatchObject({
        status: 'abandoned',
        last_attempt: { response_status: 401 },
      });
      expect(ignorant.printed()).toBe('');
    },
  );
});
