import { importFailed } from './import-failed.ts';
import { checkCount } from './read-blocks.ts';
import type { ReadSegments, Segment } from './segment.ts';
import { readSignedTimestamp } from './timestamps.ts';

/** Brackets of a document of a hundred hours with every word; beyond, parsing would take gigabytes. */
const MOST_VALUES = 3_000_000;

type Item = Record<string, unknown>;
const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads our documents (`DocumentTranscriptV1`, `DocumentSubtitleV1`, times in milliseconds) with their words, alone or in the answer of
 * the API, the bare array of `{start, stop, speaker, text}`, and results of transcription (`results`, times in seconds).
 *
 * @throws AppError `import_invalid` that says which item is wrong
 */
export function readJson(text: string): ReadSegments {
  let values = 0;
  for (const _ of text.matchAll(/[[{]/g))
    if (++values > MOST_VALUES) throw importFailed('The file holds too many values');
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw importFailed(`The file is no well-formed JSON: ${(error as Error).message.slice(0, 200).replace(/\.$/, '')}`);
  }
  const result = isItem(content) && isItem(content.result) ? content.result : content;
  const document = isItem(result) && result.document !== undefined ? result.document : result;
  if (isItem(document) && Array.isArray(document.results)) {
    const language = typeof document.language === 'string' ? { language: document.language } : {};
    return {
      segments: document.results.flatMap(readUtterance),
      repairs: [],
      document_type: 'document',
      ...language,
    };
  }
  const list = listOf(document);
  if (!list) {
    throw importFailed(
      'The JSON is no document: a list of {start, stop, speaker, text} was expected, at its top or as content.paragraphs or content.segments',
    );
  }
  checkCount(list);
  const metadata = isItem(document) && isItem(document.metadata) ? document.metadata : {};
  const names = isItem(metadata.speakers) ? metadata.speakers : {};
  return {
    segments: list.map((item, index) => readSegment(item, index, names)),
    repairs: [],
    ...(isItem(document) && (document.document_type === 'caption' || document.document_type === 'document')
      ? { document_type: document.document_type }
      : {}),
    ...(typeof metadata.language === 'string' && metadata.language !== '' ? { language: metadata.language } : {}),
  };
}

function listOf(document: unknown): unknown[] | undefined {
  if (Array.isArray(document)) return document;
  const content = isItem(document) ? document.content : undefined;
  if (!isItem(content)) return undefined;
  return [content.paragraphs, content.segments].find((list) => Array.isArray(list));
}

function readSegment(item: unknown, index: number, names: Item): Segment {
  const fail = (what: string) => importFailed(`Item ${index + 1} of the list ${what}`, { index });
  if (!isItem(item)) throw fail('is no object');
  const [start_ms, end_ms] = [timeOf(item.start), timeOf(item.stop ?? item.end)];
  if (start_ms === undefined || end_ms === undefined) {
    throw fail('needs "start" and "stop", in milliseconds or as HH:MM:SS.mmm');
  }
  if (typeof item.text !== 'string') throw fail('needs a "text"');
  const speaker = item.speaker ?? null;
  if (speaker !== null && typeof speaker !== 'string') throw fail('has a "speaker" that is no text');
  const name = speaker === null || !Object.hasOwn(names, speaker) ? speaker : names[speaker];
  const words = wordsOf(item.words, 1);
  return {
    ...{ start_ms, end_ms, text: item.text, speaker: typeof name === 'string' ? name : speaker },
    ...(words ? { words } : {}),
  };
}

function timeOf(value: unknown): number | undefined {
  if (typeof value === 'string') return readSignedTimestamp(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** `[word, start, stop, confidence]` in order of time; undefined when they are not. */
function wordsOf(value: unknown, unitMs: number): Segment['words'] {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const words: NonNullable<Segment['words']> = [];
  let at = Number.NEGATIVE_INFINITY;
  for (const entry of value) {
    if (!Array.isArray(entry)) return undefined;
    const [word, start, stop, confidence = null] = entry as unknown[];
    if (typeof word !== 'string' || word === '' || typeof start !== 'number' || typeof stop !== 'number')
      return undefined;
    if (!(start >= at && stop >= start) || (confidence !== null && typeof confidence !== 'number')) return undefined;
    at = start;
    words.push([
      word.toWellFormed().replace(/\p{Cc}+/gu, ' '),
      Math.round(start * unitMs),
      Math.round(stop * unitMs),
      confidence,
    ]);
  }
  return words;
}

/** An utterance of a result: its words, in seconds, tell when it is. */
function readUtterance(item: unknown, index: number): Segment[] {
  const words = isItem(item) ? wordsOf(item.result, 1_000) : undefined;
  if (isItem(item) && Array.isArray(item.result) && item.result.length === 0) return [];
  if (!isItem(item) || !words || typeof item.text !== 'string') {
    throw importFailed(`Item ${index + 1} of "results" has no list of [word, start, stop, confidence] and "text"`, {
      index,
    });
  }
  const speaker = typeof item.speaker === 'string' && item.speaker !== 'unk' ? item.speaker : null;
  const [first, last] = [words[0], words.at(-1)] as [
    [string, number, number, number | null],
    [string, number, number, number | null],
  ];
  return [{ start_ms: first[1], end_ms: last[2], speaker, text: item.text, words }];
}
