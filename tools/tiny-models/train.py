"""Trains a tiny model on the corpus: `python3 train.py --work DIR --model offline|streaming|nemo [--epochs N]`.

Seeded, one thread. Writes DIR/<model>.pt and prints the loss and, every few epochs, the held-back word error rate.
"""

import argparse
import copy
import json
import os
import time
import wave

os.environ.setdefault("OMP_NUM_THREADS", "1")

from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from augmentation import augment, noise_only
from features import SILENCE, fbank, log_mel, normalise
from networks import FRONT_END_FRAMES, OfflineCtc, StreamingCtc
from vocabulary import TOKENS, read_tokens, spell

SEED = 7
BATCH = 24


# The network for NeMo's kinds serves both, so it hears the features of both.
FEATURES = {"offline": ["icefall"], "streaming": ["icefall"], "nemo": ["nemo-ctc", "nemo-transducer"]}


def create(name):
    """An untrained network."""
    if name == "streaming":
        return StreamingCtc(len(TOKENS))
    return OfflineCtc(len(TOKENS))


def load_training(path, kinds):
    """The utterances as log-mel powers of each kind, with their tokens."""
    data = np.load(path)
    audio, ends = data["audio"], np.cumsum(data["lengths"])
    utterances = []
    for end, length, text in zip(ends, data["lengths"], data["texts"]):
        samples = audio[end - length : end].astype(np.float32)
        samples *= 0.5 / max(float(np.abs(samples).max()), 1.0)
        utterances.append(([log_mel(samples, kind) for kind in kinds], spell(str(text).split())))
    return utterances


def load_held_back(folder):
    utterances = []
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        with wave.open(str(folder / entry["audio"])) as file:
            audio = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768
        utterances.append((audio, entry["text"].split()))
    return utterances


def run(model, features, lengths):
    """Log-probabilities and their lengths of a padded batch, for either network."""
    if isinstance(model, OfflineCtc):
        return model(features, lengths)
    # What follows the last word: an offline decoder flushes a stream with silence, too.
    tail = torch.full((features.shape[0], 60, features.shape[2]), SILENCE)
    scores, _ = model(torch.cat([features, tail], dim=1), model.initial_caches(features.shape[0]))
    return scores, torch.clamp((lengths + 60 - FRONT_END_FRAMES) // 4 + 1, max=scores.shape[1])


def pad(batch, value):
    longest = max(len(frames) for frames, _ in batch)
    features = np.full((len(batch), longest, batch[0][0].shape[1]), value, np.float32)
    for row, (frames, _) in zip(features, batch):
        row[: len(frames)] = frames
    return torch.from_numpy(features), torch.tensor([len(frames) for frames, _ in batch])


def batches_of_epoch(utterances):
    """How many batches epoch_batches makes of so many utterances."""
    groups = [min(BATCH * 8, utterances - first) for first in range(0, utterances, BATCH * 8)]
    return sum(-(-(size + size // 30) // BATCH) for size in groups)


def epoch_batches(random, utterances, normalised):
    """The utterances, each heard anew, in batches of about the same length; one in thirty is noise without a word."""
    finish = normalise if normalised else lambda frames: frames
    order = random.permutation(len(utterances))
    for first in range(0, len(order), BATCH * 8):
        group = []
        for at in order[first : first + BATCH * 8]:
            kinds, tokens = utterances[at]
            group.append((finish(augment(random, kinds[random.integers(len(kinds))])), tokens))
        group += [(finish(noise_only(random)), []) for _ in range(len(group) // 30)]
        group.sort(key=lambda item: len(item[0]))
        batches = [group[at : at + BATCH] for at in range(0, len(group), BATCH)]
        for at in random.permutation(len(batches)):
            yield batches[at]


def greedy(scores):
    best, words, previous = scores.argmax(-1).tolist(), [], 0
    for token in best:
        if token != previous and token != 0:
            words.append(token)
        previous = token
    return read_tokens(words)


def word_errors(expected, heard):
    row = list(range(len(heard) + 1))
    for i, word in enumerate(expected, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1]


def evaluate(model, utterances, kind):
    model.eval()
    errors = words = 0
    with torch.no_grad():
        for audio, text in utterances:
            frames = fbank(audio, kind)
            if kind == "icefall" and isinstance(model, OfflineCtc):
                frames = normalise(frames)
            frames = torch.from_numpy(frames)[None]
            scores, lengths = run(model, frames, torch.tensor([frames.shape[1]]))
            errors += word_errors(text, greedy(scores[0, : lengths[0]]))
            words += len(text)
    return errors / words


def follow(mean, model, share=0.01):
    """Moves weights and statistics of `mean` a little towards those of `model`."""
    with torch.no_grad():
        for old, new in zip(mean.state_dict().values(), model.state_dict().values()):
            old.copy_(torch.lerp(old, new, share) if old.is_floating_point() else new)


def train(options):
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    kinds = FEATURES[options.model]
    normalised = options.model != "streaming"
    training = load_training(options.work / "training.npz", kinds)
    held_back = load_held_back(options.work / "held-back")
    model = create(options.model)
    if options.start:
        # Of another kind of network, what fits: the front end and the last layer.
        known, mine = torch.load(options.start), model.state_dict()
        model.load_state_dict({name: known[name] if name in known and known[name].shape == value.shape else value
                               for name, value in mine.items()})
    print(f"{options.model}: {sum(p.numel() for p in model.parameters())} parameters, {len(training)} utterances")
    steps = options.epochs * batches_of_epoch(len(training))
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.rate, total_steps=steps + 1, pct_start=0.2)
    # The running mean of the weights, which is steadier than the weights, is what is kept.
    mean = copy.deepcopy(model)
    began = time.time()
    for epoch in range(options.epochs):
        model.train()
        total = count = 0
        for batch in epoch_batches(random, training, normalised):
            features, lengths = pad(batch, 0.0 if normalised else SILENCE)
            scores, lengths = run(model, features, lengths)
            targets = torch.tensor([token for _, tokens in batch for token in tokens])
            sizes = torch.tensor([len(tokens) for _, tokens in batch])
            loss = functional.ctc_loss(scores.transpose(0, 1), targets, lengths, sizes, reduction="sum", zero_infinity=True)
            optimiser.zero_grad()
            (loss / max(1, int(sizes.sum()))).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            follow(mean, model)
            total, count = total + float(loss), count + int(sizes.sum())
        line = f"epoch {epoch + 1} loss {total / count:.4f} {time.time() - began:.0f} s"
        torch.save(mean.state_dict(), options.work / f"{options.model}.pt")
        if epoch % 2 == 1 or epoch + 1 == options.epochs:
            line += f" held-back WER {evaluate(mean, held_back, kinds[0]):.4f}"
        print(line, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--model", choices=[*FEATURES], required=True)
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--rate", type=float, default=4e-3, help="the highest learning rate")
    parser.add_argument("--start", type=Path, help="a network trained before, to go on with")
    train(parser.parse_args())
