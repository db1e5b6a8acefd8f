import { seededRandom } from '../bootstrap.ts';
import { speechLevel, toSamples, whiteNoise } from '../corpus/noise.ts';
import { SAMPLE_RATE } from '../corpus/pcm.ts';
import type { Clip, Span, Talker } from './talkers.ts';

/** What somebody says, in seconds from the start. */
export interface Said extends Span {
  /** 0-based, in no particular order. */
  speaker: number;
}

export interface Mixture {
  name: string;
  talkers: string[];
  /** 16 kHz, mono. */
  samples: Int16Array;
  /** Speech between pauses. */
  speech: Said[];
  words: Said[];
}

export interface MixtureOptions {
  name: string;
  talkers: readonly Talker[];
  /** About so long; it ends with a turn. */
  seconds: number;
  seed: number;
  /** Of an even level, or louder and softer by turn, as when a window is opened. */
  noise: 'steady' | 'changing';
}

const TURN_SECONDS = [2, 15] as const;
/** Between turns. */
const PAUSE_SECONDS = [0.2, 1] as const;
/** Between the sentences of a turn. */
const BREATH_SECONDS = [0.15, 0.5] as const;
/** −23 dBFS, as broadcasters set speech (EBU R 128), here simply as power. */
const LEVEL = 10 ** (-23 / 20) * 32_768;
/** Nobody sits at the same distance from the microphone. */
const LEVEL_DB = [-4, 4] as const;
/** Noise below the speech: from a quiet room to an office. */
const NOISE_DB = [25, 40] as const;
const NOISE_CHANGES_SECONDS = 12;

/** A conversation: talkers take turns in random order, with pauses and a little noise. The same seed gives the same one. */
export async function makeMixture(options: MixtureOptions): Promise<Mixture> {
  const { name, talkers, seconds } = options;
  const random = seededRandom(options.seed);
  const between = ([low, high]: readonly [number, number]) => low + random() * (high - low);
  const levels = talkers.map(() => LEVEL * 10 ** (between(LEVEL_DB) / 20));
  const decks = talkers.map(({ clips }) => shuffledDeck(clips, random));
  const parts: { at: number; clip: Clip; gain: number }[] = [];
  const speech: Said[] = [];
  const words: Said[] = [];
  let at = between(PAUSE_SECONDS);
  for (let speaker = 0, turn = 0; at < seconds || turn < talkers.length; turn++) {
    const until = at + between(TURN_SECONDS);
    while (at < until) {
      const clip = await (talkers[speaker] as Talker).clip((decks[speaker] as () => number)());
      parts.push({ at, clip, gain: (levels[speaker] as number) / speechLevel(clip.samples) });
      const end = at + clip.samples.length / SAMPLE_RATE;
      speech.push({ speaker, start: at, end });
      for (const word of clip.words) words.push({ speaker, start: at + word.start, end: at + word.end });
      at = end + between(BREATH_SECONDS);
    }
    at += between(PAUSE_SECONDS);
    // In the beginning everybody once, then anybody but who has just spoken.
    const others = talkers.map((_, index) => index).filter((index) => index !== speaker);
    if (turn + 1 < talkers.length) speaker = turn + 1;
    else speaker = others[Math.floor(random() * others.length)] ?? speaker;
  }
  const noise = whiteNoise(Math.ceil(at * SAMPLE_RATE), random);
  const noiseDb = options.noise === 'steady' ? [between(NOISE_DB)] : NOISE_DB;
  const mixed = noise.map((value, index) => {
    const turn = Math.floor(index / SAMPLE_RATE / NOISE_CHANGES_SECONDS);
    return (value * LEVEL) / 10 ** ((noiseDb[turn % noiseDb.length] as number) / 20);
  });
  for (const { at, clip, gain } of parts) {
    const from = Math.round(at * SAMPLE_RATE);
    for (const [index, sample] of clip.samples.entries())
      mixed[from + index] = (mixed[from + index] as number) + sample * gain;
  }
  return { name, talkers: talkers.map(({ name }) => name), samples: toSamples(mixed), speech, words };
}

/** Draws every clip once before any again. */
function shuffledDeck(size: number, random: () => number): () => number {
  let deck: number[] = [];
  return () => {
    if (deck.length === 0) {
      deck = Array.from({ length: size }, (_, index) => index);
      for (let index = size - 1; index > 0; index--) {
        const other = Math.floor(random() * (index + 1));
        [deck[index], deck[other]] = [deck[other] as number, deck[index] as number];
      }
    }
    return deck.pop() as number;
  };
}

/** How many recordings of each kind; of those with several speakers, half are of one family. */
export const KINDS = [
  { speakers: 1, noise: 'steady', count: 20 },
  { speakers: 2, noise: 'steady', count: 20 },
  { speakers: 3, noise: 'steady', count: 8 },
  { speakers: 4, noise: 'steady', count: 8 },
  { speakers: 1, noise: 'changing', count: 8 },
] as const;

/** Who talks with whom in each recording. */
export function drawCasts(
  talkers: readonly Talker[],
  { seed, seconds }: { seed: number; seconds: number },
): MixtureOptions[] {
  const random = seededRandom(seed);
  const draw = (from: readonly Talker[], count: number) => {
    const deck = shuffledDeck(from.length, random);
    return Array.from({ length: count }, () => from[deck()] as Talker);
  };
  const families = [...Map.groupBy(talkers, ({ family }) => family).values()];
  return KINDS.flatMap(({ speakers, noise, count }) => {
    const large = families.filter((family) => family.length >= speakers);
    return Array.from({ length: count }, (_, index): MixtureOptions => {
      const from = index % 2 === 0 ? (large[(index / 2) % large.length] as Talker[]) : talkers;
      return {
        name: `${speakers}-${noise}-${String(index + 1).padStart(2, '0')}`,
        talkers: speakers === 1 ? [talkers[index % talkers.length] as Talker] : draw(from, speakers),
        seconds,
        seed: seed * 1_000 + speakers * 100 + index,
        noise,
      };
    });
  });
}
