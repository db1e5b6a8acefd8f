import { AppError } from '../platform/errors.ts';
import { undecodable } from './media-probe.ts';
import { type MediaTool, safeInput, startMediaTool } from './media-tool.ts';
import { SAMPLE_RATE } from './recognizer.ts';
import { WINDOW_SAMPLES } from './segments.ts';

/** More channels than this are not separate speakers; the rest is left out. */
export const MAX_CHANNELS = 16;
/** ffmpeg knows how to mix down at most this many channels; more have no standard layout. */
const MIXABLE_CHANNELS = 8;
/** Samples of each channel in a block: 1.024 s, a whole number of voice activity windows. */
export const BLOCK_SAMPLES = WINDOW_SAMPLES * 32;

export interface DecodeAudioInput {
  path: string;
  /** Channels of the audio stream, from {@link probeMedia}. */
  sourceChannels: number;
  multichannel: boolean;
  maxDurationSeconds: number;
  /** The longest time ffmpeg may be silent while we wait for it. */
  stallTimeoutMs: number;
  signal: AbortSignal;
}

/** One buffer for each channel, s16le 16 kHz, {@link BLOCK_SAMPLES} samples but in the last block. */
export type AudioBlock = Buffer[];

/**
 * Decodes the sound of any media file, block by block; ffmpeg waits when nobody takes the blocks, so memory stays flat.
 * A file that is damaged or cut off gives what can be decoded of it. Closing the generator ends ffmpeg.
 * @throws AppError `audio_undecodable` when not a single sample comes out; `audio_too_short` below one second;
 * `file_too_large` beyond `maxDurationSeconds`; `processing_timeout` when ffmpeg stalls; `service_unavailable` when
 * ffmpeg was killed from outside; the signal's reason when aborted.
 */
export async function* decodeAudio(input: DecodeAudioInput): AsyncGenerator<AudioBlock> {
  const output = outputChannels(input);
  const channels = input.multichannel ? Math.min(output, MAX_CHANNELS) : 1;
  const frameBytes = output * 2;
  const blockBytes = BLOCK_SAMPLES * frameBytes;
  const tool = await startDecoder(input, output);
  let samples = 0;
  try {
    let parts: Buffer[] = [];
    let size = 0;
    for await (const chunk of readOrGiveUp(tool, input)) {
      parts.push(chunk);
      size += chunk.length;
      if (size < blockBytes) continue;
      let bytes = Buffer.concat(parts);
      for (; bytes.length >= blockBytes; bytes = bytes.subarray(blockBytes)) {
        samples += BLOCK_SAMPLES;
        if (samples > input.maxDurationSeconds * SAMPLE_RATE) throw tooLong(input.maxDurationSeconds);
        yield separate(bytes.subarray(0, blockBytes), output, channels);
      }
      parts = [bytes];
      size = bytes.length;
    }
    const rest = Buffer.concat(parts);
    const restSamples = Math.floor(rest.length / frameBytes);
    samples += restSamples;
    if (samples === 0) throw undecodable('No sound could be decoded from this file.', tool.complaint());
    if (samples < SAMPLE_RATE) {
      throw new AppError('audio_too_short', {
        detail: `There are ${(samples / SAMPLE_RATE).toFixed(2)} seconds of audio; at least one second is needed.`,
      });
    }
    if (restSamples > 0) yield separate(rest.subarray(0, restSamples * frameBytes), output, channels);
  } finally {
    tool.kill();
    // Output that nobody reads would keep the process from being seen as closed.
    tool.process.stdout?.destroy();
    await tool.ended;
  }
}

/** Channels that ffmpeg gives out. */
function outputChannels({ multichannel, sourceChannels }: DecodeAudioInput): number {
  return multichannel || sourceChannels > MIXABLE_CHANNELS ? Math.max(1, sourceChannels) : 1;
}

function startDecoder(input: DecodeAudioInput, output: number): Promise<MediaTool> {
  const args = ['-v', 'error', '-nostdin', '-threads', '1', ...safeInput(input.path), '-vn', '-sn', '-dn'];
  // An explicit count keeps the interleaving right when the count changes within the file. Beyond eight there is no
  // layout to name, and ffmpeg passes the channels through as they are.
  if (output <= MIXABLE_CHANNELS) args.push('-ac', String(output));
  args.push('-ar', String(SAMPLE_RATE), '-f', 's16le', 'pipe:1');
  return startMediaTool({ tool: 'ffmpeg', args, path: input.path, signal: input.signal });
}

async function* readOrGiveUp(tool: MediaTool, { signal, stallTimeoutMs }: DecodeAudioInput): AsyncGenerator<Buffer> {
  let stalled = false;
  const giveUp = () => {
    stalled = true;
    tool.kill();
  };
  const chunks = tool.process.stdout?.[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let result: IteratorResult<Buffer>;
  do {
    // The clock runs only while we wait for ffmpeg, not while ffmpeg waits for us.
    const timer = setTimeout(giveUp, stallTimeoutMs);
    try {
      result = await chunks.next();
    } finally {
      clearTimeout(timer);
    }
    signal.throwIfAborted();
    if (stalled) throw new AppError('processing_timeout', { detail: 'Decoding the audio came to a halt.' });
    if (!result.done) yield result.value;
  } while (!result.done);
  const { signal: endedBy } = await tool.ended;
  signal.throwIfAborted();
  if (endedBy) throw new AppError('service_unavailable', { detail: `Decoding the audio was ended by ${endedBy}.` });
}

/** Interleaved samples → one buffer a channel; one channel from many → their mean. */
function separate(bytes: Buffer, from: number, to: number): AudioBlock {
  if (from === 1) return [bytes];
  // A copy of its own: samples are two bytes wide and a slice may start at an odd address.
  const aligned = new Uint8Array(bytes);
  const source = new Int16Array(aligned.buffer);
  const count = source.length / from;
  return Array.from({ length: to }, (_, channel) => {
    const target = new Int16Array(count);
    for (let index = 0; index < count; index++) {
      target[index] = to === 1 ? mean(source, index * from, from) : (source[index * from + channel] as number);
    }
    return Buffer.from(target.buffer);
  });
}

function mean(source: Int16Array, from: number, count: number): number {
  let sum = 0;
  for (let index = from; index < from + count; index++) sum += source[index] as number;
  return Math.round(sum / count);
}

function tooLong(maxDurationSeconds: number): AppError {
  const hours = Number((maxDurationSeconds / 3600).toFixed(2));
  return new AppError('file_too_large', { detail: `The audio is longer than ${hours} hours.` });
}
