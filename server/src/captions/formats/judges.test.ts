// What we write, read by parties we did not write.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { fromXML } from 'imsc/src/main/js/doc.js';
import { generateISD } from 'imsc/src/main/js/isd.js';
import { describe, expect, it } from 'vitest';
import { type VttNode, WebVTTParser } from 'webvtt-parser';
import { SAMPLE } from '../../../test/captions/golden.ts';
import { readCaptions } from './read-captions.ts';
import { linesOf, type Segment, textWithSpeaker } from './segment.ts';
import { writeSrt } from './srt.ts';
import { writeTtml } from './ttml.ts';
import { writeVtt } from './vtt.ts';

const options = { language: 'en', title: 'A <title> & more', with_speakers: true, with_timestamps: true };
const join = (parts: Iterable<string>) => [...parts].join('');

const anyText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.stringMatching(/^[a-z]{1,9}[,.?!]?$/) },
      fc.constantFrom(
        '-->',
        '<i>',
        '</v>',
        '<v Bob>',
        '&lt;',
        '&',
        'NOTE',
        '\n',
        '\nNOTE',
        '\nSTYLE',
        'WEBVTT',
        '5 > 3',
        '\n17\n',
      ),
      fc.constantFrom('مرحبا', 'שלום', '東京', '👩‍👩‍👧', 'e\u0301', '\u200f', ']]>', '<!--', '00:00:01.000'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((words) => words.join(' '));
/** Apart from one another, as every format and judge agrees on. */
const anySegments = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 90_000 }),
      duration: fc.integer({ min: 1, max: 9_000 }),
      text: anyText,
      speaker: fc.constantFrom(null, null, 'S1', 'Anna & <Bo>', 'naïve "x"'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) => {
    let at = 0;
    return all.map(({ gap, duration, ...rest }): Segment => {
      const start_ms = at + gap;
      at = start_ms + duration;
      return { start_ms, end_ms: at, ...rest };
    });
  });

interface Shown {
  start_ms: number;
  end_ms: number;
  text: string;
}

/** What is to be seen: lines without what no file can hold, and without captions of nothing. */
const tidy = (text: string) =>
  linesOf(text.toWellFormed().replace(/[\ufffe\uffff]/g, '\ufffd'))
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');

const expected = (segments: readonly Segment[], textOf = ({ text }: Segment) => text): Shown[] =>
  segments
    .filter(({ text, speaker }) => linesOf(textOf({ text, speaker, start_ms: 0, end_ms: 1 })).length > 0)
    .map((segment) => ({ start_ms: segment.start_ms, end_ms: segment.end_ms, text: tidy(textOf(segment)) }));

