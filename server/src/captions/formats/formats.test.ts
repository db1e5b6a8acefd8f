import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCsv } from './csv.ts';
import { writeHtml } from './html.ts';
import { type CaptionFormat, readCaptions } from './read-captions.ts';
import { writeSbv } from './sbv.ts';
import type { Segment, WriteOptions } from './segment.ts';
import { writeSrt } from './srt.ts';
import { writeStl } from './stl.ts';
import { writeTtml } from './ttml.ts';
import { writeTxt } from './txt.ts';
import { writeVtt } from './vtt.ts';

const options: WriteOptions = { language: 'en', title: 'A <title> & more', with_speakers: true, with_timestamps: true };

function write(format: CaptionFormat, segments: Segment[], changes: object = {}): Buffer {
  const all = { ...options, frame_rate: 25 as const, offset_ms: 0, created: new Date('2026-11-21'), ...changes };
  const writers = { srt: writeSrt, vtt: writeVtt, sbv: writeSbv, ttml: writeTtml, stl: writeStl };
  return Buffer.concat([...writers[format](segments, all)].map((part) => Buffer.from(part)));
}

const FORMATS: CaptionFormat[] = ['srt', 'vtt', 'sbv', 'ttml', 'stl'];
const segment = (start_ms: number, end_ms: number, text: string, speaker: string | null = null): Segment => ({
  ...{ start_ms, end_ms, speaker, text },
});

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,9}[,.]?$/),
  fc.constantFrom(
    '<i>',
    '</p>',
    '&amp;',
    '&',
    '-->',
    '"quoted"',
    "it's",
    'Łódź',
    'naïve',
    '5',
    '[br]',
    '{\\an8}',
    'a:b',
  ),
);
const foreign = fc.constantFrom('東京', 'שלום', 'مرحبا', 'हिन्दी', '👩‍👩‍👧', 'e\u0301', 'Привет');
const anySegments = (anyWord: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.record({
        gap: fc.integer({ min: 0, max: 90_000 }),
        duration: fc.integer({ min: 1, max: 9_000 }),
        lines: fc.array(fc.array(anyWord, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
        speaker: fc.constantFrom(null, 'S1', 'S2', 'Mrs. Dashwood'),
      }),
      { minLength: 1, maxLength: 20 },
    )
    .map((all) => {
      let at = 0;
      return all.map(({ gap, duration, lines, speaker }) => {
        const start_ms = Math.ceil((at + gap) / 40) * 40;
        at = start_ms + Math.ceil(duration / 40) * 40;
        return segment(start_ms, at, lines.map((words) => words.join(' ')).join('\n'), speaker);
      });
    });

/** What SRT and SBV have no way to say apart from their own signs. */
const withoutMarks = (text: string, format: CaptionFormat) => {
  if (format === 'srt') return text.replaceAll('-->', '->');
  return text;
};
const tidy = (text: string) =>
  text
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');

describe.each(FORMATS)('%s', (format) => {
  it('read again says what was written, whatever that was', () => {
    // SRT has no way to say that a tag is meant to be read, nor has SBV for its line break.
    const mark = format === 'srt' ? /^[<{]/ : format === 'sbv' ? /^\[br\]/ : /^$/;
    const known = word.filter((text) => !mark.test(text));
    const words =
      format === 'stl' ? known : fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: foreign });
    fc.assert(
      fc.property(anySegments(words), (segments) => {
        const expected = segments
          .map((one) => ({ ...one, text: tidy(withoutMarks(one.text, format)) }))
          .filter(({ text }) => text !== '');
        fc.pre(expected.length > 0);
        // A name that comes once only may as well be the beginning of a sentence, where it is not marked as one.
        const marked = format === 'vtt';
        const names = (speaker: string | null) => expected.filter((one) => one.speaker === speaker).length;
        const said = expected.map((one) =>
          marked || one.speaker === null || /^S\d$/.test(one.speaker) || names(one.speaker) > 1
            ? one
            : { ...one, speaker: null, text: `${one.speaker}: ${one.text}` },
        );
        const read = readCaptions(write(format, segments));
        expect(read.format).toBe(format);
        expect(read.segments.map((one) => ({ ...one, text: tidy(one.text) }))).toEqual(said);
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  it('leaves out speakers that are not wanted, and captions without text', () => {
    const segments = [
      segment(0, 900, 'Yes.', 'S1'),
      segment(1_000, 1_900, ' \n ', 'S1'),
      segment(2_000, 2_900, 'No.', 'S2'),
    ];
    const { segments: read } = readCaptions(write(format, segments, { with_speakers: false }));
    expect(read).toEqual(
      [segment(0, 900, 'Yes.'), segment(2_000, 2_900, 'No.')].map((one) => ({
        ...one,
        start_ms: one.start_ms,
        end_ms: format === 'stl' ? Math.round(one.end_ms / 40) * 40 : one.end_ms,
      })),
    );
  });
});

describe('readCaptions', () => {
  const utf8 = (text: string) => Buffer.from(text);

  it.each([
    [
      'UTF-16 with a mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nÉté\n', 'utf16le')]),
    ],
    ['UTF-16 without', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nÉté\n', 'utf16le')],
    [
      'UTF-16, the other way round',
      Buffer.concat([
        Buffer.from([0xfe, 0xff]),
        Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nÉté\n', 'utf16le').swap16(),
      ]),
    ],
    ['Windows-1252', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nÉté\n', 'latin1')],
  ])('reads %s, and says so', (_encoding, bytes) => {
    const { segments, repairs } = readCaptions(bytes);
    expect(segments).toEqual([segment(1_000, 2_000, 'Été')]);
    expect(repairs).toEqual([expect.stringMatching(/not in UTF-8/)]);
  });

  it('mends times out of order, turned round, overlapping, and says so', () => {
    const read = readCaptions(
      utf8(
        '1\n00:00:05,000 --> 00:00:07,000\nlater\n\n2\n00:00:01.000 --> 00:00:06.000\nearlier\n\n3\n00:00:09,000 --> 00:00:08,000\nturned\n\n4\n00:00:10,000 --> 00:00:11,000\n\n',
      ),
    );
    expect(read.segments).toEqual([
      segment(1_000, 5_000, 'earlier'),
      segment(5_000, 7_000, 'later'),
      segment(8_000, 9_000, 'turned'),
    ]);
    expect(read.repairs).toEqual([
      '1 caption that ended before they began turned round.',
      '1 caption without text left out.',
      '1 caption brought into the order of their times.',
      '1 caption that reached into the next cut there.',
    ]);
  });

  it.each([
    ['nothing', '', /empty/],

    ['binary', '\0\x01\x02\xff\xfe', /none of SRT/],
    ['a page', '<!doctype html><html></html>', /well-formed XML/],
    ['broken XML', '<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s">', /well-formed/],
    ['other XML', '<rss></rss>', /no TTML/],
    [
      'a bomb of entities',
      '<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tt xmlns="http://www.w3.org/ns/ttml">&b;</tt>',
      /document type/,
    ],
    ['an endless nest', `<tt xmlns="http://www.w3.org/ns/ttml">${'<div>'.repeat(5_000)}`, /nests/],
    ['WebVTT without captions', 'WEBVTT\n\nNOTE nothing\n', /two times/],
    ['times that are none', '1\n99:99:99,999 --> zz\nx\n', /two times/],
  ])('refuses %s with the reason', (_what, text, reason) => {
    expect(() => readCaptions(Buffer.from(text, 'latin1'))).toThrow(
      expect.objectContaining({ kind: 'import_invalid', detail: expect.stringMatching(reason) }),
    );
  });

  it('reads what is about: tags, settings, notes, styles, identifiers, voices, frames, ticks, spans', () => {
    const vtt =
      'WEBVTT - x\nLanguage: nl\n\nSTYLE\n::cue { color: red }\n\nNOTE\nnot shown\n\nintro\n00:01.000 --> 00:02.500 align:start\n<v.loud Anna>Dag <b>allen</b> &lt;3\n\n00:03.000 --> 00:04.000\n<v Anna>Ja?<v Bert>Nee.\n';
    expect(readCaptions(utf8(vtt))).toMatchObject({
      language: 'nl',
      segments: [
        segment(1_000, 2_500, 'Dag allen <3', 'Anna'),
        segment(3_000, 4_000, 'Ja?', 'Anna'),
        segment(3_000, 4_000, 'Nee.', 'Bert'),
      ],
    });
    const ttml = `<tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" ttp:frameRate="25" ttp:tickRate="1000" xml:lang="de"><tt:head><tt:metadata><ttm:agent xml:id="a"><ttm:name type="full">Frau Müller</ttm:name></ttm:agent></tt:metadata></tt:head><tt:body begin="10s"><tt:div>
      <tt:p begin="00:00:01:05" end="00:00:02:00" ttm:agent="a">Guten <tt:span>Morgen</tt:span>,<tt:br/>
        sagte sie.</tt:p><tt:p><tt:span begin="5000t" dur="1500ms">Später</tt:span></tt:p></tt:div></tt:body></tt:tt>`;
    expect(readCaptions(utf8(ttml))).toMatchObject({
      language: 'de',
      segments: [
        segment(11_200, 12_000, 'Guten Morgen,\nsagte sie.', 'Frau Müller'),
        segment(15_000, 16_500, 'Später'),
      ],
    });
  });

  it('is not slow or stuck on any bytes, and throws nothing but its own error', () => {
    const pieces = fc.constantFrom(
      ...[
        'WEBVTT\n\n',
        '00:00:01.000 --> 00:00:02.000\n',
        '1\n',
        '<v a>',
        '<',
        '>',
        '&#x110000;',
        '-->',
        '\n\n',
        '<tt>',
        '0:00:01.000,0:00:02.000\n',
        'STL25.01',
        '\0',
        'é',
      ],
      '<tt xmlns="http://www.w3.org/ns/ttml">',
      '<p begin="1s">',
      '</p>',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 2_000 }),
          fc.array(pieces, { maxLength: 60 }).map((all) => utf8(all.join(''))),
        ),
        (bytes) => {
          try {
            for (const { start_ms, end_ms, text } of readCaptions(bytes).segments) {
              expect(end_ms).toBeGreaterThan(start_ms);
              expect(text.trim()).not.toBe('');
            }
          } catch (error) {
            expect(error).toMatchObject({ kind: 'import_invalid' });
          }
        },
      ),
      { numRuns: 1_000, seed: 11 },
    );
    const long = `${'<'.repeat(200_000)}${'-'.repeat(200_000)}${' '.repeat(200_000)}`;
    for (const text of [long, `WEBVTT\n\n${long}`, `1\n00:00:01,000 --> 00:00:02,000\n${long}`]) {
      try {
        readCaptions(utf8(text));
      } catch (error) {
        expect(error).toMatchObject({ kind: 'import_invalid' });
      }
    }
  });
});

describe('for reading', () => {
  const segments = [
    segment(1_000, 2_000, 'Good <b>morning</b>,\nmadam.', 'S1'),
    segment(3_661_000, 3_662_000, '=1+1, he said', null),
  ];
  const text = (parts: Iterable<string>) => [...parts].join('');
  const plain = { ...options, with_speakers: false, with_timestamps: false };

  it('text', () => {
    expect(text(writeTxt(segments, options))).toBe(
      '[00:00:01] S1: Good <b>morning</b>, madam.\n\n[01:01:01] =1+1, he said\n\n',
    );
    expect(text(writeTxt(segments, plain))).toBe('Good <b>morning</b>, madam.\n\n=1+1, he said\n\n');
  });

  it('tables, in which nothing is a formula', () => {
    expect(text(writeCsv(segments, options))).toBe(
      '\ufeffstart,end,speaker,text\r\n00:00:01.000,00:00:02.000,S1,"Good <b>morning</b>,\nmadam."\r\n01:01:01.000,01:01:02.000,,"\'=1+1, he said"\r\n',
    );
    expect(text(writeCsv(segments, plain)).split('\r\n')[0]).toBe('\ufefftext');
  });

  it('pages, in which nothing is markup', () => {
    const page = text(writeHtml(segments, options));
    expect(page).toContain('<title>A &lt;title&gt; &amp; more</title>');
    expect(page).toContain('<b class="speaker">S1</b>Good &lt;b&gt;morning&lt;/b&gt;,<br>madam.');
    expect(page).toContain('href="#t=3661"');
    expect(text(writeHtml(segments, plain))).not.toMatch(/class="(time|speaker)"/);
  });
});

it('STL is laid out as Tech 3264 says', () => {
  const file = write('stl', [segment(1_000, 2_000, 'Één $5\ntwee', 'S1')], {
    language: 'nl',
    offset_ms: 36_000_000,
    title: 'Proef',
  });
  expect(file.length).toBe(1_024 + 128);
  const latin = (from: number, length: number) => file.subarray(from, from + length).toString('latin1');
  expect([latin(0, 3), latin(3, 8), latin(11, 1), latin(12, 2), latin(14, 2)]).toEqual([
    '850',
    'STL25.01',
    '1',
    '00',
    '1D',
  ]);
  expect([latin(16, 6), latin(224, 6), latin(238, 5), latin(243, 5)]).toEqual(['Proef ', '261121', '00001', '00001']);
  expect([latin(256, 8), latin(264, 8), latin(272, 2)]).toEqual(['10000000', '10000100', '11']);
  const block = file.subarray(1_024);
  expect([...block.subarray(0, 16)]).toEqual([0, 0, 0, 0xff, 0, 10, 0, 1, 0, 10, 0, 2, 0, 20, 2, 0]);
  expect([...block.subarray(16, 35)]).toEqual([
    0x0d, 0x0b, 0x0b, 0x53, 0x31, 0x3a, 0x20, 0xc2, 0x45, 0xc2, 0x65, 0x6e, 0x20, 0xa4, 0x35, 0x0a, 0x0a, 0x8a, 0x8a,
  ]);
  expect(block.at(-1)).toBe(0x8f);
});
