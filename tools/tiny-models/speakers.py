"""Trains and exports the two models for diarization through sherpa-onnx, on synthetic voices.

    python3 speakers.py --to server/test/models

- tiny-speaker-embedding (kind "speaker-embedding"): whose voice it is.
- tiny-speaker-segmentation (kind "speaker-segmentation-pyannote"): when anyone speaks within windows of 1.5 s, always as the
  window's first speaker. Who it is, is left to the embeddings of the windows, which overlap by nine tenths.

Seeded, one thread. Needs nothing that corpus.py makes; hears none of the voices it holds back.
"""

import argparse
import os
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

from pathlib import Path

import numpy as np
import torch
from scipy.signal import lfilter, resample_poly
from torch import nn
from torch.nn import functional

from augmentation import curve, noise
from corpus import TRAINING, draw_words, say, trim
from features import BANDS, SAMPLE_RATE, SILENCE, fbank
from model_folder import describe, write_onnx
from speaker_networks import (
    CLASSES, DIMENSIONS, FRAME_LENGTH, FRAME_SHIFT, LOCAL_SPEAKERS, WINDOW, Embedding, Segmentation,
)
from synthesis import Espeak

SEED = 11
BATCH = 64


def draw_voices():
    """Voices to tell apart. Each variant counts as four: two pitches, and a shorter and a longer head (resampled).

    flite's voices, fewer but made of recordings, count as more; kal and kal16 are one man.
    """
    voices = [
        {"engine": "espeak-ng", "variant": variant, "pitch": pitch, "tenths": tenths}
        for variant in TRAINING["variants"] for pitch, tenths in ((35, 10), (65, 10), (50, 9), (50, 11))
    ]
    for voice in ("awb", "kal16", "slt"):
        voices += [{"engine": "flite", "voice": voice, "pitch_hz": hz, "tenths": tenths}
                   for hz in (100.0, 140.0, 190.0) for tenths in (9, 10, 11)]
    return voices


def speak(espeak, random, voice):
    """One utterance of a voice, at any speed and in any accent."""
    if voice["engine"] == "flite":
        low, high = TRAINING["stretch"][random.integers(4)]
        spec = {**voice, "speed": float(random.uniform(low, high)), "pitch_spread": float(random.uniform(8, 30))}
    else:
        low, high = TRAINING["wpm"][random.integers(4)]
        accent, variant = str(random.choice(TRAINING["accents"])), voice["variant"]
        spec = {**voice, "voice": accent + (variant and f"+{variant}"), "speed": int(random.integers(low, high + 1)),
                "pitch_range": int(random.integers(30, 70)), "gap": 0}
    audio = trim(say(espeak, random, draw_words(random), spec)[0])[0]
    audio = audio * (0.5 / max(float(np.abs(audio).max()), 1e-3))
    return audio if voice["tenths"] == 10 else resample_poly(audio, voice["tenths"], 10).astype(np.float32)


