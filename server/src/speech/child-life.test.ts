import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** A server of its own process, so that it can be killed: starts two decoders and the voice activity process. */
const SERVER = `
  import { pino } from 'pino';
  import { createDecoderPool } from './decoder-pool.ts';
  import { scriptedEngine, scriptedPcm } from './recognizers/scripted.ts';
  import { createVoiceActivity } from './voice-activity.ts';
  const log = pino({ level: 'silent' });
  const signal = new AbortController().signal;
  const pool = createDecoderPool({ decoders: 2, interactiveDecoders: 0, threads: 1, log, segmentTimeoutMs: 60_000 });
  const model = scriptedEngine.findModels([])[0];
  const decode = (behaviour) =>
    pool.run({ model, signal, task: { type: 'recognize', input: { pcm: scriptedPcm(behaviour, 1000), hints: {} } } });
  const voiceActivity = createVoiceActivity({ log, niceness: 10 });
  await voiceActivity.open().analyse(Buffer.alloc(32_768));
  await decode('slow');
  decode('hang');
  await decode('speak');
  console.log('ready');
`;

describe('child processes', () => {
  it('end with the server, even when it is killed and even in the middle of native code', async () => {
    const server = spawn(process.execPath, ['--input-type=module-typescript', '-e', SERVER], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(server, 'exit').then(([code]) => Promise.reject(new Error(`it ended with code ${code}`)));
    ended.catch(() => {});
    await Promise.race([once(server.stdout, 'data'), ended]);
    const children = childrenOf(server.pid as number);
    expect(children).toHaveLength(3);
    server.kill('SIGKILL');
    await once(server, 'exit');
    await expect.poll(() => children.filter(isAlive), { timeout: 60_000 }).toEqual([]);
  });
});

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => existsSync(`/proc/${pid}/status`) && status(pid, 'PPid') === String(parent));
}

const isAlive = (pid: number) => existsSync(`/proc/${pid}/status`) && !status(pid, 'State')?.startsWith('Z');

function status(pid: number, field: string): string | undefined {
  try {
    return new RegExp(`^${field}:\\s+(.+)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
