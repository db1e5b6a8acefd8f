import { type Segment, writeSbv, writeSrt, writeStl, writeTtml, writeVtt } from '../caption-door.ts';

export interface WriteSettings {
  with_speakers: boolean;
  /** Of EBU STL. */
  frame_rate: 25 | 30;
}

interface Options extends WriteSettings {
  language: string;
  title: string;
}

interface Writer {
  extension: string;
  write(segments: Segment[], options: Options): Buffer;
}

const text =
  (
    write: (segments: Segment[], options: Options & { with_timestamps: true }) => Iterable<string | Uint8Array>,
  ): Writer['write'] =>
  (segments, options) =>
    Buffer.concat([...write(segments, { ...options, with_timestamps: true })].map((part) => Buffer.from(part)));

/** What captions can be written as. */
export const CAPTION_WRITERS = {
  vtt: { extension: 'vtt', write: text(writeVtt) },
  srt: { extension: 'srt', write: text(writeSrt) },
  sbv: { extension: 'sbv', write: text(writeSbv) },
  ttml: { extension: 'ttml', write: text(writeTtml) },
  'ebu-tt-d': {
    extension: 'xml',
    write: text((segments, options) => writeTtml(segments, { ...options, profile: 'ebu-tt-d' })),
  },
  stl: {
    extension: 'stl',
    write: text((segments, options) => writeStl(segments, { ...options, offset_ms: 0, created: new Date() })),
  },
  json: { extension: 'json', write: writeDocument },
} as const satisfies Record<string, Writer>;

export type CaptionFormat = keyof typeof CAPTION_WRITERS;

/** `DocumentSubtitleV1`, as the API has it. */
function writeDocument(segments: Segment[], { language }: Options): Buffer {
  const content = {
    segments: segments.map(({ start_ms, end_ms, speaker, text, words = [] }, index) => ({
      ...{ id: `c${index + 1}`, start: start_ms, stop: end_ms, speaker, text, words },
    })),
  };
  const document = { document_type: 'caption', version: 1, metadata: { language }, content };
  return Buffer.from(`${JSON.stringify(document, null, 2)}\n`);
}
