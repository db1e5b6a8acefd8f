"""Networks in the shapes of NeMo's models: CTC, token-and-duration transducer (Parakeet TDT), streaming CTC."""

import torch
from torch import nn
from torch.nn import functional

from features import BANDS
from model_folder import PARTS, WHOLE, describe, prepare, write_onnx
from networks import CHUNK_FRAMES, CHUNK_LENGTH, STEP_FRAMES
from transducer import NemoDecoder, NemoJoiner
from vocabulary import TOKENS, WORDS, write_bpe_vocabulary


class BlankLast(nn.Module):
    """An offline network with NeMo's shapes: (N, 80, T) → scores with the blank last, (N, T, tokens) or (N, tokens, T)."""

    def __init__(self, network, channels_first):
        super().__init__()
        self.network, self.channels_first = network, channels_first

    def forward(self, features, lengths):
        scores, lengths = self.network(features.transpose(1, 2), lengths)
        scores = torch.cat([scores[:, :, 1:], scores[:, :, :1]], dim=2)
        return scores.transpose(1, 2) if self.channels_first else scores, lengths


def write_nemo(network, path, channels_first, metadata):
    outputs, steps = (["outputs", "encoded_lengths"], 2) if channels_first else (["logprobs", "lengths"], 1)
    write_onnx(BlankLast(network, channels_first), (torch.zeros(2, BANDS, 50), torch.tensor([50, 40])), path,
               ["audio_signal", "length"], outputs,
               {"audio_signal": {0: "N", 2: "T"}, "length": {0: "N"}, outputs[0]: {0: "N", steps: "T_out"},
                outputs[1]: {0: "N"}},
               {"subsampling_factor": STEP_FRAMES, "normalize_type": "per_feature", **metadata})


def write_nemo_transducer(network, folder):
    # sherpa-onnx knows a token-and-duration transducer by its "url".
    write_nemo(network, folder / "encoder.onnx", True, {
        "model_type": "EncDecRNNTBPEModel", "url": "tools/tiny-models (tdt)", "vocab_size": len(TOKENS) - 1,
        "pred_rnn_layers": 1, "pred_hidden": 1, "feat_dim": BANDS})
    states = torch.zeros(1, 2, 1)
    names = ["targets", "target_length", "states.1", "states.2"]
    outputs = ["outputs", "prednet_lengths", "states", "states.3"]
    write_onnx(NemoDecoder(len(TOKENS)), (torch.zeros(2, 1, dtype=torch.int32), torch.ones(2, dtype=torch.int32), states, states),
               folder / "decoder.onnx", names, outputs,
               {**{name: {0: "N"} for name in (*names[:2], *outputs[:2])}, **{name: {1: "N"} for name in (*names[2:], *outputs[2:])}}, {})
    both = torch.zeros(2, len(TOKENS), 1)
    write_onnx(NemoJoiner(), (both, both), folder / "joiner.onnx", ["encoder_outputs", "decoder_outputs"], ["logits"],
               {name: {0: "N"} for name in ("encoder_outputs", "decoder_outputs", "logits")}, {})
    write_bpe_vocabulary(folder / "bpe.vocab")


def export_nemo(network, to):
    ctc, transducer = prepare(to / "tiny-nemo-ctc-en", 1), prepare(to / "tiny-nemo-transducer-en", 1)
    write_nemo(network, ctc / "model.onnx", False, {"model_type": "EncDecCTCModelBPE", "vocab_size": len(TOKENS)})
    describe(ctc, f"Tiny NeMo CTC model of {len(WORDS)} English words", "nemo-ctc", WHOLE)
    write_nemo_transducer(network, transducer)
    describe(transducer, f"Tiny NeMo transducer of {len(WORDS)} English words", "nemo-transducer",
             {**PARTS, "bpe_vocab": "bpe.vocab"}, hotwords=True, word_confidence=True)


class NemoStreaming(nn.Module):
    """A streaming network with NeMo's three caches: all its own lie side by side in the second, what was heard at the end."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, features, length, channel_cache, time_cache, cache_length):
        *caches, heard = torch.split(time_cache[:, 0], [*(block.reach for block in self.network.blocks), 1], dim=2)
        scores, after = self.network(features.transpose(1, 2), [*caches, heard[:, : BANDS + 1, 0]])
        heard = functional.pad(after[-1], (0, self.network.channels - BANDS - 1))[:, :, None]
        after = [*after[:-1], heard]
        steps = length * 0 + scores.shape[1]
        return scores, steps, channel_cache + 0.0, torch.cat(after, dim=2)[:, None], cache_length + steps


def export_nemo_streaming(network, to):
    folder, channels = prepare(to / "tiny-streaming-nemo-ctc-en"), network.channels
    reach = sum(block.reach for block in network.blocks) + 1
    names = ["audio_signal", "length", "cache_last_channel", "cache_last_time", "cache_last_channel_len"]
    outputs = ["logprobs", "encoded_lengths", *(f"{name}_next" for name in names[2:])]
    arguments = (torch.zeros(2, BANDS, CHUNK_LENGTH), torch.tensor([CHUNK_LENGTH] * 2), torch.zeros(2, 1, 1, 1),
                 torch.zeros(2, 1, channels, reach), torch.tensor([0, 0]))
    write_onnx(NemoStreaming(network), arguments, folder / "model.onnx", names, outputs,
               {name: {0: "N"} for name in (*names, *outputs)},
               {"model_type": "EncDecCTCModelBPE", "window_size": CHUNK_LENGTH, "chunk_shift": CHUNK_FRAMES,
                "subsampling_factor": STEP_FRAMES, "vocab_size": len(TOKENS) - 1, "normalize_type": "NA",
                "cache_last_channel_dim1": 1, "cache_last_channel_dim2": 1, "cache_last_channel_dim3": 1,
                "cache_last_time_dim1": 1, "cache_last_time_dim2": channels, "cache_last_time_dim3": reach})
    describe(folder, f"Tiny streaming NeMo CTC model of {len(WORDS)} English words", "online-nemo-ctc", WHOLE, streaming=True)
