// Whatever bytes somebody imports: captions in order with a word about what was mended, or one clear error, in time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenFiles } from '../../../test/captions/golden.ts';
import { type ReadCaptions, readCaptions } from './read-captions.ts';
import { MOST_SEGMENTS } from './segment.ts';

const SENTENCE = /^[A-Z0-9].*\.$/su;
const JSON_DOCUMENT = {
  ...{ document_type: 'document', version: 1, metadata: { language: 'en', speakers: { S1: 'Anna' } } },
  content: {
    paragraphs: [
      {
        id: 'a',
        start: 0,
        stop: 900,
        speaker: 'S1',
        text: 'Good morning.',
        words: [
          ['Good', 0, 400, 0.9],
          ['morning.', 400, 900, null],
        ],
      },
      { id: 'b', start: 1_000, stop: 1_900, speaker: null, text: 'Yes.', words: [] },
    ],
  },
};

/** A reader's promise, whatever it is given. */
function judge(bytes: Uint8Array): ReadCaptions | undefined {
  let read: ReadCaptions;
  try {
    read = readCaptions(bytes);
  } catch (error) {
    expect(error).toMatchObject({ kind: 'import_invalid', detail: expect.stringMatching(SENTENCE) });
    return undefined;
  }
  expect(read.segments.length).toBeGreaterThan(0);
  let at = 0;
  for (const { start_ms, end_ms, text, speaker, words } of read.segments) {
    expect(Number.isInteger(start_ms) && Number.isInteger(end_ms)).toBe(true);
    expect(start_ms).toBeGreaterThanOrEqual(at);
    expect(end_ms).toBeGreaterThan(start_ms);
    expect(text.trim()).not.toBe('');
    expect(`${text}${speaker}`).not.toMatch(/[\p{Cc}--\n]/v);
    expect(`${text}${speaker}`.isWellFormed()).toBe(true);
    for (const [word, start, end] of words ?? []) {
      expect(word).not.toBe('');
      expect(start >= start_ms && end <= end_ms).toBe(true);
    }
    at = start_ms;
  }
  for (const repair of read.repairs) expect(repair).toMatch(SENTENCE);
  return read;
}

const GOOD: [string, Buffer][] = [
  ...[...goldenFiles()].filter(([name]) => !/html|csv/.test(name)),
  ['document.json', Buffer.from(JSON.stringify(JSON_DOCUMENT, null, 1))],
];

/** What happens to files: bytes turn over, pieces go missing or come twice, numbers grow, encodings change. */
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.nat({ max: 300 }) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat(), length: fc.nat({ max: 300 }) }),
  fc.record({
    kind: fc.constant('put' as const),
    at: fc.nat(),
    text: fc.constantFrom(
      '-',
      '9'.repeat(400),
      '\0',
      '-->',
      '<p>',
      '</p>',
      '&x;',
      '\n\n',
      '"',
      '[',
      '{',
      '\u2028',
      '<v ',
      '1e999',
      ':',
    ),
  }),
  fc.record({ kind: fc.constant('utf16' as const), mark: fc.boolean(), swap: fc.boolean() }),
  fc.record({ kind: fc.constant('latin1' as const) }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(bytes: Buffer, change: Mutation): Buffer {
  const at = 'at' in change ? change.at % Math.max(1, bytes.length) : 0;
  switch (change.kind) {
    case 'flip': {
      const copy = Buffer.from(bytes);
      copy[at] = change.value;
      return copy;
    }
    case 'cut':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + change.length)]);
    case 'end':
      return bytes.subarray(0, at);
    case 'double':
      return Buffer.concat([bytes.subarray(0, at + change.length), bytes.subarray(at)]);
    case 'put':
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(change.text), bytes.subarray(at)]);
    case 'utf16': {
      const text = Buffer.from(`${change.mark ? '\ufeff' : ''}${bytes.toString('utf8')}`, 'utf16le');
      return change.swap ? text.swap16() : text;
    }
    case 'latin1':
      return Buffer.from(bytes.toString('utf8'), 'latin1');
  }
}

it.each(GOOD)('%s, however damaged', (_name, good) => {
  expect(judge(good)).toBeDefined();
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (changes) => {
      judge(changes.reduce(mutate, good));
    }),
    { numRuns: 300, seed: 7 },
  );
});

