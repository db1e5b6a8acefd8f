import { AppError } from '../../platform/errors.ts';
import type { SampleEncoding, SampleFormat } from './sample-format.ts';

/** `WAVE_FORMAT_…` of Microsoft's mmreg.h. */
const PCM = 1;
const FLOAT = 3;
const ALAW = 6;
const MULAW = 7;
const EXTENSIBLE = 0xfffe;
/** The rest of the identifier in WAVE_FORMAT_EXTENSIBLE behind the two bytes of the format itself (RFC 2361). */
const SUBTYPE_TAIL = Buffer.from('000000001000800000aa00389b71', 'hex');
const SUBTYPE_AT = 24;

const ENCODINGS: Record<string, SampleEncoding> = {
  [`${PCM}/8`]: 'u8',
  [`${PCM}/16`]: 's16',
  [`${PCM}/24`]: 's24',
  [`${PCM}/32`]: 's32',
  [`${FLOAT}/32`]: 'f32',
  [`${FLOAT}/64`]: 'f64',
  [`${ALAW}/8`]: 'alaw',
  [`${MULAW}/8`]: 'mulaw',
};

export const MIN_RATE = 8_000;
export const MAX_RATE = 48_000;
export const MAX_LIVE_CHANNELS = 8;

/**
 * The chunk `fmt ` of a WAV header.
 * @throws AppError `realtime_bad_audio` for what is not read
 */
export function parseWavFormat(chunk: Buffer): SampleFormat {
  if (chunk.length < 16) throw badHeader('The WAV header is damaged: its chunk "fmt " is too short.');
  const channels = chunk.readUInt16LE(2);
  const sampleRate = chunk.readUInt32LE(4);
  const bits = chunk.readUInt16LE(14);
  const tag = formatTag(chunk);
  const encoding = ENCODINGS[`${tag}/${bits}`];
  if (!encoding) {
    throw badHeader(
      `The WAV header names format ${tag} with ${bits} bits. Send PCM of 8, 16, 24 or 32 bits, float, μ-law or A-law.`,
    );
  }
  if (channels < 1 || channels > MAX_LIVE_CHANNELS) {
    throw badHeader(`The WAV header names ${channels} channels. Send 1 to ${MAX_LIVE_CHANNELS}.`);
  }
  if (sampleRate < MIN_RATE || sampleRate > MAX_RATE) {
    throw badHeader(`The WAV header names ${sampleRate} Hz. Send ${MIN_RATE} to ${MAX_RATE}.`);
  }
  return { encoding, sampleRate, channels };
}

function formatTag(chunk: Buffer): number {
  const tag = chunk.readUInt16LE(0);
  const isNamed = tag === EXTENSIBLE && chunk.subarray(SUBTYPE_AT + 2, SUBTYPE_AT + 16).equals(SUBTYPE_TAIL);
  return isNamed ? chunk.readUInt16LE(SUBTYPE_AT) : tag;
}

export function badHeader(detail: string): AppError {
  return new AppError('realtime_bad_audio', { detail });
}
