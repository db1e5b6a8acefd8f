/** Errors and words of one recording. */
export interface Count {
  errors: number;
  words: number;
}

export interface Interval {
  low: number;
  high: number;
}

const ROUNDS = 2_000;
const SEED = 20_040_615;

/**
 * The 95 % confidence interval of an error rate, by drawing the recordings again with replacement (Bisani and Ney 2004,
 * "Bootstrap estimates for confidence intervals in ASR performance evaluation"). Always the same for the same counts.
 *
 * @returns undefined for fewer than two recordings: nothing can be said then
 */
export function rateInterval(counts: readonly Count[]): Interval | undefined {
  return interval(counts.length, (drawn) => {
    let [errors, words] = [0, 0];
    for (const index of drawn) {
      errors += (counts[index] as Count).errors;
      words += (counts[index] as Count).words;
    }
    return words === 0 ? 0 : errors / words;
  });
}

/**
 * The same of the difference `b − a` between two error rates on the same recordings, in the same order. Where 0 is not
 * within, one is better than the other. Drawing both together takes out what makes some recordings harder than others.
 */
export function differenceInterval(a: readonly Count[], b: readonly Count[]): Interval | undefined {
  if (a.length !== b.length) throw new RangeError('Both sides need the same recordings.');
  return interval(a.length, (drawn) => {
    let [difference, words] = [0, 0];
    for (const index of drawn) {
      difference += (b[index] as Count).errors - (a[index] as Count).errors;
      words += (a[index] as Count).words;
    }
    return words === 0 ? 0 : difference / words;
  });
}

function interval(size: number, statistic: (drawn: Uint32Array) => number): Interval | undefined {
  if (size < 2) return undefined;
  const random = seededRandom(SEED);
  const drawn = new Uint32Array(size);
  const values = new Float64Array(ROUNDS);
  for (let round = 0; round < ROUNDS; round++) {
    for (let index = 0; index < size; index++) drawn[index] = Math.floor(random() * size);
    values[round] = statistic(drawn);
  }
  values.sort();
  return { low: values[Math.floor(ROUNDS * 0.025)] as number, high: values[Math.ceil(ROUNDS * 0.975) - 1] as number };
}

/** Numbers in [0, 1), the same for the same seed: mulberry32, a generator of 32 bits of state in the public domain. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