describe('says what it made of', () => {
  const srt = (...blocks: string[]) => Buffer.from(blocks.map((block, index) => `${index + 1}\n${block}\n\n`).join(''));
  it.each<[string, Uint8Array, RegExp, string]>([
    [
      'negative times',
      srt('-00:00:01,000 --> 00:00:01,000\na', '-00:00:02,000 --> -00:00:01,000\nb'),
      /before the beginning cut.*before the beginning left out/s,
      'a',
    ],
    [
      'times beyond all',
      srt('00:00:01,000 --> 00:00:02,000\na', '99999999:00:00,000 --> 99999999:00:01,000\nb'),
      /later than 100 hours left out/,
      'a',
    ],
    ['ends beyond all', srt('00:00:01,000 --> 99999999:00:02,000\na'), /ended later than 100 hours cut/, 'a'],
    [
      'times that are none',
      srt('00:00:01,000 --> 00:00:02,000\na', '00:99:01,000 --> 00:99:02,000\nb'),
      /1 caption with times that cannot be read/,
      'a',
    ],
    ['no duration', srt('00:00:01,000 --> 00:00:01,000\na'), /without an end of their own/, 'a'],
    ['NUL', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\né\0\n'), /Zero bytes/, 'é'],
    ['cut UTF-16', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\naé\n', 'utf16le').subarray(0, -1), /UTF-16/, 'aé'],
    [
      'no empty line before a cue',
      Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\na\n00:03.000 --> 00:04.000\nb\n'),
      /^$/,
      'a|b',
    ],
    [
      'NOTE within a cue',
      Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\na\nNOTE b\n\nNOTE c\nd\n\nSTYLE\n::cue{}\n'),
      /^$/,
      'a\nNOTE b',
    ],
    [
      'lines of nothing',
      Buffer.from('WEBVTT\n\nlost\nlines\n\nid\n00:01.000 --> 00:02.000\na\n\nmore\n'),
      /3 lines that belong to no caption/,
      'a',
    ],
    [
      'TTML with odd times',
      Buffer.from(
        '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="soon" end="2s">a</p><p begin="-5s" end="3s">b</p></div></body></tt>',
      ),
      /1 times that cannot be read.*began before the beginning/s,
      'a|b',
    ],
  ])('%s', (_what, bytes, repairs, texts) => {
    const read = judge(bytes);
    expect(read?.segments.map(({ text }) => text).join('|')).toBe(texts);
    expect(read?.repairs.join('\n')).toMatch(repairs);
  });
});

describe('in time and memory', () => {
  const MIB = 1024 * 1024;
  const fill = (piece: string, bytes: number, head = '', tail = '') =>
    Buffer.from(head + piece.repeat(Math.ceil(bytes / Buffer.byteLength(piece))) + tail);
  const tt = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div>';

  /** The time of twice the file is about twice the time, not four times; noise on a busy machine may double it again. */
  it.each<[string, (bytes: number) => Buffer]>([
    ['empty lines', (bytes) => fill('\n', bytes)],
    ['empty lines of WebVTT', (bytes) => fill('\n', bytes, 'WEBVTT\n')],
    ['spaces', (bytes) => fill(' ', bytes, '1\n00:00:01,000 --> 00:00:02,000\n')],
    ['open tags', (bytes) => fill('<v a', bytes, 'WEBVTT\n\n00:01.000 --> 00:02.000\n')],
    ['open brackets', (bytes) => fill('<b<', bytes, 'WEBVTT\n\n00:01.000 --> 00:02.000\n')],
    ['tags of SubRip', (bytes) => fill('<font ', bytes, '1\n00:00:01,000 --> 00:00:02,000\n')],
    ['braces', (bytes) => fill('{\\', bytes, '1\n00:00:01,000 --> 00:00:02,000\n')],
    ['arrows', (bytes) => fill('-->', bytes)],
    ['dashes', (bytes) => fill('-', bytes, '1\n', '>')],
    ['notes', (bytes) => fill('NOTE\n \n', bytes, 'WEBVTT\n\n')],
    [
      'spans of one paragraph',
      (bytes) => fill('<span begin="1s">a</span>', bytes, `${tt}<p begin="1s" end="9s">`, '</p></div></body></tt>'),
    ],
    ['blank spans', (bytes) => fill('<span begin="1s"> </span>', bytes, `${tt}<p>`, '</p></div></body></tt>')],
    ['attributes', (bytes) => fill('a="1" ', bytes, '<tt xmlns="http://www.w3.org/ns/ttml" ')],
    ['brackets of JSON', (bytes) => fill('[', bytes)],
    ['lists of JSON', (bytes) => fill('[],', bytes, '[', '[]]')],
    ['names', (bytes) => fill('A: ', bytes)],
    ['bracketed times', (bytes) => fill('[00:01] ', bytes)],
    ['one line of text', (bytes) => fill('word ', bytes)],
    [
      'blocks of STL without ends',
      (bytes) => Buffer.concat([Buffer.from('850STL25.01'.padEnd(1_024)), Buffer.alloc(bytes, 0x61)]),
    ],
  ])('%s', (_what, make) => {
    const took = (bytes: number) => {
      const file = make(bytes);
      const started = performance.now();
      judge(file);
      return performance.now() - started;
    };
    took(0.25 * MIB);
    const [one, four] = [Math.min(took(0.5 * MIB), took(0.5 * MIB)), Math.min(took(2 * MIB), took(2 * MIB))];
    expect(four).toBeLessThan(8 * one + 200);
  });

  it('a caption that is a book is refused', () => {
    const book = fill('All work and no play. ', 200_000, '1\n00:00:01,000 --> 00:00:02,000\n');
    expect(() => readCaptions(book)).toThrow(
      expect.objectContaining({ detail: 'A caption holds more than 100000 characters, from 00:00:01.000 on.' }),
    );
  });

  it.each<[string, () => Buffer, RegExp | undefined]>([
    [
      'long captions',
      () => fill(`00:00:01,000 --> 00:00:02,000\n${'All work and no play. '.repeat(20)}\n\n`, 50 * MIB),
      undefined,
    ],
    ['short captions', () => fill('0:0:1-->0:0:2\na\n', 50 * MIB), new RegExp(`more than ${MOST_SEGMENTS}`)],
    [
      'TTML',
      () =>
        fill(
          '<p begin="1s" end="2s">All work and no play, and more of the same, again and again, until the line is full.<br/>And then another line that is just as long as the first one was, and nothing else at all in it, but words, words, words.</p>',
          45 * MIB,
          tt,
          '</div></body></tt>',
        ),
      undefined,
    ],
  ])('50 MB of %s', (_what, make, refused) => {
    const file = make();
    const before = process.memoryUsage().rss;
    const started = performance.now();
    if (refused)
      expect(() => readCaptions(file)).toThrow(expect.objectContaining({ detail: expect.stringMatching(refused) }));
    else expect(readCaptions(file).segments.length).toBeGreaterThan(100_000);
    expect(performance.now() - started).toBeLessThan(60_000);
    expect((process.memoryUsage().rss - before) / MIB).toBeLessThan(1_500);
  });
});
