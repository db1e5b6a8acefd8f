import { describe, expect, it } from 'vitest';
import { readCaptions } from './read-captions.ts';
import type { Segment } from './segment.ts';
import { writeTxt } from './txt.ts';

const utf8 = (text: string) => Buffer.from(text);
const segment = (start_ms: number, end_ms: number, text: string, speaker: string | null = null): Segment => ({
  ...{ start_ms, end_ms, speaker, text },
});
const said = (text: string) => readCaptions(utf8(text));

describe('plain text', () => {
  const options = { language: 'en', title: '', with_speakers: true, with_timestamps: true };

  it('as we write it comes back with times and speakers', () => {
    const segments = [
      segment(1_000, 3_000, 'Good morning.', 'S1'),
      segment(3_000, 9_000, 'Good morning to you. Is it late?\nIt is.', 'Anna'),
      segment(3_725_000, 3_726_000, 'Yes: very.', 'S1'),
      segment(3_727_000, 3_728_000, 'Then I must go.', 'Anna'),
      segment(360_000_000, 360_001_000, 'A hundred hours later.'),
    ];
    const read = said([...writeTxt(segments, options)].join(''));
    expect(read).toMatchObject({ format: 'txt', offset_ms: 0 });
    expect(read.segments).toEqual(
      [
        segment(1_000, 2_000, 'Good morning.', 'S1'),
        segment(3_000, 5_600, 'Good morning to you. Is it late? It is.', 'Anna'),
        segment(3_725_000, 3_726_000, 'Yes: very.', 'S1'),
        segment(3_727_000, 3_728_000, 'Then I must go.', 'Anna'),
        segment(360_000_000, 360_000_000, 'A hundred hours later.'),
      ].map((one, index) => (index === 4 ? { ...one, end_ms: expect.any(Number) } : one)),
    );
    expect(read.repairs[0]).toMatch(/when paragraphs begin only/);
  });

  it('without times gets those of reading it out, a paragraph or a line each', () => {
    const paragraphs = said('Dear madam,\nI remain,\n \nyours truly\n\n\nMrs. Dashwood');
    expect(paragraphs.segments).toEqual(
      [
        segment(0, 1_467, 'Dear madam, I remain,'),
        segment(1_467, 2_467, 'yours truly'),
        segment(2_467, 3_467, 'Mrs. Dashwood'),
      ].map((one) => ({ ...one, start_ms: expect.any(Number), end_ms: expect.any(Number) })),
    );
    expect(paragraphs.segments[0]?.end_ms).toBe(paragraphs.segments[1]?.start_ms);
    expect(paragraphs.repairs).toEqual([expect.stringMatching(/has no times: .* 15 letters a second/)]);
    expect(said('one line\nanother line').segments.map(({ text }) => text)).toEqual(['one line', 'another line']);
  });

  it('of one endless line is cut at the ends of sentences, else between words, else anywhere', () => {
    for (const piece of ['All work and no play. ', 'word ', '𠮷', 'é']) {
      const text = `x${piece.repeat(30_000)}`;
      const { segments } = said(text);
      expect(
        segments
          .map((one) => one.text)
          .join('')
          .replaceAll(' ', ''),
      ).toBe(text.replaceAll(' ', ''));
      for (const one of segments) {
        expect(one.text.length).toBeLessThanOrEqual(5_000);
        expect(one.text.isWellFormed()).toBe(true);
        if (piece.endsWith('. ')) expect(one.text).toMatch(/^x?All .*\.$/);
      }
    }
  });

  it('keeps several paragraphs of one second apart, and takes lines without a time for more of the same', () => {
    const { segments } = said('(0:05) S1: One two three.\nfour\n(0:05) S2: Five.\n(0:09.500) S1: Six.');
    expect(segments).toEqual([
      segment(5_000, expect.any(Number) as never, 'One two three. four', 'S1'),
      segment(5_000, 6_000, 'Five.', 'S2'),
      segment(9_500, 10_500, 'Six.', 'S1'),
    ]);
  });

  it.each([
    ['MicroDVD', '{1}{25}Hello'],
    ['SubStation Alpha', '[Script Info]\nTitle: x'],
    ['RTF', '{\\rtf1 Hello}'],
    ['a PDF', '%PDF-1.7\n1 0 obj'],
    ['numbers alone', '1 2 3\n4 5 6'],
    [
      'bytes at random',
      Buffer.from(Array.from({ length: 999 }, (_, index) => (index * 7_919 + 13) % 256)).toString('latin1'),
    ],
  ])('is not %s', (_what, text) => {
    expect(() => readCaptions(Buffer.from(text, 'latin1'))).toThrow(
      expect.objectContaining({ kind: 'import_invalid', detail: expect.stringMatching(/none of SRT/) }),
    );
  });
});

