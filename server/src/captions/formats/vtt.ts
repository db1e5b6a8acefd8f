import { importFailed } from './import-failed.ts';
import { checkCount, readTimes, unreadableTimes } from './read-blocks.ts';
import { linesIn, linesOf, oneLine, type ReadSegments, type Segment, type WriteOptions } from './segment.ts';
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
  const { cues, repairs } = readCues(text);
  const language = /^Language:[ \t]*([\w-]+)[ \t]*$/im.exec(text.slice(0, 1_000))?.[1]?.toLowerCase();
  return { segments: splitSpeakers(cues.flatMap(voices)), repairs, ...(language ? { language } : {}) };
}

const SILENT_BLOCK = /^(?:\uFEFF?WEBVTT|NOTE|STYLE|REGION)(?:[ \t]|$)/;

/** Blocks as the standard parses them: an empty line ends one, a line with an arrow begins one even without. */
function readCues(text: string): { cues: Segment[]; repairs: string[] } {
  const cues: (Segment & { lines: string[] })[] = [];
  // Lines of the block: those of a cue, those before the times, or nowhere in what is not shown.
  let lines: string[] | undefined;
  let isCue = false;
  const lost = { times: 0, lines: 0 };
  const endBlock = () => {
    if (!isCue) lost.lines += lines?.length ?? 0;
    [lines, isCue] = [undefined, false];
  };
  let isSilent = false;
  for (const line of linesIn(text)) {
    const times = readTimes(line, '-->');
    if (times) {
      // What stands right before the times is the cue's identifier.
      if (!isCue && lines?.length === 1) lines = undefined;
      endBlock();
      lines = [];
      isCue = true;
      isSilent = false;
      if (times === 'unreadable') lost.times++;
      else cues.push({ ...times, speaker: null, text: '', lines });
      checkCount(cues);
    } else if (line.trim() === '') {
      endBlock();
      isSilent = false;
    } else if (lines === undefined && (isSilent || SILENT_BLOCK.test(line))) isSilent = true;
    else {
      lines ??= [];
      lines.push(line);
    }
  }
  endBlock();
  if (cues.length === 0)
    throw importFailed('No line with two times and an arrow (00:00:01.000 --> 00:00:02.000) was found');
  const lostLines = lost.lines > 0 ? [`${lost.lines} lines that belong to no caption left out.`] : [];
  return {
    cues: cues.map(({ lines, ...cue }) => ({ ...cue, text: lines.join('\n').trim() })),
    repairs: [...unreadableTimes(lost.times), ...lostLines],
  };
}

/** Each voice is a segment of its own; a caption without one may name its speaker in the text. */
function voices(segment: Segment): Segment[] {
  const parts = segment.text.split(/<v(?:\.[^\s>]*)?[ \t]+([^<>]*)>/);
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
    .replace(/<\/?[a-z][^<>]*>|<\d[\d:.]*>|<\/>/gi, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined)
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : '\ufffd';
      return REFERENCES[name.toLowerCase()] ?? whole;
    })
    .trim();
}
