"""The log-mel features sherpa-onnx computes, in numpy: 80 bands of frames of 25 ms every 10 ms.

- "icefall" (zipformer models): Kaldi's filter bank; mean removed, povey window, mel bands from 20 Hz to 7,600 Hz.
- "nemo-ctc": librosa's (Slaney's) bands from 0 Hz to 8,000 Hz, periodic Hann window, each band normalised over the
  utterance to mean 0 and variance 1.
- "nemo-transducer": the same, but povey window and bands up to 7,600 Hz.

All: samples in [-1, 1], edges reflected (snip_edges false), no dither, pre-emphasis 0.97, 512-point power spectrum, natural
logarithm with the float epsilon as the floor.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.fft import rfft

SAMPLE_RATE = 16000
SHIFT, LENGTH, FFT, BANDS = 160, 400, 512, 80
FLOOR = float(np.finfo(np.float32).eps)
SILENCE = float(np.log(FLOOR))


def _kaldi_mel(hz):
    return 1127.0 * np.log(1.0 + np.asarray(hz, np.float64) / 700.0)


def _slaney_mel(hz):
    # Linear up to 1,000 Hz (mel 15), then 27 steps to 6.4 times that.
    hz = np.asarray(hz, np.float64)
    return np.where(hz < 1000, hz * 3 / 200, 15 + np.log(np.maximum(hz, 1) / 1000) * 27 / np.log(6.4))


def _slaney_hz(mel):
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp((mel - 15) * np.log(6.4) / 27))


def _triangles(edges, bins):
    rising = (bins[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins[None]) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rising, falling))


def _kaldi_filters():
    bins = np.arange(FFT // 2 + 1) * SAMPLE_RATE / FFT
    filters = _triangles(np.linspace(_kaldi_mel(20), _kaldi_mel(7600), BANDS + 2), _kaldi_mel(bins))
    filters[:, -1] = 0
    return filters.T.astype(np.float32)


def _slaney_filters(high_hz):
    edges = _slaney_hz(np.linspace(0, _slaney_mel(high_hz), BANDS + 2))
    filters = _triangles(edges, np.arange(FFT // 2 + 1) * SAMPLE_RATE / FFT)
    return (filters * (2 / (edges[2:] - edges[:-2]))[:, None]).T.astype(np.float32)


_AT = np.arange(LENGTH)
_POVEY = ((0.5 - 0.5 * np.cos(2 * np.pi * _AT / (LENGTH - 1))) ** 0.85).astype(np.float32)
_HANN = (0.5 - 0.5 * np.cos(2 * np.pi * _AT / LENGTH)).astype(np.float32)

_KINDS = {
    "icefall": (_kaldi_filters(), _POVEY),
    "nemo-ctc": (_slaney_filters(8000), _HANN),
    "nemo-transducer": (_slaney_filters(7600), _POVEY),
}


def fbank(samples, kind="icefall"):
    """float32 samples in [-1, 1] at 16 kHz → (frames, 80) float32."""
    bands = log_mel(samples, kind)
    return bands if kind == "icefall" else normalise(bands)


def log_mel(samples, kind="icefall"):
    """The same, before the normalisation of NeMo's kinds."""
    filters, window = _KINDS[kind]
    count = (len(samples) + SHIFT // 2) // SHIFT
    if count == 0:
        return np.zeros((0, BANDS), np.float32)
    padded = np.pad(np.asarray(samples, np.float32), ((LENGTH - SHIFT) // 2, LENGTH), mode="symmetric")
    frames = sliding_window_view(padded, LENGTH)[::SHIFT][:count]
    if kind == "icefall":
        frames = frames - frames.mean(axis=1, keepdims=True)
    emphasised = frames.copy()
    emphasised[:, 1:] -= 0.97 * frames[:, :-1]
    emphasised[:, 0] *= 1 - 0.97
    spectrum = rfft(emphasised * window, FFT)
    power = spectrum.real**2 + spectrum.imag**2
    return np.log(np.maximum(power @ filters, FLOOR))


def normalise(bands):
    """Each band to mean 0 and variance 1 over the utterance, as NeMo's "per_feature"."""
    return (bands - bands.mean(axis=0)) / (bands.std(axis=0) + 1e-5)
