import { CEPSTRA } from './cepstra.ts';

/**
 * How the frames of a stretch of speech are distributed, taken as normal: their number, their mean and the lower triangle of
 * their scatter (the sum of products of deviations from the mean), in one array. Two of them make that of both exactly.
 */
export type VoiceStatistics = Float32Array;

const MEAN = 1;
const SCATTER = MEAN + CEPSTRA;
export const STATISTICS_SIZE = SCATTER + (CEPSTRA * (CEPSTRA + 1)) / 2;
/** Added to each variance, which is some tens at least: a fraction of a second must not look as if it never varied. */
const LEAST_VARIANCE = 0.5;
/**
 * The weight of the penalty (λ): 1 in theory, which takes frames for independent, but neighbours are of one sound. Chosen on
 * voices other than those it was judged by (docs/adr/0014-speakers-without-models.md).
 */
const PENALTY = 12;
/**
 * More frames of a voice than these 20 s count as so many. A voice is never quite the same for long, and with enough frames
 * any difference would be beyond doubt.
 */
const MOST_FRAMES = 2_000;

export function statisticsOf(frames: readonly Float64Array[]): VoiceStatistics {
  const mean = new Float64Array(CEPSTRA);
  const scatter = new Float64Array(STATISTICS_SIZE - SCATTER);
  for (const frame of frames)
    for (let row = 0; row < CEPSTRA; row++) mean[row] = at(mean, row) + at(frame, row) / frames.length;
  for (const frame of frames) {
    for (let row = 0, place = 0; row < CEPSTRA; row++) {
      const deviation = at(frame, row) - at(mean, row);
      for (let column = 0; column <= row; column++, place++) {
        scatter[place] = at(scatter, place) + deviation * (at(frame, column) - at(mean, column));
      }
    }
  }
  return Float32Array.from([frames.length, ...mean, ...scatter]);
}

/** As if made of the frames of both (Chan, Golub and LeVeque 1979). */
export function joinStatistics(a: VoiceStatistics, b: VoiceStatistics): VoiceStatistics {
  const joined = new Float32Array(STATISTICS_SIZE);
  const count = at(a, 0) + at(b, 0);
  joined[0] = count;
  if (count === 0) return joined;
  const [shareOfB, weight] = [at(b, 0) / count, (at(a, 0) * at(b, 0)) / count];
  for (let row = 0, place = SCATTER; row < CEPSTRA; row++) {
    const difference = at(b, MEAN + row) - at(a, MEAN + row);
    joined[MEAN + row] = at(a, MEAN + row) + shareOfB * difference;
    for (let column = 0; column <= row; column++, place++) {
      const other = at(b, MEAN + column) - at(a, MEAN + column);
      joined[place] = at(a, place) + at(b, place) + weight * difference * other;
    }
  }
  return joined;
}

export interface VoiceComparison {
  /** What is lost when both are described by one normal distribution, as a logarithm of likelihoods; from 0. */
  loss: number;
  /** The change of the Bayesian information criterion: below 0 they are taken for one voice. */
  difference: number;
}

/**
 * Are two stretches of speech of one voice? By the Bayesian information criterion (Chen and Gopalakrishnan 1998), with one
 * covariance for both, so that voices differ by their means: how much better two normal distributions explain the frames
 * than one, less a penalty for describing a second mean. What a microphone does to both alike makes no difference.
 *
 * @param penaltyShare of the usual penalty: less of it finds more voices
 */
export function compareVoices(a: VoiceStatistics, b: VoiceStatistics, penaltyShare = 1): VoiceComparison {
  const [ofA, ofB] = [Math.min(MOST_FRAMES, at(a, 0)), Math.min(MOST_FRAMES, at(b, 0))];
  const count = ofA + ofB;
  // The determinant of the covariance of all is that within both times what is in brackets (matrix determinant lemma).
  const loss = 0.5 * count * Math.log1p(((ofA * ofB) / count ** 2) * squaredDistance(a, b));
  return { loss, difference: loss - penaltyShare * PENALTY * 0.5 * CEPSTRA * Math.log(count) };
}

/** Of the means, in units of the covariance within both (Mahalanobis), by Cholesky's decomposition. */
function squaredDistance(a: VoiceStatistics, b: VoiceStatistics): number {
  const count = at(a, 0) + at(b, 0);
  let sum = 0;
  for (let row = 0, start = 0; row < CEPSTRA; row++, start += row) {
    for (let column = 0, other = 0; column <= row; column++, other += column) {
      let value = (at(a, SCATTER + start + column) + at(b, SCATTER + start + column)) / count;
      if (column === row) value += LEAST_VARIANCE;
      for (let index = 0; index < column; index++) value -= at(lower, start + index) * at(lower, other + index);
      lower[start + column] =
        column < row ? value / at(lower, other + column) : Math.sqrt(Math.max(value, LEAST_VARIANCE / 2));
    }
    let difference = at(a, MEAN + row) - at(b, MEAN + row);
    for (let index = 0; index < row; index++) difference -= at(lower, start + index) * at(solved, index);
    solved[row] = difference / at(lower, start + row);
    sum += at(solved, row) ** 2;
  }
  return sum;
}

const solved = new Float64Array(CEPSTRA);
/** Rows of the triangle one after the other. */
const lower = new Float64Array(STATISTICS_SIZE - SCATTER);

function at(values: Float64Array | Float32Array, index: number): number {
  return values[index] as number;
}
