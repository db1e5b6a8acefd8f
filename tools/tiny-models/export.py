"""Writes trained networks as model folders that sherpa-onnx reads.

    python3 export.py --work DIR --model offline|streaming|nemo --to server/test/models

Each network becomes a CTC model and a transducer (see transducer.py), the streaming one also a NeMo CTC model: folders
with ONNX files with the metadata that sherpa-onnx asks for, tokens.txt and model.json.
"""

import argparse
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from features import BANDS
from export_nemo import export_nemo, export_nemo_streaming
from model_folder import PARTS, WHOLE, describe, prepare, write_onnx
from networks import CHUNK_FRAMES, CHUNK_LENGTH, Normalised
from train import FEATURES, create
from transducer import Joiner, LastToken
from vocabulary import TOKENS, WORDS, write_bpe_vocabulary


class OnePerStack(nn.Module):
    """A streaming network with the inputs and outputs of a zipformer: two blocks take the place of a layer's two
    convolution caches. There is no attention: one of its caches, of 3/4 of the channels, holds what was heard, the others
    pass through."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, features, *states):
        layers = len(self.network.blocks) // 2
        caches = [states[6 * layer + 4 + half] for layer in range(layers) for half in (0, 1)]
        heard = states[1][0, :, 0, : BANDS + 1]
        scores, after = self.network(features, [*caches, heard])
        states = [states[0], functional.pad(after[-1], (0, states[1].shape[3] - BANDS - 1))[None, :, None], *states[2:]]
        result = [scores]
        for layer in range(layers):
            result += [*states[6 * layer : 6 * layer + 4], after[2 * layer], after[2 * layer + 1]]
        return (*result, states[-2], states[-1] + scores.shape[1])


def write_offline(network, path, names, metadata):
    axes = {"x": {0: "N", 1: "T"}, "x_lens": {0: "N"}, names[0]: {0: "N", 1: "T_out"}, names[1]: {0: "N"}}
    arguments = (torch.zeros(2, 50, BANDS), torch.tensor([50, 40]))
    write_onnx(network, arguments, path, ["x", "x_lens"], names, axes, metadata)


def write_streaming(network, path, output, metadata):
    layers, batch = len(network.blocks) // 2, 2
    states, inputs, axes = [], ["x"], {"x": {0: "N"}, output: {0: "N"}}
    for layer in range(layers):
        first, second = network.blocks[2 * layer : 2 * layer + 2]
        values = 3 * network.channels // 4
        states += [
            torch.zeros(1, batch, 1), torch.zeros(1, batch, 1, values), torch.zeros(1, batch, 1), torch.zeros(1, batch, 1),
            torch.zeros(batch, network.channels, first.reach), torch.zeros(batch, network.channels, second.reach),
        ]
        for at, name in enumerate(("key", "nonlin_attn", "val1", "val2", "conv1", "conv2")):
            inputs.append(f"cached_{name}_{layer}")
            axes[inputs[-1]] = axes[f"new_{inputs[-1]}"] = {(1 if at < 4 else 0): "N"}
    states += [torch.zeros(batch, 128, 3, 19), torch.zeros(batch, dtype=torch.int64)]
    for name in ("embed_states", "processed_lens"):
        inputs.append(name)
        axes[name] = axes[f"new_{name}"] = {0: "N"}
    outputs = [output, *(f"new_{name}" for name in inputs[1:])]
    ones, reaches = ",".join(["1"] * layers), [network.blocks[2 * layer].reach for layer in range(layers)]
    write_onnx(OnePerStack(network), (torch.zeros(batch, CHUNK_LENGTH, BANDS), *states), path, inputs, outputs, axes, {
        "T": CHUNK_LENGTH, "decode_chunk_len": CHUNK_FRAMES, "encoder_dims": ",".join([str(network.channels)] * layers),
        "query_head_dims": ones, "value_head_dims": ones, "num_heads": ones, "num_encoder_layers": ones,
        "left_context_len": ones,
        # sherpa-onnx makes caches of half a kernel.
        "cnn_module_kernels": ",".join(str(2 * reach + 1) for reach in reaches), **metadata,
    })


def write_transducer(folder, write_encoder):
    write_encoder(folder / "encoder.onnx")
    context = {"vocab_size": len(TOKENS), "context_size": 1}
    write_onnx(LastToken(len(TOKENS)), torch.zeros(2, 1, dtype=torch.int64), folder / "decoder.onnx", ["y"],
               ["decoder_out"], {"y": {0: "N"}, "decoder_out": {0: "N"}}, context)
    write_onnx(Joiner(), (torch.zeros(2, len(TOKENS)), torch.zeros(2, len(TOKENS))), folder / "joiner.onnx",
               ["encoder_out", "decoder_out"], ["logit"],
               {"encoder_out": {0: "N"}, "decoder_out": {0: "N"}, "logit": {0: "N"}}, {"joiner_dim": len(TOKENS)})
    write_bpe_vocabulary(folder / "bpe.vocab")


def export_icefall(network, to, streaming):
    infix, sort = ("-streaming", "streaming ") if streaming else ("", "")
    ctc, transducer = prepare(to / f"tiny{infix or '-ctc'}-en"), prepare(to / f"tiny{infix}-transducer-en")
    if streaming:
        write_streaming(network, ctc / "model.onnx", "log_probs", {"model_type": "zipformer2"})
        write_transducer(transducer, lambda path: write_streaming(network, path, "encoder_out", {"model_type": "zipformer2"}))
    else:
        network = Normalised(network)
        write_offline(network, ctc / "model.onnx", ["log_probs", "log_probs_len"], {"model_type": "zipformer2_ctc"})
        write_transducer(transducer, lambda path: write_offline(
            network, path, ["encoder_out", "encoder_out_lens"], {"model_type": "zipformer2"}))
    online = "online-" if streaming else ""
    describe(ctc, f"Tiny {sort}CTC model of {len(WORDS)} English words", f"{online}zipformer-ctc", WHOLE, streaming=streaming)
    describe(transducer, f"Tiny {sort}transducer of {len(WORDS)} English words", f"{online}transducer",
             {**PARTS, "bpe_vocab": "bpe.vocab"}, streaming=streaming, hotwords=True, word_confidence=True)


def export(options):
    network = create(options.model)
    network.load_state_dict(torch.load(options.work / f"{options.model}.pt"))
    network.eval()
    if options.model == "nemo":
        export_nemo(network, options.to)
    else:
        export_icefall(network, options.to, options.model == "streaming")
        if options.model == "streaming":
            export_nemo_streaming(network, options.to)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--model", choices=[*FEATURES], required=True)
    parser.add_argument("--to", type=Path, required=True)
    export(parser.parse_args())
