import { AppError } from '../../../platform/errors.ts';
import { fetchFailed } from '../../../platform/safe-fetch/index.ts';
import type { Feed } from './feed.ts';
import { get } from './get.ts';
import { readHls } from './hls.ts';
import { HEAD_BYTES, isPage, isPlaylist } from './media-kind.ts';
import { readStream, type Stream, streamChunks } from './plain-stream.ts';
import { MAX_PLAYLIST_BYTES, readPlaylist } from './playlist.ts';
import { insist, type Pull, pullFailed } from './pull-input.ts';

/** A list of stations that names a master playlist that names a media playlist. */
const MAX_DEPTH = 3;
const MAX_CHOICES = 4;
const PLAYLIST_TYPE = /mpegurl/i;
const PLAYLIST_NAME = /\.m3u8?$/i;

/** Reads whatever stands at an address to its end. */
export async function readSource(pull: Pull, feed: Feed, url: string, depth = 0): Promise<void> {
  const opened = await insist(pull, pull.patience.giveUpFirstMs, () => open(pull, url));
  if (opened.kind === 'stream') return readStream(pull, feed, url, opened);
  const playlist = readPlaylist(opened.text, opened.url);
  if (playlist.kind === 'media') return readHls(pull, feed, playlist, opened.url);
  if (depth === MAX_DEPTH) throw pullFailed('Playlists name playlists that name playlists.');
  await firstThatGives(feed, playlist.choices, (choice) => readSource(pull, feed, choice, depth + 1));
}

/** The next choice is for when nothing was heard of the one before. */
async function firstThatGives(feed: Feed, choices: string[], read: (choice: string) => Promise<void>): Promise<void> {
  for (const [index, choice] of choices.slice(0, MAX_CHOICES).entries()) {
    try {
      return await read(choice);
    } catch (error) {
      const isRefused = error instanceof AppError && error.kind === 'media_fetch_failed';
      if (!isRefused || feed.given > 0 || index === Math.min(choices.length, MAX_CHOICES) - 1) throw error;
      await feed.startAnew();
    }
  }
}

type Opened = { kind: 'playlist'; text: string; url: string } | ({ kind: 'stream' } & Stream);

async function open(pull: Pull, url: string): Promise<Opened> {
  const answer = await get(pull, url);
  const type = answer.headers['content-type'] ?? '';
  const chunks = streamChunks(pull, answer);
  const { head, done } = await readHead(chunks);
  const isNamed = PLAYLIST_TYPE.test(type) || PLAYLIST_NAME.test(new URL(answer.url).pathname);
  if (isPlaylist(head) || (isNamed && !head.includes(0))) {
    return {
      kind: 'playlist',
      text: done ? head.toString('utf8') : await readText(pull, head, chunks),
      url: answer.url,
    };
  }
  if (isPage(head, type)) {
    answer.body.destroy();
    throw pullFailed('The server answers with a web page or data instead of a stream. Is the address a direct link?');
  }
  return { kind: 'stream', answer, chunks: following(head, chunks) };
}

/** Enough to tell what it is, unless it is over before. */
async function readHead(chunks: AsyncGenerator<Buffer>): Promise<{ head: Buffer; done: boolean }> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done) return { head, done: true };
    head = Buffer.concat([head, next.value]);
  }
  return { head, done: false };
}

async function readText(pull: Pull, head: Buffer, chunks: AsyncGenerator<Buffer>): Promise<string> {
  const parts = [head];
  let size = head.length;
  const began = performance.now();
  for await (const chunk of chunks) {
    size += chunk.length;
    if (performance.now() - began > pull.patience.bodyMs) throw fetchFailed('timeout', 'The server sends too slowly.');
    if (size > MAX_PLAYLIST_BYTES) throw pullFailed(`The playlist is larger than ${MAX_PLAYLIST_BYTES} bytes.`);
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function* following(head: Buffer, chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* chunks;
}
