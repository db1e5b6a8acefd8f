import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCaptionFile } from '../caption-files.ts';

const CLI = path.join(import.meta.dirname, '../../bin/parlance.mjs');

let place: string;
beforeAll(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'parlance-captions-'));
});
afterAll(() => rm(place, { recursive: true }));

/** Runs the program in a place where there is no server to be found. */
function parlance(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, PARLANCE_DATA_DIR: path.join(place, 'nowhere') };
    const child = spawn(process.execPath, [CLI, ...args], { cwd: place, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const run = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (run.stdout += chunk));
    child.stderr.on('data', (chunk) => (run.stderr += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
  });
}

const write = (name: string, text: string | Buffer) => writeFile(path.join(place, name), text);
const LONG = 'This one line is much too long for a caption, as anybody can see who reads it.';
const BAD = `1\n00:00:01,000 --> 00:00:02,000\n${LONG}\n\n2\n00:00:01,900 --> 00:00:04,000\nOverlapping.\n`;
const GOOD =
  'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Anna>Good morning.\n\n00:00:05.000 --> 00:00:07.000\n<v Bo>Good\n<v Anna>morning.\n';

describe('check-captions', () => {
  it('reports each finding with its time and text, and ends with 1 for errors', async () => {
    await write('bad.srt', BAD);
    const { code, stdout, stderr } = await parlance('check-captions', 'bad.srt');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toBe(
      [
        `  1  00:00:01.000 → 00:00:02.000  ${LONG}`,
        '      error    a line of 78 letters, at most 42',
        '      error    still shown 100 ms after the next one begins',
        '      error    reading speed: 78 letters a second, at most 20',
        'bad.srt: 2 captions, 3 errors, 0 warnings (line_length 1, overlap 1, reading_speed 1): not passed',
        '',
      ].join('\n'),
    );
  });

  it('ends with 0 for good ones, which the profile decides', async () => {
    await write('good.vtt', GOOD);
    expect(await parlance('check-captions', 'good.vtt')).toMatchObject({
      code: 0,
      stdout:
        '  2  00:00:05.000 → 00:00:07.000  Good / morning.\n' +
        '      warning  two lines where one would do, or of very different length\n' +
        'good.vtt: 2 captions, 0 errors, 1 warning (line_balance 1): passed\n',
    });
    const strict = await parlance('check-captions', 'good.vtt', '--max-line-length', '5', '--json');
    expect(strict.code).toBe(1);
    expect(JSON.parse(strict.stdout)).toMatchObject({
      ...{ file: 'good.vtt', format: 'vtt', language: 'en', cues: 2, passed: false, repairs: [] },
      counts: { line_length: 2 },
    });
  });

  it('goes on after a file that cannot be read', async () => {
    await write('broken.ttml', '<tt');
    await write('text.txt', 'Some text.');
    const { code, stdout, stderr } = await parlance(
      'check-captions',
      'broken.ttml',
      'missing.srt',
      'text.txt',
      '.',
      'good.vtt',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}2 [\s\S]*\ngood\.vtt: 2 captions, .*: passed\n$/);
    expect(stderr).toMatch(/✗ broken\.ttml: The file is no well-formed XML/);
    expect(stderr).toMatch(/✗ missing\.srt: There is no such file\.\n/);
    expect(stderr).toMatch(/✗ text\.txt: This is plain text: it has no times to check\.\n/);
    expect(stderr).toMatch(/✗ \.: This is not a file\.\n/);
  });
});

describe('caption', () => {
  it('cuts captions anew without a server, and tells what it mended', async () => {
    await write('bad.srt', BAD);
    const { code, stdout, stderr } = await parlance('caption', 'bad.srt', '--format', 'srt', '--profile', 'bbc');
    expect(code).toBe(0);
    const text = stdout
      .replace(/^\d+$|^.*-->.*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim();
    expect(text).toBe(`${LONG} Overlapping.`);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(37);
    expect(stderr).toMatch(/^bad\.srt: 1 caption that reached into the next cut there\.\n✓ bad\.srt: \d captions, /);
  });

  it('writes every format of a result, with the times of its words', async () => {
    const result = (text: string, from: number) => ({
      result: text.split(' ').map((word, index) => [word, from + index * 0.4, from + index * 0.4 + 0.3, 0.9]),
      ...{ text, speaker: from > 3 ? 'S2' : 'S1', sconf: 0.9, channel: 0 },
    });
    await write(
      'talk.json',
      JSON.stringify({ session_id: 's', results: [result('Had he married a woman.', 0), result('Yes.', 4)] }),
    );
    for (const [format, extension] of [
      ['vtt', 'vtt'],
      ['srt', 'srt'],
      ['sbv', 'sbv'],
      ['ttml', 'ttml'],
      ['ebu-tt-d', 'xml'],
      ['stl', 'stl'],
      ['json', 'json'],
    ] as const) {
      const run = await parlance('caption', 'talk.json', '-f', format, '-o', 'out', '--speakers', '--frame-rate', '25');
      expect(run).toMatchObject({
        code: 0,
        stdout: '',
        stderr: `✓ talk.json: 2 captions, 0 errors, 0 warnings → out/talk.${extension}\n`,
      });
      const read = await readCaptionFile(path.join(place, 'out', `talk.${extension}`), 'mended');
      expect(read.format).toBe(format === 'ebu-tt-d' ? 'ttml' : format);
      expect(read.segments.map(({ start_ms, speaker, text }) => [start_ms, speaker, text])).toEqual([
        [0, 'S1', 'Had he married a woman.'],
        [4_000, 'S2', 'Yes.'],
      ]);
    }
    expect((await readFile(path.join(place, 'out', 'talk.stl'))).subarray(3, 11).toString()).toBe('STL25.01');
  });

  it('cuts languages without spaces between words', async () => {
    await write(
      'ja.srt',
      '1\n00:00:00,000 --> 00:00:20,000\n吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。\n',
    );
    const { code, stdout } = await parlance('caption', 'ja.srt', '-l', 'ja', '-f', 'srt');
    expect(code).toBe(0);
    const lines = stdout.split('\n').filter((line) => /\p{L}/u.test(line));
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(13);
    expect(lines.join('')).toMatch(/^吾輩は猫である。.*記憶している。$/);
  });

  it.each([
    [['caption'], /Name at least one file/],
    [['caption', 'a.srt', 'b.srt'], /say where they go with --output DIR/],
    [['caption', 'a.srt', '--profile', 'x'], /--profile can be default, netflix, bbc, social/],
    [['caption', 'a.srt', '--max-line-length', '0'], /--max-line-length must be a whole number of at least 1/],
    [['caption', 'a.srt', '--format', 'docx'], /--format can be vtt, srt/],
    [['check-captions'], /Name at least one file/],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await parlance(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('needs a server for media only', async () => {
    expect(await parlance('caption', 'a.mp3')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/No Parlance server/),
    });
    expect(await parlance('caption', 'a.srt')).toMatchObject({ code: 1, stderr: '✗ a.srt: There is no such file.\n' });
  });
});
