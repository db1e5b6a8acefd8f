import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { librivoxReadings } from './corpus/librivox.ts';
import { writeWav } from './corpus/pcm.ts';

let directory: string;
let manifest: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'parlance-eval-'));
  const [, second, , , fifth] = await librivoxReadings();
  const lines: string[] = [];
  for (const [index, reading] of [second, fifth].entries()) {
    await writeWav(path.join(directory, `${index}.wav`), reading?.samples as Int16Array);
    lines.push(JSON.stringify({ audio: `${index}.wav`, text: reading?.text }));
  }
  manifest = path.join(directory, 'readings.jsonl');
  await writeFile(manifest, lines.join('\n'));
});
afterAll(() => rm(directory, { recursive: true }));

/** The program as people run it. */
async function evaluate(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const program = path.join(import.meta.dirname, 'main.ts');
  const env = { PATH: process.env.PATH ?? '', PARLANCE_DATA_DIR: path.join(directory, 'data') };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [program, ...args], { env })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe('npm run eval', () => {
  it('judges the built-in engine on two readings, as a table, JSON and a page', { timeout: 120_000 }, async () => {
    const [json, html] = [path.join(directory, 'out.json'), path.join(directory, 'out.html')];
    const args = ['--manifest', manifest, '--model', 'en-us', '--decoders', '1', '--json', json, '--html', html];
    const { code, stdout, stderr } = await evaluate(...args);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('2 of 2') });
    expect(stdout).toMatch(/readings +en-us +16 /);

    const { runs } = JSON.parse(await readFile(json, 'utf8'));
    const [{ totals, recordings, ...run }] = runs;
    expect(run).toMatchObject({ system: 'en-us', models: ['en-us'], decoders: 1, failures: [] });
    expect(run.audio_seconds).toBeCloseTo(6.28, 1);
    expect(run.decoder_real_time_factor).toBeGreaterThan(0.01);
    expect(run.real_time_factor).toBeGreaterThan(run.decoder_real_time_factor * 0.9);
    // It hears these two well, and never quite.
    expect(totals.words).toBe(16);
    expect(totals.word_error_rate).toBeGreaterThan(0);
    expect(totals.word_error_rate).toBeLessThan(0.5);
    expect(totals.character_error_rate).toBeLessThan(totals.word_error_rate);
    for (const { edits, heard_words } of recordings) {
      const heard = edits.filter((edit: { heard: string | null }) => edit.heard !== null);
      expect(heard.length).toBeGreaterThanOrEqual(heard_words.length);
      expect(heard_words[0].start_seconds).toBeGreaterThan(0);
    }
    expect(await readFile(html, 'utf8')).toContain('<title>Word errors</title>');
  });

  it('says which recording it cannot read, and judges the others', { timeout: 120_000 }, async () => {
    const [text, broken] = [path.join(directory, 'text.wav'), path.join(directory, 'broken.jsonl')];
    await writeFile(text, 'not audio');
    await writeFile(broken, `{"audio": "text.wav", "text": "x"}\n${await readFile(manifest, 'utf8')}`);
    const { code, stdout } = await evaluate('--manifest', broken, '--engine', 'scripted', '--decoders', '1');
    // The scripted engine has no English: nothing is begun.
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const xx = path.join(directory, 'xx.jsonl');
    await writeFile(xx, (await readFile(broken, 'utf8')).replaceAll('"text":', '"language":"xx","text":'));
    const again = await evaluate('--manifest', xx, '--engine', 'scripted', '--decoders', '1');
    expect(again.code).toBe(1);
    expect(again.stdout).toMatch(/xx +scripted +16 /);
    expect(again.stdout).toContain('not transcribed, in no figure: xx, line 1 (text.wav): ');
  });

  it.each([
    ['no manifest', [], '--manifest FILE is missing'],
    ['a manifest that is not there', ['--manifest', '/none.jsonl'], 'there is no such file'],
    ['an unknown model', ['--manifest', 'MANIFEST', '--model', 'nope'], 'There is no model "nope"'],
    ['an unknown engine', ['--manifest', 'MANIFEST', '--engine', 'nope'], 'not "nope"'],
    ['an engine without models', ['--manifest', 'MANIFEST', '--engine', 'sherpa-onnx'], 'has no models'],
    ['a wrong number', ['--manifest', 'MANIFEST', '--decoders', '0'], '--decoders must be'],
    ['an unknown option', ['--manifset', 'x'], '--manifset'],
  ])('explains %s', async (_what, args, message) => {
    const { code, stdout, stderr } = await evaluate(...args.map((one) => one.replace('MANIFEST', manifest)));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('shows what can be said', async () => {
    expect(await evaluate('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--html FILE') });
  });
});
