import { importFailed } from './import-failed.ts';
import { readBlocks } from './read-blocks.ts';
import { linesOf, oneLine, type ReadSegments, type Segment, type WriteOptions } from './segment.ts';
import { splitSpeakers } from './split-speakers.ts';
import { timestamp } from './timestamps.ts';

const toReferences = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** WebVTT (W3C): signature, blocks in order of their start, `&<>` escaped, speakers as voice spans. */
export function* writeVtt(segments: Iterable<Segment>, options: WriteOptions): Generator<string> {
  yield `WEBVTT\n\n`;
  for (const { start_ms, end_ms, speaker, text } of segments) {
    const lines = linesOf(text).map(toReferences);
    if (lines.length === 0) continue;
    // A caption must end after it begins.
    const end = Math.max(end_ms, start_ms + 1);
    const voice = options.with_speakers && speaker !== null ? `<v ${voiceName(speaker)}>` : '';
    yield `${timestamp(start_ms, '.')} --> ${timestamp(end, '.')}\n${voice}${lines.join('\n')}\n\n`;
  }
}

/** An annotation ends with `>` and may hold references, but no line breaks. */
const voiceName = (speaker: string) => toReferences(oneLine(speaker)) || 'unk';

/** Reads cues with their voices; comments, styles, regions and identifiers are left out. */
export function readVtt(text: string): ReadSegments {
  if (!/^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(text)) throw importFailed('The file does not begin with WEBVTT');
  const language = /^Language:\s*([\w-]+)\s*$/im.exec(text.slice(0, 1_000))?.[1]?.toLowerCase();
  const body = text.replace(/^(?:NOTE|STYLE|REGION)(?:[ \t].*)?$(?:\r?\n(?!\s*$).*$)*/gm, '');
  // An identifier is whatever line stands between an empty one and the times.
  const read = readBlocks(withoutIdentifiers(body), () => false);
  const segments = read.segments.flatMap(({ settings: _settings, ...segment }) => voices(segment));
  return { segments: splitSpeakers(segments), repairs: read.repairs, ...(language ? { language } : {}) };
}

const withoutIdentifiers = (text: string) =>
  text.replace(/^[^\r\n]*(?:\r?\n|\r)(?=[^\r\n]*-->)/gm, (line) => (line.includes('-->') ? line : '\n'));

/** Each voice is a segment of its own; a caption without one may name its speaker in the text. */
function voices(segment: Segment): Segment[] {
  const parts = segment.text.split(/<v(?:\.[^\s>]*)?[ \t]+([^>]*)>/);
  if (parts.length === 1) return [{ ...segment, text: fromReferences(segment.text) }];
  const spoken: Segment[] = [];
  for (let at = 1; at < parts.length; at += 2) {
    const text = fromReferences(parts[at + 1] ?? '');
    if (text !== '') spoken.push({ ...segment, speaker: fromReferences(parts[at] ?? '') || null, text });
  }
  return spoken.length > 0 ? spoken : [{ ...segment, text: '' }];
}

const REFERENCES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  lrm: '\u200e',
  rlm: '\u200f',
  nbsp: '\u00a0',
  quot: '"',
};

function fromReferences(text: string): string {
  return text
    .replace(/<\/?[a-z][^>]*>|<\d[\d:.]*>|<\/>/gi, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      return REFERENCES[name.toLowerCase()] ?? whole;
    })
    .trim();
}
