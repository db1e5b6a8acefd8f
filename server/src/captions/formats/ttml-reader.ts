import { SaxesParser, type SaxesTagNS } from 'saxes';
import { importFailed } from './import-failed.ts';
import { checkCount } from './read-blocks.ts';
import type { ReadSegments, Segment } from './segment.ts';
import { splitSpeakers } from './split-speakers.ts';
import { readTimestamp } from './timestamps.ts';

const TTML = /^http:\/\/www\.w3\.org\/(?:ns\/ttml|20\d\d\/\d\d\/ttaf1)(?:#|$)/;
/** Deeper than any caption file; a hostile one could exhaust the stack of whoever walks it. */
const DEEPEST = 200;

interface Place {
  name: string;
  /** Milliseconds of its beginning, from the beginning of the file. */
  begin: number;
  end: number | undefined;
  preserve: boolean;
}

/**
 * Reads the paragraphs of TTML1, TTML2, IMSC, EBU-TT and EBU-TT-D: times on bodies, divisions and paragraphs, agents as
 * speakers. Styles and positions are left out. Entities of one's own are not expanded.
 *
 * @throws AppError `import_invalid`
 */
export function readTtml(text: string): ReadSegments {
  const parser = new SaxesParser({ xmlns: true });
  const clock: Clock = { frameRate: 30, subFrameRate: 1, tickRate: 1 };
  const places: Place[] = [];
  const agents = new Map<string, string>();
  const segments: Segment[] = [];
  let language: string | undefined;
  let current: Segment | undefined;
  let agent: string | undefined;
  let isTtml = false;
  // Looking through the text each time would take the square of its length.
  let isBlank = true;
  const unreadable = { times: 0 };

  parser.on('error', (error) => {
    throw importFailed(
      `The file is no well-formed XML: ${error.message.replace(/^undefined:/, 'line ').replace(/\.$/, '')}`,
    );
  });
  parser.on('doctype', () => {
    throw importFailed('The file declares a document type; caption files have none');
  });
  parser.on('opentag', (tag) => {
    const attribute = attributesOf(tag);
    if (places.length >= DEEPEST) throw importFailed(`The file nests more than ${DEEPEST} elements`);
    if (places.length === 0) {
      isTtml = tag.local === 'tt' && TTML.test(tag.uri);
      if (!isTtml) throw importFailed('The file is XML, but no TTML');
      language = attribute('lang') || undefined;
      readClock(clock, attribute);
    }
    const outer = places.at(-1);
    const time = (name: string) => {
      const ms = readTime(attribute(name), clock);
      if (ms === undefined && attribute(name) !== '') unreadable.times++;
      return ms;
    };
    const begin = (outer?.begin ?? 0) + (time('begin') ?? 0);
    const [endsAt, lasts] = [time('end'), time('dur')];
    const own = endsAt !== undefined ? (outer?.begin ?? 0) + endsAt : lasts !== undefined ? begin + lasts : undefined;
    const end = own !== undefined && outer?.end !== undefined ? Math.min(own, outer.end) : (own ?? outer?.end);
    const space = attribute('space');
    places.push({
      name: tag.local,
      begin,
      end,
      preserve: space === '' ? (outer?.preserve ?? false) : space === 'preserve',
    });
    if (tag.local === 'agent') agent = attribute('id');
    if (tag.local === 'br' && current) current.text += '\n';
    if (tag.local === 'p') {
      current = { start_ms: begin, end_ms: end ?? begin, speaker: agents.get(attribute('agent')) ?? null, text: '' };
      isBlank = true;
    } else if (current && isBlank && (attribute('begin') || attribute('end'))) {
      // Spans with times of their own: the paragraph is theirs.
      current = { ...current, start_ms: begin, end_ms: end ?? current.end_ms };
    }
    if (current && attribute('agent')) current.speaker = agents.get(attribute('agent')) ?? null;
  });
  parser.on('text', (chunk) => {
    const place = places.at(-1);
    if (place?.name === 'name' && agent) agents.set(agent, chunk.trim());
    if (!current || ['metadata', 'desc', 'title'].includes(place?.name ?? '')) return;
    if (chunk.trim() !== '') isBlank = false;
    current.text += place?.preserve ? chunk : chunk.replace(/\s+/g, ' ');
  });
  parser.on('closetag', (tag) => {
    places.pop();
    if (tag.local === 'agent') agent = undefined;
    if (tag.local !== 'p' || !current) return;
    const lines = current.text.split('\n').map((line) => line.trim());
    segments.push({ ...current, text: lines.filter((line) => line !== '').join('\n') });
    checkCount(segments);
    current = undefined;
  });
  parser.write(text).close();
  if (segments.length === 0) throw importFailed('The file holds no paragraphs');
  const repairs =
    unreadable.times > 0 ? [`${unreadable.times} times that cannot be read were taken for left out.`] : [];
  return { segments: splitSpeakers(segments), repairs, ...(language ? { language: language.toLowerCase() } : {}) };
}

type Attribute = (local: string) => string;

/** By the local name: prefixes of old drafts differ. */
function attributesOf(tag: SaxesTagNS): Attribute {
  const values = new Map(Object.values(tag.attributes).map(({ local, value }) => [local, value]));
  return (local) => values.get(local) ?? '';
}

interface Clock {
  frameRate: number;
  subFrameRate: number;
  tickRate: number;
}

function readClock(clock: Clock, attribute: Attribute): void {
  const positive = (name: string) => {
    const value = Number(attribute(name));
    return Number.isFinite(value) && value > 0 ? value : undefined;
  };
  const [numerator, denominator] = attribute('frameRateMultiplier')
    .split(/[\s:]+/)
    .map(Number);
  const multiplier = numerator && denominator ? numerator / denominator : 1;
  clock.frameRate = (positive('frameRate') ?? 30) * multiplier;
  clock.subFrameRate = positive('subFrameRate') ?? 1;
  clock.tickRate = positive('tickRate') ?? (positive('frameRate') ? clock.frameRate * clock.subFrameRate : 1);
}

const OFFSET = /^(\d+(?:\.\d+)?)(h|m|s|ms|f|t)$/;
const WITH_FRAMES = /^(\d{2,}):(\d\d):(\d\d):(\d{2,})(?:\.\d+)?$/;

/** Milliseconds of a time expression (TTML2, 12.3): clock times, with frames too, and offsets; undefined for none; negative with a minus, which no standard knows. */
function readTime(text: string, clock: Clock): number | undefined {
  if (text.startsWith('-')) {
    const ms = readTime(text.slice(1), clock);
    return ms === undefined ? undefined : -ms;
  }
  const [, value, unit] = OFFSET.exec(text.trim()) ?? [];
  if (value !== undefined) {
    const unitMs = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1, f: 1_000 / clock.frameRate, t: 1_000 / clock.tickRate };
    return Math.round(Number(value) * unitMs[unit as keyof typeof unitMs]);
  }
  const [, hours, minutes, seconds, frames] = WITH_FRAMES.exec(text.trim()) ?? [];
  if (frames !== undefined) {
    const whole = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
    return whole + Math.round((Number(frames) * 1_000) / clock.frameRate);
  }
  return readTimestamp(text);
}
