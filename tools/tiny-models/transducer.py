"""A CTC network as a transducer: the same words, found by sherpa-onnx's transducer decoders.

The encoder gives the CTC network's log-probabilities. The decoder (prediction network) remembers the last token. The joiner
does what CTC's collapsing of repetitions does: the probability of the last token once more counts as blank. That loses
nothing, since none of vocabulary.py's pieces ever follows itself; the words are nearly always those of CTC, not always,
since the two probabilities are added where greedy CTC takes the larger.
What it is for: three-file models, token log-probabilities, and hotwords under modified_beam_search.
"""

import torch
from torch import nn


class LastToken(nn.Module):
    """(N, 1) token numbers → (N, tokens) with 1 at the token, nothing for the blank."""

    def __init__(self, tokens):
        super().__init__()
        table = torch.eye(tokens)
        table[0, 0] = 0.0
        self.register_buffer("table", table)

    def forward(self, last):
        # Decoders begin with -1 in places.
        return self.table[torch.clamp(last[:, -1], min=0)]


class Joiner(nn.Module):
    """(N, tokens) log-probabilities and (N, tokens) last tokens → (N, tokens) log-probabilities."""

    def forward(self, scores, last):
        repeated = torch.logsumexp(scores + (last - 1.0) * 1e4, dim=1, keepdim=True)
        blank = torch.logsumexp(torch.cat([scores[:, :1], repeated], dim=1), dim=1, keepdim=True)
        return torch.cat([blank, (scores - last * 1e4)[:, 1:]], dim=1)


class NemoDecoder(nn.Module):
    """NeMo's shapes around LastToken, the blank last: int32 targets (N, 1), their lengths and two states that nothing
    depends on → (N, tokens, 1), the lengths and the states."""

    def __init__(self, tokens):
        super().__init__()
        table = torch.eye(tokens)
        table[-1, -1] = 0.0
        self.register_buffer("table", table)

    def forward(self, targets, lengths, first, second):
        return self.table[targets[:, -1].long()][:, :, None], lengths + 0, first + 0.0, second + 0.0


class NemoJoiner(nn.Module):
    """(N, tokens, 1) twice → (N, 1, 1, tokens and durations): Joiner with the blank last, and, as a token-and-duration
    transducer (TDT) has it, scores of the durations 0 … 4. The network never learned durations: it is always one step."""

    def __init__(self):
        super().__init__()
        self.joiner = Joiner()
        self.register_buffer("durations", torch.tensor([[0.0, 10.0, 0.0, 0.0, 0.0]]))

    def forward(self, encoder, decoder):
        scores, last = torch.roll(encoder[:, :, 0], 1, dims=1), torch.roll(decoder[:, :, 0], 1, dims=1)
        tokens = torch.roll(self.joiner(scores, last), -1, dims=1)
        durations = self.durations + tokens[:, :1] * 0.0
        return torch.cat([tokens, durations], dim=1)[:, None, None]
