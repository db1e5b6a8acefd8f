import { access, constants, readFile } from 'node:fs/promises';
import path from 'node:path';
import { normalize } from './normalize/index.ts';

/** A word that was said, with its seconds from the start of the recording; null where they are not known. */
export interface SaidWord {
  word: string;
  start_seconds: number | null;
  end_seconds: number | null;
}

export interface ManifestEntry {
  /** Line of the manifest, from 1. */
  line: number;
  /** As the manifest names it, for reports. */
  name: string;
  /** Where the recording is. */
  path: string;
  /** What was said. */
  text: string;
  /** BCP 47. */
  language: string;
  /** The words of the text, with their times where the manifest has them. */
  words: SaidWord[];
  hasTimes: boolean;
}

/** What is wrong with an input, in words for who wrote it. */
export class InputError extends Error {}

/**
 * Reads a manifest: a JSON object a line with `audio` (path, relative to the manifest), `text`, `language` (default `en`)
 * and `words` (`[[word, start, end], …]` in seconds, null for an unknown time). Other fields are left alone, blank lines
 * skipped.
 *
 * @throws InputError for what cannot be read; it names the line
 */
export async function readManifest(file: string): Promise<ManifestEntry[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new InputError(`The manifest ${file} cannot be read: ${why}.`);
  });
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const entries: ManifestEntry[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const fail = (why: string): never => {
      throw new InputError(`${file}, line ${index + 1}: ${why}`);
    };
    const entry = readLine(line, index + 1, path.dirname(file), fail);
    await access(entry.path, constants.R_OK).catch(() => fail(`there is no readable file ${entry.path}.`));
    entries.push(entry);
  }
  if (entries.length === 0) throw new InputError(`The manifest ${file} has no recordings in it.`);
  return entries;
}

function readLine(line: string, number: number, directory: string, fail: (why: string) => never): ManifestEntry {
  const value = parse(line, fail);
  const { audio, text, language = 'en', words } = value;
  if (typeof audio !== 'string' || audio === '') return fail('"audio" must be the path of a recording.');
  if (typeof text !== 'string') return fail('"text" must be what is said in the recording.');
  if (typeof language !== 'string' || !/^[a-z]{2,8}([-_][a-z0-9]{1,8})*$/i.test(language)) {
    return fail('"language" must be a language tag such as "en" or "en-US".');
  }
  const entry = { line: number, name: audio, path: path.resolve(directory, audio), text, language };
  const plain = text.split(/\s+/).filter(Boolean);
  if (words === undefined || words === null) {
    const untimed = plain.map((word) => ({ word, start_seconds: null, end_seconds: null }));
    return { ...entry, words: untimed, hasTimes: false };
  }
  if (!Array.isArray(words)) return fail('"words" must be a list of [word, start, end].');
  const timed = words.map((word, index) => readWord(word, index, fail));
  const said = normalize(plain, language).map((token) => token.text);
  const listed = normalize(
    timed.map(({ word }) => word),
    language,
  ).map((token) => token.text);
  const differs = said.findIndex((word, index) => word !== listed[index]);
  if (differs >= 0 || said.length !== listed.length) {
    const at = differs >= 0 ? differs : said.length;
    const [inText, inWords] = [said[at] ?? 'the end', listed[at] ?? 'the end'];
    return fail(`"words" are not the words of "text": "${inWords}" stands where the text has "${inText}".`);
  }
  return { ...entry, words: timed, hasTimes: timed.some(({ start_seconds }) => start_seconds !== null) };
}

function parse(line: string, fail: (why: string) => never): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return fail(`not JSON (${(error as Error).message}).`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail('must be an object such as {"audio": "a.wav", "text": "what is said"}.');
  }
  return value as Record<string, unknown>;
}

function readWord(value: unknown, index: number, fail: (why: string) => never): SaidWord {
  const [word, start, end] = Array.isArray(value) ? (value as unknown[]) : [];
  const isTime = (time: unknown) => typeof time === 'number' && Number.isFinite(time) && time >= 0;
  const areTimes = (start === null && end === null) || (isTime(start) && isTime(end) && Number(end) >= Number(start));
  if (typeof word !== 'string' || !areTimes) {
    return fail(`word ${index + 1} must be [word, start, end] with times in seconds (both null if they are unknown).`);
  }
  return { word, start_seconds: start as number | null, end_seconds: end as number | null };
}
