"""The networks: convolutions over log-mel features, four frames (40 ms) a step, for CTC.

Both begin with the same front end of two strided convolutions that need 13 frames for their first step and 4 for each
further one. `OfflineCtc` looks both ways and sees the whole utterance. `StreamingCtc` looks back only: what its
convolutions need of the past is handed in and out as caches, so that chunk by chunk it computes exactly what it computes
for the whole.
"""

import torch
from torch import nn
from torch.nn import functional

from features import BANDS, SILENCE

CHANNELS = 120
FRONT_END_FRAMES = 13
STEP_FRAMES = 4
# A chunk of four steps (160 ms), and the frames beyond it that the front end needs for the last of them.
CHUNK_FRAMES = 4 * STEP_FRAMES
CHUNK_LENGTH = CHUNK_FRAMES + FRONT_END_FRAMES - STEP_FRAMES


class FrontEnd(nn.Module):
    """(N, T, 80) → (N, channels, (T - 9) // 4)."""

    def __init__(self, channels, normalised=False):
        super().__init__()
        # Brings speech to about -1 … 1, which features of unit variance are already.
        self.scale = 1.0 if normalised else 4.0
        self.layers = nn.Sequential(
            nn.Conv1d(BANDS, channels, 5, stride=2), nn.BatchNorm1d(channels), nn.ReLU(),
            nn.Conv1d(channels, channels, 5, stride=2), nn.BatchNorm1d(channels), nn.ReLU(),
        )

    def forward(self, features):
        return self.layers(features.transpose(1, 2) / self.scale)


class Block(nn.Module):
    """A depthwise convolution over time, a mix of the channels, and a way around both. The caller pads."""

    def __init__(self, channels, kernel, dilation):
        super().__init__()
        self.reach = (kernel - 1) * dilation
        self.depthwise = nn.Conv1d(channels, channels, kernel, dilation=dilation, groups=channels, bias=False)
        self.first = nn.BatchNorm1d(channels)
        self.pointwise = nn.Conv1d(channels, channels, 1)
        self.second = nn.BatchNorm1d(channels)

    def forward(self, padded, around):
        mixed = self.second(self.pointwise(functional.relu(self.first(self.depthwise(padded)))))
        return functional.relu(around + mixed)


class OfflineCtc(nn.Module):
    """(N, T, 80), each band normalised over the utterance, and lengths (N,) → log-probabilities (N, ceil(T / 4), tokens) and
    their lengths."""

    # Step t is computed from frames 4t-4 … 4t+8, whose middle is that of its own four frames.
    BEFORE, AFTER = 4, 8

    def __init__(self, tokens, channels=CHANNELS, kernel=9, dilations=(1, 1, 2, 2, 1, 1)):
        super().__init__()
        self.front_end = FrontEnd(channels, normalised=True)
        self.blocks = nn.ModuleList(Block(channels, kernel, dilation) for dilation in dilations)
        self.head = nn.Conv1d(channels, tokens, 1)

    def forward(self, features, lengths):
        hidden = self.front_end(functional.pad(features, (0, 0, self.BEFORE, self.AFTER), value=0.0))
        for block in self.blocks:
            hidden = block(functional.pad(hidden, (block.reach // 2, block.reach // 2)), hidden)
        return functional.log_softmax(self.head(hidden).transpose(1, 2), dim=-1), (lengths + 3) // STEP_FRAMES


class Normalised(nn.Module):
    """An offline network behind the normalisation that sherpa-onnx does for NeMo's models only: that of `normalise`."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, features, lengths):
        inside = (torch.arange(features.shape[1])[None] < lengths[:, None]).unsqueeze(2).to(features.dtype)
        count = lengths.to(features.dtype)[:, None, None]
        mean = (features * inside).sum(1, keepdim=True) / count
        variance = ((features - mean) ** 2 * inside).sum(1, keepdim=True) / count
        return self.network((features - mean) / (torch.sqrt(variance) + 1e-5) * inside, lengths)


class StreamingCtc(nn.Module):
    """(N, T, 80) and caches → log-probabilities (N, (T - 9) // 4, tokens) and the caches for what follows."""

    def __init__(self, tokens, channels=CHANNELS, kernel=5, dilations=(1, 2, 4)):
        super().__init__()
        self.channels = channels
        self.front_end = FrontEnd(channels)
        self.blocks = nn.ModuleList(
            Block(channels, kernel, dilation) for dilation in dilations for _ in range(2)
        )
        self.head = nn.Conv1d(channels, tokens, 1)

    def initial_caches(self, batch):
        """Zeros, as sherpa-onnx begins: one (N, channels, reach) a block, then (N, 81) of what was heard."""
        return [*(torch.zeros(batch, self.channels, block.reach) for block in self.blocks), torch.zeros(batch, BANDS + 1)]

    def forward(self, features, caches):
        # What a batch is padded with counts as digital silence.
        features, heard = subtract_mean(torch.clamp(features, min=SILENCE), caches[-1])
        hidden, after = self.front_end(features), []
        for block, cache in zip(self.blocks, caches):
            padded = torch.cat([cache, hidden], dim=2)
            after.append(padded[:, :, -block.reach :])
            hidden = block(padded, hidden)
        return functional.log_softmax(self.head(hidden).transpose(1, 2), dim=-1), [*after, heard]


# Where the mean begins, and how many loud frames that counts for.
USUAL, USUAL_WEIGHT = -8.0, 4.0


def subtract_mean(features, heard):
    """Takes off each frame (N, T, 80) the mean of the frames up to it, the loud ones weighing most: voices and microphones
    differ less without. `heard` (N, 81) holds the weighted sum of the bands and the weight of earlier frames; returned with
    those of the frames that will not come again at the beginning of the next chunk."""
    weight = torch.exp(0.5 * (features.mean(2, keepdim=True) - USUAL))
    sums = torch.cumsum(torch.cat([features * weight, weight], dim=2), dim=1) + heard[:, None]
    mean = (sums[:, :, :BANDS] + USUAL * USUAL_WEIGHT) / (sums[:, :, BANDS:] + USUAL_WEIGHT)
    fresh = (features.shape[1] - FRONT_END_FRAMES + STEP_FRAMES) // STEP_FRAMES * STEP_FRAMES
    return features - mean, sums[:, fresh - 1]
