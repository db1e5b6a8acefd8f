import { parse, setOptions, type types } from 'hls-parser';
import type { ByteRange } from './get.ts';
import { pullFailed } from './pull-input.ts';

export interface MediaSegment {
  url: string;
  number: number;
  durationSeconds: number;
  range: ByteRange | undefined;
  /** Has nothing to do with the segment before it. */
  isDiscontinuous: boolean;
  isGap: boolean;
  /** Stands before all segments that name it (fragmented MP4). */
  map: { url: string; range: ByteRange | undefined } | undefined;
  key: { url: string; iv: Buffer } | undefined;
}

export type HlsPlaylist =
  /** Addresses of media playlists, the best for listening first. */
  | { kind: 'master'; choices: string[] }
  /** Addresses of streams: what radio stations give. */
  | { kind: 'links'; choices: string[] }
  | { kind: 'media'; segments: MediaSegment[]; targetSeconds: number; isComplete: boolean };

/** A day of segments of four seconds, with long names. */
export const MAX_PLAYLIST_BYTES = 4_194_304;
const MAX_SEGMENTS = 30_000;
const MAX_VARIANTS = 100;
const MIN_TARGET_SECONDS = 0.5;
const MAX_TARGET_SECONDS = 60;
/** What counts here; everything else (dates, advertisements, parts for low latency) is left out before parsing. */
const TAGS =
  /^#EXT(M3U|INF|-X-(VERSION|BYTERANGE|DISCONTINUITY|DISCONTINUITY-SEQUENCE|KEY|MAP|GAP|TARGETDURATION|MEDIA-SEQUENCE|ENDLIST|PLAYLIST-TYPE|STREAM-INF|MEDIA))\b(?!-)/;
const VIDEO_CODEC = /\b(avc|hvc|hev|vp0?[89]|av01|dvh|mp4v)/i;

// It prints what it finds unusual otherwise.
setOptions({ silent: true });

/**
 * An HLS playlist (RFC 8216), or a plain list of addresses (M3U).
 * @param url the one it was had from, for relative addresses
 * @throws AppError `media_fetch_failed` for what is none, or too large, or encrypted in a way that is not read
 */
export function readPlaylist(text: string, url: string): HlsPlaylist {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  if (!lines.some((line) => line.startsWith('#EXT-X-'))) {
    const links = lines.filter((line) => line !== '' && !line.startsWith('#'));
    if (links.length === 0) throw pullFailed('The playlist is empty.');
    return { kind: 'links', choices: links.slice(0, MAX_VARIANTS).map((link) => resolve(link, url)) };
  }
  const wanted = lines.filter((line) => (line.startsWith('#') ? TAGS.test(line) : line !== '')).map(withoutTitle);
  if (count(wanted, '#EXTINF') > MAX_SEGMENTS) throw pullFailed('The playlist is too long.');
  if (count(wanted, '#EXT-X-STREAM-INF') + count(wanted, '#EXT-X-MEDIA:') > 2 * MAX_VARIANTS) {
    throw pullFailed('The playlist offers too many versions.');
  }
  let playlist: types.MasterPlaylist | types.MediaPlaylist;
  try {
    playlist = parse(wanted.join('\n')) as types.MasterPlaylist | types.MediaPlaylist;
  } catch (error) {
    throw pullFailed('The playlist cannot be read.', error);
  }
  return playlist.isMasterPlaylist ? readMaster(playlist, url) : readMedia(playlist, url);
}

const count = (lines: string[], tag: string) => lines.filter((line) => line.startsWith(tag)).length;

/** Titles of segments may hold anything. */
const withoutTitle = (line: string) => (line.startsWith('#EXTINF') ? `${line.split(',')[0]},` : line);

function resolve(uri: string | undefined, base: string): string {
  if (!uri || !URL.canParse(uri, base)) throw pullFailed('The playlist names something that is no address.');
  return new URL(uri, base).href;
}

function readMaster(playlist: types.MasterPlaylist, url: string): HlsPlaylist {
  const variants = playlist.variants.filter((variant) => variant.uri && !variant.isIFrameOnly);
  const isAudio = ({ codecs, resolution }: types.Variant) =>
    codecs !== undefined && !resolution && !VIDEO_CODEC.test(codecs);
  const byWeight = variants.toSorted(
    (a, b) => Number(isAudio(b)) - Number(isAudio(a)) || (a.bandwidth ?? 0) - (b.bandwidth ?? 0),
  );
  const choices = byWeight.map((variant) => resolve(audioOf(variant) ?? variant.uri, url));
  if (choices.length === 0) throw pullFailed('The playlist names no stream.');
  return { kind: 'master', choices: [...new Set(choices)] };
}

/** The sound apart, where it is apart. */
function audioOf({ audio }: types.Variant): string | undefined {
  const apart = audio.filter(({ uri }) => uri);
  const isWithin = audio.some(({ uri, isDefault }) => isDefault && !uri);
  return isWithin ? undefined : (apart.find(({ isDefault }) => isDefault) ?? apart[0])?.uri;
}

function readMedia(playlist: types.MediaPlaylist, url: string): HlsPlaylist {
  const target = Number.isFinite(playlist.targetDuration) ? playlist.targetDuration : MAX_TARGET_SECONDS / 10;
  // The parser makes tags behind the last address a segment without one.
  const segments = playlist.segments.filter(({ uri }) => uri).map((segment) => readSegment(segment, url));
  return {
    kind: 'media',
    segments,
    targetSeconds: Math.min(MAX_TARGET_SECONDS, Math.max(MIN_TARGET_SECONDS, target)),
    isComplete: playlist.endlist || playlist.playlistType === 'VOD',
  };
}

function readSegment(segment: types.Segment, url: string): MediaSegment {
  const { map, key, mediaSequenceNumber: number } = segment;
  return {
    url: resolve(segment.uri, url),
    number,
    durationSeconds: Math.min(MAX_TARGET_SECONDS * 10, Math.max(0, segment.duration || 0)),
    range: readRange(segment.byterange),
    isDiscontinuous: segment.discontinuity === true,
    isGap: segment.gap === true,
    map: map?.uri ? { url: resolve(map.uri, url), range: readRange(map.byterange) } : undefined,
    key: key ? readKey(key, number, url) : undefined,
  };
}

function readRange(range: types.Byterange | undefined): ByteRange | undefined {
  if (!range || !(range.length > 0)) return undefined;
  return { offset: Math.max(0, range.offset || 0), length: range.length };
}

function readKey(key: types.Key, number: number, url: string): MediaSegment['key'] {
  if (key.method === 'NONE') return undefined;
  if (key.method !== 'AES-128' || (key.format && key.format !== 'identity')) {
    throw pullFailed(`The stream is encrypted in a way that is not read (${String(key.method).slice(0, 40)}).`);
  }
  const iv = Buffer.alloc(16);
  if (key.iv) Buffer.from(key.iv).copy(iv);
  else iv.writeBigUInt64BE(BigInt(Math.max(0, Math.floor(number))), 8);
  return { url: resolve(key.uri, url), iv };
}
