"""The networks for diarization: whose voice it is, and when anyone speaks."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from features import BANDS, SAMPLE_RATE, SILENCE
from networks import Block

DIMENSIONS = 64
# Windows of the segmentation and their frames, in samples.
WINDOW, FRAME_SHIFT, FRAME_LENGTH = 24000, 320, 400
# Three speakers within a window, two of them at once: nobody, each of three, each pair.
LOCAL_SPEAKERS, CLASSES = 3, 7


class Embedding(nn.Module):
    """Log-mel features of some speech (N, T, 80) → (N, 64) of length 1, near for the same voice, far for others."""

    def __init__(self, channels=96):
        super().__init__()
        self.first = nn.Sequential(nn.Conv1d(BANDS, channels, 5, stride=2, padding=2), nn.BatchNorm1d(channels), nn.ReLU())
        self.blocks = nn.ModuleList(Block(channels, 5, dilation) for dilation in (1, 2, 3))
        self.weigh = nn.Conv1d(channels, 1, 1)
        self.last = nn.Linear(2 * channels, DIMENSIONS)

    def forward(self, features):
        features = torch.clamp(features, min=SILENCE)
        # The level says nothing of the speaker.
        hidden = self.first((features - features.mean(dim=(1, 2), keepdim=True)).transpose(1, 2) / 4.0)
        for block in self.blocks:
            hidden = block(functional.pad(hidden, (block.reach // 2, block.reach // 2)), hidden)
        # Pauses and noise count less than vowels.
        weight = torch.sigmoid(self.weigh(hidden)) + 1e-3
        weight = weight / weight.sum(dim=2, keepdim=True)
        mean = (weight * hidden).sum(dim=2)
        spread = torch.sqrt((weight * (hidden - mean[:, :, None]) ** 2).sum(dim=2) + 1e-4)
        return functional.normalize(self.last(torch.cat([mean, spread], dim=1)), dim=1)


class Segmentation(nn.Module):
    """(N, 1, samples) → (N, samples / 320, 7) log-probabilities: nobody, the first speaker, and classes never used.

    The logarithm of the power in bands is computed by two convolutions with fixed waves, as the model gets samples.
    """

    def __init__(self, filters=24, channels=32):
        super().__init__()
        at = torch.arange(FRAME_LENGTH) - (FRAME_LENGTH - 1) / 2
        hz = 700 * (10 ** (torch.linspace(150, 2600, filters) / 2595) - 1)
        waves = torch.cat([wave(2 * np.pi * hz[:, None] * at / SAMPLE_RATE) for wave in (torch.cos, torch.sin)])
        self.register_buffer("waves", (waves * torch.hann_window(FRAME_LENGTH, periodic=False))[:, None])
        self.filters = filters
        self.layers = nn.Sequential(
            nn.Conv1d(filters, channels, 5, stride=2, padding=2), nn.BatchNorm1d(channels), nn.ReLU(),
            nn.Conv1d(channels, channels, 9, padding=4), nn.BatchNorm1d(channels), nn.ReLU(),
            nn.Conv1d(channels, channels, 9, padding=4), nn.BatchNorm1d(channels), nn.ReLU(), nn.Conv1d(channels, 2, 1),
        )

    def forward(self, samples):
        parts = functional.conv1d(samples, self.waves, stride=FRAME_SHIFT // 2, padding=(FRAME_LENGTH - FRAME_SHIFT // 2) // 2)
        power = torch.log(parts[:, : self.filters] ** 2 + parts[:, self.filters :] ** 2 + 1e-6)
        scores = self.layers(power / 4.0).transpose(1, 2)
        never = torch.full_like(scores[:, :, :1], -30.0).expand(-1, -1, CLASSES - 2)
        return functional.log_softmax(torch.cat([scores, never], dim=2), dim=2)
