"""Every epoch hears each utterance differently: level, noise, microphone, silence around it, another vocal tract.

All on the logarithms of mel powers, before any normalisation: a level is a sum, a microphone a curve over the bands, noise
adds powers. That is many times cheaper than to do it with samples.
"""

import numpy as np

from features import BANDS, SILENCE

DECIBEL = np.log(10) / 10
_AXIS = np.linspace(0, 1, BANDS, dtype=np.float32)


def curve(random, height):
    """A smooth random curve over the bands, within about ±height."""
    return sum(
        random.uniform(-height, height) / (k + 1) * np.cos(np.pi * k * _AXIS + random.uniform(0, 2 * np.pi)) for k in range(4)
    ).astype(np.float32)


def noise(random, frames, level):
    """Stationary noise of some colour: logarithms of powers around `level`, which fluctuate as those of noise do."""
    # Fewer bins of the spectrum go into a low band than into a high one, so it fluctuates more.
    shape = 1.0 + 5.0 * _AXIS
    powers = random.standard_gamma(np.broadcast_to(shape, (frames, BANDS))).astype(np.float32) / shape
    return level + curve(random, 2.0) + np.log(np.maximum(powers, 1e-4))


def augment(random, clean):
    """Log-mel powers (frames, 80) of an utterance without silence around it → those of one hearing of it."""
    frames = warp(random, clean)
    if random.random() < 0.6:
        frames = frames + curve(random, 0.8)
    frames = frames + random.uniform(-30, 3) * DECIBEL
    lead, tail = int(random.integers(2, 60)), int(random.integers(2, 60))
    frames = np.pad(frames, ((lead, tail), (0, 0)), constant_values=SILENCE)
    if random.random() < 0.9:
        level = float(np.log(np.mean(np.exp(frames)))) - random.uniform(10, 55) * DECIBEL
        frames = np.logaddexp(frames, noise(random, len(frames), level))
    return mask(random, np.maximum(frames, SILENCE)).astype(np.float32)


def warp(random, frames, most=0.3):
    """The mel axis stretched by up to three tenths: the formants of a longer or shorter vocal tract."""
    source = np.clip(np.arange(BANDS) * random.uniform(1 - most, 1 + most), 0, BANDS - 1)
    low = np.minimum(source.astype(int), BANDS - 2)
    share = (source - low).astype(np.float32)
    return frames[:, low] * (1 - share) + frames[:, low + 1] * share


def mask(random, frames):
    """Up to two groups of bands replaced by their mean, and up to two short moments by the quietest there is."""
    for _ in range(random.integers(0, 3)):
        width = int(random.integers(1, 12))
        first = int(random.integers(0, BANDS - width))
        frames[:, first : first + width] = frames[:, first : first + width].mean()
    for _ in range(random.integers(0, 3)):
        first = int(random.integers(0, max(1, len(frames) - 4)))
        frames[first : first + int(random.integers(1, 4))] = frames.min()
    return frames


def noise_only(random):
    """One to four seconds without a word: digital silence, or noise of any level."""
    frames = int(random.integers(100, 400))
    if random.random() < 0.3:
        return np.full((frames, BANDS), SILENCE, np.float32)
    return np.maximum(noise(random, frames, random.uniform(SILENCE, 2)), SILENCE).astype(np.float32)
