import { createDecipheriv, type Decipheriv } from 'node:crypto';
import { fetchFailed } from '../../../platform/safe-fetch/index.ts';
import type { Feed } from './feed.ts';
import { getAll, getRange } from './get.ts';
import type { MediaSegment } from './playlist.ts';
import { insist, isPassing, type Pull, pullFailed } from './pull-input.ts';

const MAX_SEGMENT_BYTES = 268_435_456;
const MAX_MAP_BYTES = 4_194_304;
const KEY_BYTES = 16;

/** Brings one segment after the other to the decoder. */
export interface SegmentReader {
  /**
   * Asks for it again as long as it lasts.
   * @throws AppError `media_fetch_failed` when it is lost (the next may still be had); `realtime_bad_audio`,
   * `address_not_allowed`
   */
  take(segment: MediaSegment): Promise<void>;
  /** The next segment begins anew. */
  forget(): Promise<void>;
}

export function createSegmentReader(pull: Pull, feed: Feed): SegmentReader {
  /** What the decoder was begun with. */
  let map = '';
  let mapBytes: Buffer | undefined;
  let key: { url: string; bytes: Buffer } | undefined;

  async function beginAsNeeded(segment: MediaSegment): Promise<void> {
    const wanted = segment.map ? JSON.stringify(segment.map) : '';
    if (!segment.isDiscontinuous && wanted === map) return;
    await feed.startAnew();
    if (segment.map && (wanted !== map || !mapBytes)) mapBytes = await loadMap(segment.map);
    map = wanted;
    if (segment.map && mapBytes) await feed.write(mapBytes);
  }

  async function loadMap({ url, range }: NonNullable<MediaSegment['map']>): Promise<Buffer> {
    const load = () => getAll(pull, url, MAX_MAP_BYTES, range);
    return (await insist(pull, pull.patience.giveUpFirstMs, load)).bytes;
  }

  async function decipherFor(segment: MediaSegment): Promise<Decipheriv | undefined> {
    if (!segment.key) return undefined;
    const { url, iv } = segment.key;
    if (key?.url !== url) {
      const { bytes } = await insist(pull, pull.patience.giveUpFirstMs, () => getAll(pull, url, KEY_BYTES));
      if (bytes.length !== KEY_BYTES) throw pullFailed('The key of the stream does not have 16 bytes.');
      key = { url, bytes };
    }
    return createDecipheriv('aes-128-cbc', key.bytes, iv);
  }

  async function bring(segment: MediaSegment): Promise<void> {
    const decipher = await decipherFor(segment);
    const waitMs = Math.max(pull.patience.bodyMs, segment.durationSeconds * 2_000);
    let size = 0;
    await insist(pull, segment.durationSeconds * 1_000, async () => {
      const answer = await getRange(pull, segment.url, segment.range);
      try {
        for await (const chunk of answer.chunks(waitMs)) {
          size += chunk.length;
          if (size > MAX_SEGMENT_BYTES) throw pullFailed('A segment of the stream is too large.');
          await feed.write(decipher ? decipher.update(chunk) : chunk, answer.type);
        }
        if (decipher) await feed.write(lastBlock(decipher), answer.type);
      } catch (error) {
        // What was given cannot be taken back: the rest of the segment is lost.
        if (size > 0 && isPassing(error)) throw pullFailed('A segment of the stream broke off.', error);
        throw error;
      }
    });
  }

  return {
    async take(segment) {
      pull.signal.throwIfAborted();
      await beginAsNeeded(segment);
      if (!segment.isGap) await bring(segment);
    },
    async forget() {
      map = '?';
      await feed.startAnew();
    },
  };
}

/** Wrong padding: the segment was cut, or has another key; its last bytes are lost. */
function lastBlock(decipher: Decipheriv): Buffer {
  try {
    return decipher.final();
  } catch (error) {
    throw fetchFailed('cut', 'The segment cannot be decrypted to its end.', error);
  }
}