describe('webvtt-parser, the validator of the W3C', () => {
  // Without the table of HTML it knows references without their semicolon only.
  const ENTITIES = createRequire(import.meta.url)('webvtt-parser/html-entities.json');
  const plainText = (nodes: readonly VttNode[] = []): string =>
    nodes.map(({ type, value, children }) => (type === 'text' ? value : plainText(children))).join('');
  const voice = (nodes: readonly VttNode[]) => nodes.find(({ name }) => name === 'v')?.value ?? null;

  const judge = (segments: readonly Segment[]) => {
    const { cues, errors } = new WebVTTParser(ENTITIES).parse(
      join(writeVtt(segments, options)),
      'subtitles/captions/descriptions',
    );
    expect(errors).toEqual([]);
    const ms = (seconds: number) => Math.round(seconds * 1_000);
    expect(
      cues.map((cue) => ({
        start_ms: ms(cue.startTime),
        end_ms: ms(cue.endTime),
        text: tidy(plainText(cue.tree.children)),
      })),
    ).toEqual(expected(segments));
    return cues.map((cue) => voice(cue.tree.children));
  };

  it('finds no fault, and the same captions and voices', () => {
    expect(judge(SAMPLE)).toEqual(SAMPLE.map(({ speaker }) => speaker));
  });

  it('whatever is said', () => {
    fc.assert(
      fc.property(anySegments, (segments) => {
        judge(segments);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});

describe.each(['imsc1.1', 'ebu-tt-d'] as const)('imsc, the reference renderer, of %s', (profile) => {
  const judge = (segments: readonly Segment[]) => {
    const said: string[] = [];
    const say = (message: string) => said.push(message) < 0;
    const errors = { info: say, warn: say, error: say, fatal: say };
    const document = fromXML(join(writeTtml(segments, { ...options, profile })), errors);
    expect(said).toEqual([]);
    if (!document) throw new Error('no document');
    const text = (node: ImscNode): string =>
      node.kind === 'br' ? '\n' : (node.text ?? '') + (node.contents ?? []).map(text).join('');
    const shownAt = (seconds: number) => tidy(text(generateISD(document, seconds, errors)));
    const events = document.getMediaTimeEvents();
    for (const { start_ms, end_ms, text } of expected(segments, (segment) => textWithSpeaker(segment, options))) {
      const [begin, end] = [start_ms, end_ms].map((ms) => events.find((event) => Math.abs(event * 1_000 - ms) < 0.01));
      expect([begin, end]).not.toContain(undefined);
      expect(shownAt(begin as number)).toBe(text);
      expect(shownAt((start_ms + end_ms) / 2_000)).toBe(text);
    }
    expect(shownAt(((segments.at(-1) as Segment).end_ms + 1) / 1_000)).toBe('');
    expect(said).toEqual([]);
  };

  it('shows the same text at the same times', () => judge(SAMPLE));

  it.each([
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['en', 'ltr'],
  ])('%s runs %s', (language, direction) => {
    const quiet = () => false;
    const errors = { info: quiet, warn: quiet, error: quiet, fatal: quiet };
    const document = fromXML(join(writeTtml(SAMPLE, { ...options, language, profile })), errors);
    const directions: unknown[] = [];
    const visit = ({ kind, styleAttrs, contents }: ImscNode) => {
      if (kind === 'p') directions.push(styleAttrs?.['http://www.w3.org/ns/ttml#styling direction']);
      contents?.forEach(visit);
    };
    visit(generateISD(document as NonNullable<typeof document>, 1, errors));
    expect(directions).toEqual([direction]);
  });

  it('whatever is said', () => {
    fc.assert(fc.property(anySegments, judge), { numRuns: 40, seed: 4 });
  });
});

describe('ffmpeg', () => {
  const DEMUXERS = { srt: 'srt', vtt: 'webvtt' };
  const ffmpeg = (from: 'srt' | 'vtt', to: 'srt' | 'vtt', file: string) => {
    const run = spawnSync(
      'ffmpeg',
      ['-v', 'warning', '-nostdin', '-f', DEMUXERS[from], '-i', 'pipe:', '-f', DEMUXERS[to], 'pipe:'],
      { input: file },
    );
    expect(run.stderr.toString()).toBe('');
    return run.stdout;
  };
  const WRITERS = { srt: writeSrt, vtt: writeVtt };
  /**
   * Without what gets lost on the way whoever writes it: SRT has no way to say `<here>`, and inside ffmpeg braces are signs of
   * SubStation Alpha.
   */
  const segments = SAMPLE.map((segment) => ({
    ...segment,
    text: segment.text.replace(/[{}]/g, '').replace('<here>', 'here').replaceAll('-->', '->'),
  }));

  it.each([
    ['srt', 'vtt'],
    ['vtt', 'srt'],
    ['srt', 'srt'],
    ['vtt', 'vtt'],
  ] as const)('reads our %s and makes %s of it with the same texts and times', (from, to) => {
    const written = join(WRITERS[from](segments, { ...options, with_speakers: false }));
    const read = readCaptions(ffmpeg(from, to, written));
    expect(read.repairs).toEqual([]);
    expect(read.segments.map((one) => ({ ...one, text: one.text.normalize('NFC') }))).toEqual(
      segments.map((one) => ({ ...one, speaker: null, text: one.text.normalize('NFC') })),
    );
  });
});
