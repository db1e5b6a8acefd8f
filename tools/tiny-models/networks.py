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
        # The constants bring speech to about -1 … 1, which normalised features are already.
        self.middle, self.scale = (0.0, 1.0) if normalised else (-8.0, 4.0)
        self.layers = nn.Sequential(
            nn.Conv1d(BANDS, channels, 5, stride=2), nn.BatchNorm1d(channels), nn.ReLU(),
            nn.Conv1d(channels, channels, 5, stride=2), nn.BatchNorm1d(channels), nn.ReLU(),
        )

    def forward(self, features):
        # What a batch is padded with counts as digital silence.
        return self.layers((torch.clamp(features, min=SILENCE) - self.middle).transpose(1, 2) / self.scale)


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
    """(N, T, 80) and lengths (N,) → log-probabilities (N, ceil(T / 4), tokens) and their lengths."""

    # Step t is computed from frames 4t-4 … 4t+8, whose middle is that of its own four frames.
    BEFORE, AFTER = 4, 8

    def __init__(self, tokens, normalised=False, channels=CHANNELS, kernel=9, dilations=(1, 1, 2, 2, 1, 1)):
        super().__init__()
        self.front_end = FrontEnd(channels, normalised)
        self.padding = 0.0 if normalised else SILENCE
        self.blocks = nn.ModuleList(Block(channels, kernel, dilation) for dilation in dilations)
        self.head = nn.Conv1d(channels, tokens, 1)

    def forward(self, features, lengths):
        hidden = self.front_end(functional.pad(features, (0, 0, self.BEFORE, self.AFTER), value=self.padding))
        for block in self.blocks:
            hidden = block(functional.pad(hidden, (block.reach // 2, block.reach // 2)), hidden)
        return functional.log_softmax(self.head(hidden).transpose(1, 2), dim=-1), (lengths + 3) // STEP_FRAMES


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
        """Zeros, as sherpa-onnx begins: one (N, channels, reach) a block."""
        return [torch.zeros(batch, self.channels, block.reach) for block in self.blocks]

    def forward(self, features, caches):
        hidden, after = self.front_end(features), []
        for block, cache in zip(self.blocks, caches):
            padded = torch.cat([cache, hidden], dim=2)
            after.append(padded[:, :, -block.reach :])
            hidden = block(padded, hidden)
        return functional.log_softmax(self.head(hidden).transpose(1, 2), dim=-1), after
