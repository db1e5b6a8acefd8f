import { type AudioBlock, BLOCK_SAMPLES, decodeAudio, MAX_CHANNELS } from './audio.ts';
import { probeMedia } from './media-probe.ts';
import { BYTES_PER_MS, SAMPLE_RATE } from './recognizer.ts';
import { createSegmenter, type Segmenter, type Span, WINDOW_MS } from './segments.ts';
import type { ActivityStream, VoiceActivity } from './voice-activity.ts';

export interface SpeechSegment {
  /** 0-based. */
  channel: number;
  /** 0-based within the channel, in order of time; the same on every run over the same file. */
  index: number;
  start_ms: number;
  end_ms: number;
  /** s16le 16 kHz mono, exactly `end_ms - start_ms` long. */
  pcm: Buffer;
}

export interface AudioSummary {
  /** Counted from the decoded samples, never from the header. */
  duration_seconds: number;
  /** 1 unless `multichannel`. */
  channels: number;
}

export interface FindSpeechInput {
  path: string;
  /** Every channel separately (16 at most) instead of one mix of all. */
  multichannel: boolean;
  signal: AbortSignal;
  /** For an interrupted run: for each channel, how many of its first segments are known already and not given again. */
  skipBefore?: readonly number[];
  /** Called about once for each second of audio. */
  onProgress?(decodedSeconds: number): void;
}

export interface FindSpeechParts {
  voiceActivity: VoiceActivity;
  maxDurationSeconds: number;
  stallTimeoutMs: number;
}

/** Blocks on their way to voice activity detection: enough to keep both processes busy. */
const BLOCKS_IN_FLIGHT = 6;

interface Channel {
  activity: ActivityStream;
  segmenter: Segmenter;
  /** Audio that a segment to come may need, without gaps. */
  kept: Buffer[];
  /** Sample at which `kept` begins. */
  keptFrom: number;
  /** Samples in `kept` and before. */
  samples: number;
  count: number;
}

/** Probe → decode → voice activity → segments, streamed. Returns the summary when all audio was read. See {@link Speech}. */
export async function* findSpeech(
  input: FindSpeechInput,
  parts: FindSpeechParts,
): AsyncGenerator<SpeechSegment, AudioSummary> {
  parts.voiceActivity.warmUp();
  const media = await probeMedia(input.path, input.signal);
  const blocks = decodeAudio({ ...input, ...parts, sourceChannels: media.channels });
  const channels = Array.from({ length: input.multichannel ? Math.min(media.channels, MAX_CHANNELS) : 1 }, () =>
    openChannel(parts.voiceActivity),
  );
  try {
    const inFlight: { block: AudioBlock; activity: Promise<Uint8Array[]> }[] = [];
    let samples = 0;
    let ended = false;
    while (!ended || inFlight.length > 0) {
      while (!ended && inFlight.length < BLOCKS_IN_FLIGHT) {
        const next = await blocks.next();
        ended = next.done === true;
        if (next.done) break;
        const activity = Promise.all(
          channels.map((channel, index) => channel.activity.analyse(next.value[index] as Buffer)),
        );
        // Awaited below, in order; a failure before that must not count as unhandled.
        activity.catch(() => {});
        inFlight.push({ block: next.value, activity });
      }
      const first = inFlight.shift();
      if (!first) break;
      const activity = await first.activity;
      input.signal.throwIfAborted();
      for (const [index, channel] of channels.entries()) {
        const spans = extend(channel, first.block[index] as Buffer, activity[index] as Uint8Array);
        yield* segments(input, channel, index, spans);
      }
      samples += (first.block[0] as Buffer).length / 2;
      input.onProgress?.(samples / SAMPLE_RATE);
    }
    for (const [index, channel] of channels.entries()) {
      yield* segments(input, channel, index, channel.segmenter.finish());
    }
    return { duration_seconds: Number((samples / SAMPLE_RATE).toFixed(3)), channels: channels.length };
  } finally {
    for (const channel of channels) channel.activity.close();
    await blocks.return(undefined);
  }
}

function openChannel(voiceActivity: VoiceActivity): Channel {
  return {
    activity: voiceActivity.open(),
    segmenter: createSegmenter(),
    kept: [],
    keptFrom: 0,
    samples: 0,
    count: 0,
  };
}

function extend(channel: Channel, pcm: Buffer, activity: Uint8Array): Span[] {
  channel.kept.push(pcm);
  channel.samples += pcm.length / 2;
  return channel.segmenter.push(activity);
}

function* segments(input: FindSpeechInput, channel: Channel, index: number, spans: Span[]): Generator<SpeechSegment> {
  for (const span of spans) {
    const position = channel.count++;
    if (position < (input.skipBefore?.[index] ?? 0)) continue;
    const start_ms = span.start * WINDOW_MS;
    // The last window may be filled up with zeros that are not part of the audio.
    const end_ms = Math.min(span.end * WINDOW_MS, Math.floor((channel.samples * 1000) / SAMPLE_RATE));
    yield { channel: index, index: position, start_ms, end_ms, pcm: cutOut(channel, start_ms, end_ms) };
  }
  release(channel);
}

function cutOut(channel: Channel, start_ms: number, end_ms: number): Buffer {
  const offset = channel.keptFrom * 2;
  const kept = Buffer.concat(channel.kept);
  channel.kept = [kept];
  return Buffer.from(kept.subarray(start_ms * BYTES_PER_MS - offset, end_ms * BYTES_PER_MS - offset));
}

/** Lets go of whole blocks that no segment can need any more. */
function release(channel: Channel): void {
  const needed = channel.segmenter.keepFrom() * WINDOW_MS * BYTES_PER_MS;
  while (channel.kept.length > 0) {
    const bytes = (channel.kept[0] as Buffer).length;
    if (channel.keptFrom * 2 + bytes > needed) break;
    channel.keptFrom += bytes / 2;
    channel.kept.shift();
  }
  const first = channel.kept[0];
  if (first && first.length > BLOCK_SAMPLES * 4) {
    // After a cut the kept audio is one long buffer; the part that is over must not hold the memory.
    const drop = needed - channel.keptFrom * 2;
    channel.kept[0] = Buffer.from(first.subarray(drop));
    channel.keptFrom += drop / 2;
  }
}
