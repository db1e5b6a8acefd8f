import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READING, startTestServer, type TestServer } from './test-server.ts';

const SAMPLES = path.join(import.meta.dirname, 'samples');
const PYTHON = spawnSync('python3', ['-c', 'import requests']).status === 0;

let server: TestServer;
let done: string;
beforeAll(async () => {
  server = await startTestServer();
  done = await server.transcribe(READING);
  await server.ended(done);
});
afterAll(() => server.stop());

/** Runs a sample of the original documentation with nothing changed but host, key and session id. */
async function run(name: string, sessionId = done): Promise<string> {
  const quote = name.endsWith('.sh') ? (text: string) => text : JSON.stringify;
  const source = (await readFile(path.join(SAMPLES, name), 'utf8'))
    .replaceAll('https://api.scriptix.io', server.url)
    .replaceAll('abc123def456', sessionId)
    .replaceAll(/YOUR_(BATCH_)?TOKEN/g, quote(server.keys.batch));
  const [command, args] = name.endsWith('.js')
    ? [process.execPath, ['--input-type=module', '-e', source]]
    : name.endsWith('.py')
      ? ['python3', ['-c', source]]
      : ['bash', ['-c', source.replace(/^curl/, 'curl --silent')]];
  const child = spawn(command as string, args as string[], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code, output).toBe(0);
  return output.trim();
}

describe('samples of the original documentation', () => {
  it('status with curl', async () => {
    expect(JSON.parse(await run('get-status.sh'))).toMatchObject({ session_id: done, status: 'completed' });
  });

  it('status with fetch', async () => {
    expect(await run('get-status.js')).toBe('Status: completed');
  });

  it('polling until complete, from before the end', async () => {
    const waiting = await server.transcribe(READING);
    const output = await run('poll-until-complete.js', waiting);
    expect(output).toMatch(/transcription complete!\nDocument ID: [0-9a-f-]{36}$/);
  });

  it('polling a failed session', async () => {
    const failing = await server.transcribe(path.join(SAMPLES, 'list.sh'));
    await server.ended(failing);
    expect(await run('poll-until-complete.js', failing)).toMatch(
      /^Error: Transcription failed: .*format.*could not be decoded/,
    );
  });

  it('polling with a timeout', async () => {
    expect(await run('poll-with-timeout.js')).toMatch(/^Success! [0-9a-f-]{36}$/);
  });

  it('polling at an adaptive interval', async () => {
    // The sample only defines the functions.
    expect(await run('poll-with-adaptive-interval.js')).toBe('');
  });

  it.runIf(PYTHON)('status and polling with Python', async () => {
    expect(await run('get-status.py')).toBe('Status: completed');
    expect(await run('poll-until-complete.py')).toMatch(/^Transcription complete!\nDocument ID: [0-9a-f-]{36}$/);
  });

  it('lists with curl, all and by status', async () => {
    expect(JSON.parse(await run('list.sh')).result.length).toBeGreaterThan(0);
    const completed = JSON.parse(await run('list-by-status.sh'));
    expect(new Set(completed.result.map((session: { status: string }) => session.status))).toEqual(
      new Set(['completed']),
    );
  });
});
