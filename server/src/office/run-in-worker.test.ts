import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInWorker } from './run-in-worker.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-worker-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const text = 'Words enough to take a while. '.repeat(20);
const task = (segments: number, name = 'document') => ({
  task: 'write' as const,
  file: path.join(directory, `${name}.pdf`),
  document: {
    format: 'pdf' as const,
    segments: Array.from({ length: segments }, (_, index) => ({
      start_ms: index,
      end_ms: index + 1,
      speaker: null,
      text,
    })),
    options: { language: 'en', title: 'Long', with_speakers: true, with_timestamps: true },
    facts: { created: '2026-01-02T03:04:05Z' },
  },
});

describe('runInWorker', () => {
  it('ends a thread that takes too long', async () => {
    await expect(runInWorker(task(20_000), undefined, { milliseconds: 300, mebibytes: 512 })).rejects.toMatchObject({
      kind: 'service_unavailable',
      detail: expect.stringContaining('more time'),
    });
  });

  it('ends a thread that takes too much memory, and this process goes on', async () => {
    await expect(runInWorker(task(5_000), undefined, { milliseconds: 60_000, mebibytes: 24 })).rejects.toMatchObject({
      kind: 'service_unavailable',
      detail: expect.stringContaining('more memory'),
    });
  });

  it('ends a template that takes too long to look through as one that cannot be used', async () => {
    const check = { task: 'check' as const, template: Buffer.from('PK') };
    await expect(runInWorker(check, undefined, { milliseconds: 1, mebibytes: 512 })).rejects.toMatchObject({
      kind: 'template_invalid',
    });
  });

  it('does not begin what nobody waits for', async () => {
    // A file of its own: those that were ended above may have begun theirs.
    const unwanted = task(1, 'unwanted');
    await expect(runInWorker(unwanted, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(existsSync(unwanted.file)).toBe(false);
  });

  it('does several at once or one after the other', async () => {
    await Promise.all(Array.from({ length: 3 }, () => runInWorker(task(30))));
    expect(existsSync(task(1).file)).toBe(true);
  });
});
