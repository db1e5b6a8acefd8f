import { SAMPLE_RATE } from './pcm.ts';

/** Of a recording: −23 dBFS, as broadcasters set speech (EBU R 128), here simply as power. */
const SPEECH_LEVEL = 10 ** (-23 / 20) * 32_768;
/** A quiet room: −70 dBFS. Without it the pauses of synthetic voices are digital silence, which no microphone gives. */
const ROOM_LEVEL = 10 ** (-70 / 20) * 32_768;
const FRAME = SAMPLE_RATE / 50;
/** Frames this far below the loudest are no speech: 40 dB. */
const SPEECH_RANGE = 1e4;

/** Root mean square of the parts with speech in them; pauses do not count (as in ITU-T P.56, but by frames of 20 ms). */
export function speechLevel(samples: ArrayLike<number>): number {
  const powers: number[] = [];
  for (let at = 0; at + FRAME <= samples.length; at += FRAME) {
    let power = 0;
    for (let index = at; index < at + FRAME; index++) power += (samples[index] as number) ** 2;
    powers.push(power / FRAME);
  }
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  const speech = powers.filter((power) => power > 0 && power >= loudest / SPEECH_RANGE);
  return Math.sqrt(speech.reduce((sum, power) => sum + power, 0) / Math.max(1, speech.length));
}

/** Speech at a level of its own in a quiet room, with room around it. @param padding samples before and after */
export function inQuietRoom(samples: Int16Array, padding: number, random: () => number): Float64Array {
  const gain = SPEECH_LEVEL / speechLevel(samples);
  const room = whiteNoise(samples.length + 2 * padding, random);
  return room.map((value, index) => value * ROOM_LEVEL + (samples[index - padding] ?? 0) * gain);
}

/** Noise of level 1 that is normally distributed (Box and Muller 1958). */
export function whiteNoise(length: number, random: () => number): Float64Array {
  const noise = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    noise[index] = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  }
  return noise;
}

/** Several voices at once, as at a party, of level 1. @param voices recordings, each repeated from a place of its own on */
export function babble(length: number, voices: readonly Int16Array[], random: () => number): Float64Array {
  const mixed = new Float64Array(length);
  for (const voice of voices) {
    const level = speechLevel(voice);
    const from = Math.floor(random() * voice.length);
    for (let index = 0; index < length; index++) {
      mixed[index] = (mixed[index] as number) + (voice[(from + index) % voice.length] as number) / level;
    }
  }
  const level = Math.sqrt(mixed.reduce((sum, value) => sum + value * value, 0) / length);
  return mixed.map((value) => value / level);
}

/** Adds noise so that the speech is so many decibels above it. @param noise of level 1, as long as the speech */
export function withNoise(speech: Float64Array, noise: Float64Array, signalToNoiseDb: number): Float64Array {
  const gain = SPEECH_LEVEL / 10 ** (signalToNoiseDb / 20);
  return speech.map((value, index) => value + (noise[index] as number) * gain);
}

export function toSamples(values: Float64Array): Int16Array {
  const samples = new Int16Array(values.length);
  for (const [index, value] of values.entries())
    samples[index] = Math.max(-32_768, Math.min(32_767, Math.round(value)));
  return samples;
}