describe('JSON', () => {
  const words: Segment['words'] = [
    ['Good', 100, 400, 0.9],
    ['morning.', 400, 900, null],
  ];
  const paragraph = { id: 'a', start: 100, stop: 900, speaker: 'S1', text: 'Good morning.', words };
  const transcript = {
    ...{ document_type: 'document', version: 1, metadata: { language: 'nl', speakers: { S1: 'Anna' } } },
    content: { paragraphs: [paragraph, { start: 1_000, stop: 1_500, text: 'Yes.' }] },
  };
  const captions = { ...transcript, document_type: 'caption', content: { segments: transcript.content.paragraphs } };
  const expected = [{ ...segment(100, 900, 'Good morning.', 'Anna'), words }, segment(1_000, 1_500, 'Yes.')];

  it.each([
    ['DocumentTranscriptV1', transcript],
    ['DocumentSubtitleV1', captions],
    ['the answer of the API', { result: { download_url: null, document: transcript, id: 'x' }, count: 1 }],
  ])('%s comes with words and language', (_shape, content) => {
    expect(said(JSON.stringify(content))).toEqual({
      ...{ format: 'json', offset_ms: 0, segments: expected, repairs: [], language: 'nl' },
      document_type: content === captions ? 'caption' : 'document',
    });
  });

  it('the bare array, with times of either kind', () => {
    const list = [
      { start: 525, stop: 6_252, speaker: 'M1', text: 'This is just an example.\non two lines' },
      { start: '00:00:07.000', stop: '00:00:08.500', speaker: null, text: 'Another.' },
    ];
    expect(said(JSON.stringify(list, null, 2)).segments).toEqual([
      segment(525, 6_252, 'This is just an example.\non two lines', 'M1'),
      segment(7_000, 8_500, 'Another.'),
    ]);
  });

  it('a result of transcription', () => {
    const results = [
      {
        result: [
          ['He', 0.21, 0.35, 0.8],
          ['was', 0.35, 0.6, 1],
        ],
        text: 'He was',
        speaker: 'unk',
        channel: 0,
      },
      { result: [], text: '', speaker: 'unk', channel: 0 },
    ];
    expect(said(JSON.stringify({ session_id: 's', results })).segments).toEqual([
      {
        ...segment(210, 600, 'He was'),
        words: [
          ['He', 210, 350, 0.8],
          ['was', 350, 600, 1],
        ],
      },
    ]);
  });

  it('leaves out words that contradict their caption', () => {
    const overlapping = [paragraph, { ...paragraph, start: 500, stop: 1_500, words: [['a', 2_000, 1_000, 1]] }];
    expect(said(JSON.stringify(overlapping))).toMatchObject({
      segments: [segment(100, 500, 'Good morning.', 'S1'), segment(500, 1_500, 'Good morning.', 'S1')],
      repairs: ['1 caption that reached into the next cut there.'],
    });
  });

  it.each([
    ['broken', '[{"start": 1,', /no well-formed JSON/],
    ['something else', '{"a": 1}', /no document/],
    ['an item without times', '[{"text":"x"}]', /Item 1 of the list needs "start" and "stop"/],
    ['an item without text', '[{"start":1,"stop":2}]', /needs a "text"/],
    ['a wrong speaker', '[{"start":1,"stop":2,"text":"x","speaker":7}]', /"speaker" that is no text/],
    ['no object', '{"content":{"segments":[1]}}', /Item 1 of the list is no object/],
    ['a nest', '['.repeat(1_000_000), /no well-formed JSON/],
    ['too many values', `[${'{},'.repeat(3_000_000)}{}]`, /too many values/],
    ['nothing', '[]', /no caption with text/],
    ['wrong results', '{"results":[{"text":"x"}]}', /Item 1 of "results"/],
  ])('%s is refused with the reason', (_what, text, reason) => {
    expect(() => said(text)).toThrow(
      expect.objectContaining({ kind: 'import_invalid', detail: expect.stringMatching(reason) }),
    );
  });

  it('text that PostgreSQL cannot store is made storable', () => {
    expect(said('[{"start":0,"stop":1,"text":"a\\u0000b\\ud800c\\u0007"}]').segments[0]?.text).toBe('a b\ufffdc ');
  });
});