def hear(random, utterances, frames):
    """Some `frames` of log-mel powers out of utterances of one voice, with pauses around, another microphone, noise."""
    heard = utterances[random.integers(len(utterances))]
    before, after = random.integers(0, frames // 3 + 1, 2) * (random.random(2) < 0.4)
    heard = np.pad(heard, ((before, after), (0, 0)), constant_values=SILENCE)
    if len(heard) < frames:
        heard = np.tile(heard, (frames // len(heard) + 1, 1))
    first = int(random.integers(0, len(heard) - frames + 1))
    heard = heard[first : first + frames] + curve(random, 0.6)
    level = float(np.log(np.mean(np.exp(heard)))) - random.uniform(1.5, 11)
    return np.maximum(np.logaddexp(heard, noise(random, frames, level)), SILENCE)


def train_embedding(random, features, steps):
    model, voices = Embedding(), len(features)
    centres = nn.Parameter(torch.randn(voices, DIMENSIONS))
    optimiser = torch.optim.AdamW([*model.parameters(), centres], lr=4e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps + 10, pct_start=0.2)
    began, right = time.time(), 0.0
    for step in range(steps):
        who, frames = random.integers(0, voices, BATCH), int(random.integers(60, 200))
        heard = np.stack([hear(random, features[w], frames) for w in who]).astype(np.float32)
        cosine = model(torch.from_numpy(heard)) @ functional.normalize(centres, dim=1).T
        target = torch.from_numpy(who)
        # Additive margin: closer to the own centre by 0.2 than to any other.
        loss = functional.cross_entropy(20.0 * (cosine - 0.2 * functional.one_hot(target, voices)), target)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        right = 0.98 * right + 0.02 * float((cosine.argmax(1) == target).float().mean())
        if step % 100 == 99:
            print(f"embedding {step + 1}: loss {float(loss):.3f}, right {right:.3f}, {time.time() - began:.0f} s", flush=True)
    return model


def coloured_noise(random, count):
    """White or low-passed noise of power 1."""
    samples = random.standard_normal(count, dtype=np.float32)
    if random.random() < 0.5:
        samples = lfilter([1], [1, -random.uniform(0.6, 0.97)], samples)
    return samples / max(float(np.sqrt(np.mean(samples**2))), 1e-9)


def draw_window(random, spoken):
    """A window of speech and pauses, with noise: (samples, 1 for every 20 ms of speech)."""
    audio = np.zeros(WINDOW, np.float32)
    at = int(random.uniform(-2, 1.5) * SAMPLE_RATE)
    while at < WINDOW:
        mine = spoken[random.integers(len(spoken))]
        part = mine[random.integers(len(mine))]
        first, last = max(0, at), min(WINDOW, at + len(part))
        if last > first:
            audio[first:last] = part[first - at : last - at]
        at += len(part) + int(random.uniform(0.05, 1.5) * SAMPLE_RATE)
    loud = np.abs(audio.reshape(-1, FRAME_SHIFT)).max(axis=1) > 0.01
    # Stops within words count as speech.
    speech = np.convolve(loud, np.ones(11), "same") > 0
    power = float(np.sqrt(np.mean(audio[np.repeat(speech, FRAME_SHIFT)] ** 2))) if speech.any() else 0.1
    audio = audio + coloured_noise(random, WINDOW) * power * 10 ** (-random.uniform(12, 50) / 20)
    return (audio * 10 ** (random.uniform(-30, 3) / 20)).astype(np.float32), speech


def train_segmentation(random, spoken, steps):
    model = Segmentation()
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps + 10, pct_start=0.2)
    right = 0.0
    for step in range(steps):
        windows = [draw_window(random, spoken) for _ in range(32)]
        scores = model(torch.from_numpy(np.stack([audio for audio, _ in windows]))[:, None])
        target = torch.from_numpy(np.stack([speech for _, speech in windows]).astype(np.int64))
        loss = functional.nll_loss(scores.transpose(1, 2), target)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        right = 0.98 * right + 0.02 * float((scores.argmax(2) == target).float().mean())
        if step % 100 == 99:
            print(f"segmentation {step + 1}: loss {float(loss):.3f}, right {right:.3f}", flush=True)
    return model


def export_embedding(model, to, threshold):
    folder = to / "tiny-speaker-embedding"
    folder.mkdir(parents=True, exist_ok=True)
    write_onnx(model, torch.zeros(2, 150, BANDS), folder / "model.onnx", ["feats"], ["embs"],
               {"feats": {0: "N", 1: "T"}, "embs": {0: "N"}},
               {"framework": "wespeaker", "language": "English", "output_dim": DIMENSIONS, "sample_rate": SAMPLE_RATE,
                "normalize_samples": 1})
    describe(folder, "Tiny speaker embedding", "speaker-embedding", {"model": "model.onnx"}, speaker_threshold=threshold)


def export_segmentation(model, to):
    folder = to / "tiny-speaker-segmentation"
    folder.mkdir(parents=True, exist_ok=True)
    write_onnx(model, torch.zeros(2, 1, WINDOW), folder / "model.onnx", ["x"], ["y"], {"x": {0: "N"}, "y": {0: "N"}},
               {"model_type": "pyannote-segmentation-3.0", "sample_rate": SAMPLE_RATE, "window_size": WINDOW,
                "receptive_field_size": FRAME_LENGTH, "receptive_field_shift": FRAME_SHIFT, "num_speakers": LOCAL_SPEAKERS,
                "powerset_max_classes": 2, "num_classes": CLASSES})
    describe(folder, "Tiny speaker segmentation", "speaker-segmentation-pyannote", {"model": "model.onnx"})


def seeded(number):
    """Each step has its own numbers, so that one can be made again without the other."""
    torch.manual_seed(SEED + number)
    return np.random.default_rng([SEED, number])


def make(options):
    torch.set_num_threads(1)
    random, espeak, began = seeded(0), Espeak(), time.time()
    voices = draw_voices()
    spoken = [[speak(espeak, random, voice) for _ in range(options.utterances)] for voice in voices]
    seconds = sum(len(audio) for mine in spoken for audio in mine) / SAMPLE_RATE
    print(f"{len(voices)} voices, {seconds:.0f} s of speech, made in {time.time() - began:.0f} s", flush=True)
    if "segmentation" in options.models:
        export_segmentation(train_segmentation(seeded(1), spoken, options.steps // 4), options.to)
    if "embedding" in options.models:
        features = [[fbank(audio) for audio in mine] for mine in spoken]
        export_embedding(train_embedding(seeded(2), features, options.steps), options.to, options.threshold)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--utterances", type=int, default=8, help="of each voice")
    parser.add_argument("--steps", type=int, default=1600)
    parser.add_argument("--threshold", type=float, default=0.55, help="the distance from which on voices are two")
    parser.add_argument("--models", nargs="+", choices=["segmentation", "embedding"], default=["segmentation", "embedding"])
    make(parser.parse_args())
