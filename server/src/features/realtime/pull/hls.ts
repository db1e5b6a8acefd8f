import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../../platform/errors.ts';
import type { Feed } from './feed.ts';
import { getAll } from './get.ts';
import { createSegmentReader } from './hls-segment.ts';
import { type HlsPlaylist, MAX_PLAYLIST_BYTES, type MediaSegment, readPlaylist } from './playlist.ts';
import { insist, type Pull, pullFailed } from './pull-input.ts';

type MediaPlaylist = Extract<HlsPlaylist, { kind: 'media' }>;

/** RFC 8216 section 6.3.3: a client should begin no closer to the end of a live playlist. */
const LIVE_SEGMENTS = 3;
/** A live playlist that stays the same for so many target durations has been left. */
const MAX_STILL_TARGETS = 10;
/** Segments in a row that cannot be decoded: it is no audio then. */
const MAX_BAD_SEGMENTS = 4;
/** The same of those that cannot be had. */
const MAX_LOST_SEGMENTS = 20;

/**
 * Follows a media playlist to its end: all of a recording, or what is being broadcast from now on. Lost segments are left
 * out; an absent server is asked again.
 * @param playlist of `url`, had already
 */
export async function readHls(pull: Pull, feed: Feed, first: MediaPlaylist, url: string): Promise<void> {
  const reader = createSegmentReader(pull, feed);
  let playlist = first;
  let next = playlist.isComplete ? 0 : (playlist.segments.at(-LIVE_SEGMENTS)?.number ?? 0);
  let changedAt = performance.now();
  /** Segments in a row that gave nothing, and when something was heard last. */
  let missed = 0;
  let heardAt = performance.now();

  async function take(segment: MediaSegment): Promise<void> {
    const before = feed.given;
    try {
      await reader.take(segment);
    } catch (error) {
      pull.signal.throwIfAborted();
      const kind = error instanceof AppError ? error.kind : undefined;
      if (kind !== 'realtime_bad_audio' && kind !== 'media_fetch_failed') throw error;
      const silentMs = performance.now() - heardAt;
      missed++;
      if (kind === 'realtime_bad_audio' ? missed >= MAX_BAD_SEGMENTS : missed >= MAX_LOST_SEGMENTS) throw error;
      if (silentMs > pull.patience.giveUpMs) throw error;
      if (kind === 'realtime_bad_audio') await reader.forget();
    }
    if (feed.given === before) return;
    missed = 0;
    heardAt = performance.now();
  }

  for (;;) {
    const loadedAt = performance.now();
    const fresh = playlist.segments.filter(({ number }) => number >= next);
    for (const segment of fresh) {
      await take(segment);
      next = segment.number + 1;
    }
    if (playlist.isComplete) return;
    const last = playlist.segments.at(-1);
    if (fresh.length > 0) changedAt = performance.now();
    else if (last && last.number < next - playlist.segments.length - 1) {
      // The numbers began anew: the server was started again.
      next = playlist.segments.at(-LIVE_SEGMENTS)?.number ?? last.number;
      await reader.forget();
      continue;
    }
    const targetMs = playlist.targetSeconds * 1000;
    if (performance.now() - changedAt > Math.max(pull.patience.giveUpMs, MAX_STILL_TARGETS * targetMs)) {
      throw pullFailed('The broadcast does not go on: its playlist stays the same.');
    }
    // RFC 8216 section 6.3.4: after a target duration, or half of one when nothing was new.
    const pauseMs = fresh.length > 0 ? targetMs : targetMs / 2;
    const left = loadedAt + pauseMs - performance.now();
    if (left > 0) await wait(left, undefined, { signal: pull.signal });
    playlist = await insist(pull, pull.patience.giveUpMs, () => loadMedia(pull, url));
  }
}

async function loadMedia(pull: Pull, url: string): Promise<MediaPlaylist> {
  const answer = await getAll(pull, url, MAX_PLAYLIST_BYTES);
  const playlist = readPlaylist(answer.bytes.toString('utf8'), answer.url);
  if (playlist.kind !== 'media') throw pullFailed('The playlist of the stream has become something else.');
  return playlist;
}
