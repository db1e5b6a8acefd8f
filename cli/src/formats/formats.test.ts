import { spawnSync } from 'node:child_process';
import type { Result, Utterance, Word } from '@parlance/sdk';
import { describe, expect, it } from 'vitest';
import { captionRules, captionsOf, checkCaptions } from '../caption-door.ts';
import { FORMATS } from './index.ts';

/** Words of equal length one after the other; `|` is a pause of a second. */
function utterance(text: string, { start = 0, seconds = 0.4, channel = 0 } = {}): Utterance {
  let at = start;
  const result: Word[] = [];
  for (const token of text.split(' ')) {
    if (token !== '|') result.push([token, at, at + seconds, 0.9]);
    at += token === '|' ? 1 : seconds;
  }
  return { result, text: text.replaceAll(' |', ''), speaker: 'unk', sconf: 0.9, channel };
}

function resultOf(...results: Utterance[]): Result {
  const fields = { session_id: 's', status: 'done', filename: 'a.wav', media_type: 'audio', media_url: null };
  return { ...fields, duration: 60, error: null, results };
}

const LONG = `${'word '.repeat(99)}word`;

describe('formats', () => {
  const plain = resultOf(utterance('Had he married. | More.'), utterance('Yes.', { start: 5 }));

  it('txt: an utterance a line, with its channel when there are several', async () => {
    expect(await FORMATS.txt(plain)).toBe('Had he married. More.\nYes.\n');
    expect(await FORMATS.txt(resultOf(utterance('a'), utterance('b', { channel: 1 })))).toBe(
      'Channel 1: a\nChannel 2: b\n',
    );
    expect(await FORMATS.txt(resultOf())).toBe('');
  });

  it('srt: numbered blocks', async () => {
    expect(await FORMATS.srt(plain, 'en')).toBe(
      '1\n00:00:00,000 --> 00:00:01,200\nHad he married.\n\n2\n00:00:02,200 --> 00:00:03,033\nMore.\n\n' +
        '3\n00:00:05,000 --> 00:00:05,833\nYes.\n\n',
    );
    expect(await FORMATS.srt(resultOf(utterance('a --> b')), 'en')).toContain('\na -> b\n');
    expect(await FORMATS.srt(resultOf(), 'en')).toBe('');
  });

  it('vtt: a heading, and no character that means something', async () => {
    expect(await FORMATS.vtt(resultOf(utterance('R&D <b> --> x')), 'en')).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.600\nR&amp;D &lt;b&gt; --&gt; x\n\n',
    );
    expect(await FORMATS.vtt(resultOf(), 'en')).toBe('WEBVTT\n\n');
  });

  it('captions keep the rules, channels and speakers apart', async () => {
    const long = utterance(`${'She had never been there before, and '.repeat(20)}so on.`);
    const report = checkCaptions(captionsOf(resultOf(long), 'en'), captionRules('default', 'en'), 'en');
    expect(report).toMatchObject({ errors: 0, warnings: 0 });
    const channels = resultOf(utterance('a b c'), utterance('d e', { start: 0.5, channel: 1 }));
    expect(captionsOf(channels, 'en').map(({ start_ms, speaker, text }) => [start_ms, speaker, text])).toEqual([
      [0, 'Channel 1', 'a b c'],
      [500, 'Channel 2', 'd e'],
    ]);
    expect(await FORMATS.vtt(channels, 'en')).toContain('\n<v Channel 2>d e\n');
    const speakers = resultOf(
      { ...utterance('Yes.'), speaker: 'S1' },
      { ...utterance('No.', { start: 3 }), speaker: 'S2' },
    );
    expect(await FORMATS.vtt(speakers, 'en')).toContain('<v S2>No.');
    expect(await FORMATS.srt(speakers, 'en')).not.toContain('S2');
  });

  it('json: the result as it is', async () => {
    expect(JSON.parse(await FORMATS.json(plain))).toEqual(plain);
  });

  it.each(['srt', 'vtt'] as const)('%s: ffmpeg reads every cue with its times', async (format) => {
    const result = resultOf(
      utterance(LONG),
      utterance('Ben & Jerry <3', { start: 50 }),
      utterance('ä', { start: 3700 }),
    );
    const run = spawnSync(
      'ffprobe',
      [
        '-v',
        'error',
        '-f',
        format === 'vtt' ? 'webvtt' : 'srt',
        '-show_entries',
        'packet=pts_time,duration_time',
        '-of',
        'csv=p=0',
        '-',
      ],
      { input: await FORMATS[format](result, 'en'), encoding: 'utf8' },
    );
    expect(run.stderr).toBe('');
    const read = run.stdout
      .trim()
      .split('\n')
      .map((line) => line.split(',').map(Number));
    const captions = captionsOf(result, 'en');
    expect(read).toHaveLength(captions.length);
    for (const [index, { start_ms, end_ms }] of captions.entries()) {
      expect(read[index]?.[0]).toBeCloseTo(start_ms / 1_000, 2);
      expect(read[index]?.[1]).toBeCloseTo((end_ms - start_ms) / 1_000, 2);
    }
  });
});
