import { AppError } from '../../platform/errors.ts';
import { SAMPLE_RATE } from '../recognizer.ts';
import type { AudioIntake, AudioIntakeInput } from './intake.ts';
import { createOpusIntake } from './opus-intake.ts';
import { createResampler, type Resampler } from './resampler.ts';
import { readMono, SAMPLE_BYTES, type SampleFormat, toPcm } from './sample-format.ts';
import { createWavReader, type WavPiece } from './wav-reader.ts';

/** Samples or Opus, by the encoding. */
export function createAudioIntake(input: AudioIntakeInput): AudioIntake {
  return input.encoding === 'opus' ? createOpusIntake(input) : createSampleIntake(input);
}

function createSampleIntake(input: AudioIntakeInput): AudioIntake {
  const wav = createWavReader();
  let toldFormat = input.toldFormat;
  let format: SampleFormat = toldFormat ?? {
    encoding: input.encoding === 'mulaw' || input.encoding === 'alaw' ? input.encoding : 's16',
    sampleRate: input.sample_rate,
    channels: input.channels,
  };
  let resampler = resamplerFor(format);
  /** The beginning of a frame whose end has not come. */
  let carried: Buffer = Buffer.alloc(0);
  let isOver = false;

  function give(pcm: Buffer): void {
    if (pcm.length > 0 && !isOver) input.onPcm(pcm);
  }

  function take(pieces: Iterable<WavPiece>): void {
    for (const piece of pieces) {
      if ('audio' in piece) takeAudio(piece.audio);
      else changeFormat(piece.format);
    }
  }

  function takeAudio(audio: Buffer): void {
    const bytes = carried.length === 0 ? audio : Buffer.concat([carried, audio]);
    const frameBytes = SAMPLE_BYTES[format.encoding] * format.channels;
    const whole = bytes.length - (bytes.length % frameBytes);
    // A copy: the rest must not hold the whole frame of the socket.
    carried = Buffer.from(bytes.subarray(whole));
    const frames = bytes.subarray(0, whole);
    give(isWanted(format) ? frames : toPcm(resampled(readMono(frames, format))));
  }

  function resampled(mono: Float32Array): Float32Array {
    return resampler ? resampler.push(mono) : mono;
  }

  function changeFormat(next: SampleFormat): void {
    if (resampler) give(toPcm(resampler.finish()));
    carried = Buffer.alloc(0);
    format = next;
    toldFormat = next;
    resampler = resamplerFor(next);
  }

  function orFail(work: () => void): void {
    if (isOver) return;
    try {
      work();
    } catch (error) {
      isOver = true;
      input.onFailed(error instanceof AppError ? error : new AppError('internal_error', { cause: error }));
    }
  }

  return {
    accept: (bytes) => orFail(() => take(wav.push(bytes))),
    get toldFormat() {
      return toldFormat;
    },
    get pendingBytes() {
      return carried.length;
    },
    async end() {
      orFail(() => {
        take(wav.finish());
        if (resampler) give(toPcm(resampler.finish()));
      });
      isOver = true;
    },
    close() {
      isOver = true;
    },
  };
}

function isWanted({ encoding, sampleRate, channels }: SampleFormat): boolean {
  return encoding === 's16' && sampleRate === SAMPLE_RATE && channels === 1;
}

function resamplerFor({ sampleRate }: SampleFormat): Resampler | undefined {
  return sampleRate === SAMPLE_RATE ? undefined : createResampler(sampleRate);
}
