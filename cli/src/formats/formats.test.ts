import { spawnSync } from 'node:child_process';
import type { Result, Utterance, Word } from '@parlance/sdk';
import { describe, expect, it } from 'vitest';
import { cuesOf } from './cues.ts';
import { FORMATS } from './index.ts';
import { timestamp } from './timestamps.ts';

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

describe('timestamp', () => {
  it('has hours, minutes, seconds and milliseconds', () => {
    expect(timestamp(0, ',')).toBe('00:00:00,000');
    expect(timestamp(59.9996, '.')).toBe('00:01:00.000');
    expect(timestamp(3661.25, ',')).toBe('01:01:01,250');
    expect(timestamp(360_000, ',')).toBe('100:00:00,000');
  });
});

describe('cuesOf', () => {
  it('keeps to two lines of 42 characters and 7 seconds', () => {
    for (const seconds of [0.1, 0.4, 2]) {
      const cues = cuesOf([utterance(LONG, { seconds })]);
      expect(cues.flatMap((cue) => cue.lines).join(' ')).toBe(LONG);
      for (const { start, end, lines } of cues) {
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
        expect(end - start).toBeLessThanOrEqual(7.0001);
        expect(end).toBeGreaterThan(start);
      }
    }
  });

  it('cuts at pauses and at ends of sentences', () => {
    const texts = (text: string) => cuesOf([utterance(text)]).map((cue) => cue.lines.join(' '));
    expect(texts('one two | three four')).toEqual(['one two', 'three four']);
    expect(texts('This is a first sentence. And a second.')).toEqual(['This is a first sentence.', 'And a second.']);
    expect(texts('Yes. It is so.')).toEqual(['Yes. It is so.']);
  });

  it('cuts a full cue behind a comma of its second half', () => {
    const [first] = cuesOf([
      utterance('aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii, jjjj kkkk llll mmmm nnnn oooo pppp qqqq rrrr', {
        seconds: 0.3,
      }),
    ]);
    expect(first?.lines.at(-1)).toMatch(/iiii,$/);
  });

  it('shows short cues for a second, but never into the next one', () => {
    const cues = cuesOf([
      utterance('Hm.', { start: 0 }),
      utterance('Well.', { start: 0.6 }),
      utterance('Later.', { start: 9 }),
    ]);
    expect(cues.map(({ start, end }) => [start, end])).toEqual([
      [0, 0.6],
      [0.6, 1.6],
      [9, 10],
    ]);
  });

  it('sorts the channels by time and lets them overlap', () => {
    const cues = cuesOf([
      utterance('a b c', { start: 0 }),
      utterance('later', { start: 5 }),
      utterance('d e f', { start: 0.5, channel: 1 }),
    ]);
    expect(cues.map(({ channel, start }) => [channel, start])).toEqual([
      [0, 0],
      [1, 0.5],
      [0, 5],
    ]);
  });

  it('leaves a word wider than the screen as it is', () => {
    const wide = 'x'.repeat(60);
    expect(cuesOf([utterance(`a ${wide} b`)]).flatMap((cue) => cue.lines)).toContain(wide);
  });
});

describe('formats', () => {
  const plain = resultOf(utterance('Had he married. | More.'), utterance('Yes.', { start: 5 }));

  it('txt: an utterance a line, with its channel when there are several', () => {
    expect(FORMATS.txt(plain)).toBe('Had he married. More.\nYes.\n');
    expect(FORMATS.txt(resultOf(utterance('a'), utterance('b', { channel: 1 })))).toBe('Channel 1: a\nChannel 2: b\n');
    expect(FORMATS.txt(resultOf())).toBe('');
  });

  it('srt: numbered blocks', () => {
    expect(FORMATS.srt(plain)).toBe(
      '1\n00:00:00,000 --> 00:00:01,200\nHad he married.\n\n2\n00:00:02,200 --> 00:00:03,200\nMore.\n\n' +
        '3\n00:00:05,000 --> 00:00:06,000\nYes.\n',
    );
    expect(FORMATS.srt(resultOf(utterance('a --> b')))).toContain('\na -> b\n');
  });

  it('vtt: a heading, and no character that means something', () => {
    expect(FORMATS.vtt(resultOf(utterance('R&D <b> --> x')))).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.600\nR&amp;D &lt;b&gt; --&gt; x\n',
    );
    expect(FORMATS.vtt(resultOf(utterance('a'), utterance('b', { channel: 1 })))).toContain('\n<v Channel 2>b\n');
    expect(FORMATS.vtt(resultOf())).toBe('WEBVTT\n');
  });

  it('json: the result as it is', () => {
    expect(JSON.parse(FORMATS.json(plain))).toEqual(plain);
  });

  it.each(['srt', 'vtt'] as const)('%s: ffmpeg reads every cue with its times', (format) => {
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
      { input: FORMATS[format](result), encoding: 'utf8' },
    );
    expect(run.stderr).toBe('');
    const read = run.stdout
      .trim()
      .split('\n')
      .map((line) => line.split(',').map(Number));
    const cues = cuesOf(result.results);
    expect(read).toHaveLength(cues.length);
    for (const [index, { start, end }] of cues.entries()) {
      expect(read[index]?.[0]).toBeCloseTo(start, 2);
      expect(read[index]?.[1]).toBeCloseTo(end - start, 2);
    }
  });
});
