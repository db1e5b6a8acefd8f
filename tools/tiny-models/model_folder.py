"""What every model folder has: ONNX files with metadata, tokens.txt, model.json."""

import hashlib
import json
import warnings

import onnx
import torch

from vocabulary import TOKENS, write_tokens

AUTHOR = "Parlance, tools/tiny-models"

PARTS = {"encoder": "encoder.onnx", "decoder": "decoder.onnx", "joiner": "joiner.onnx", "tokens": "tokens.txt"}
WHOLE = {"model": "model.onnx", "tokens": "tokens.txt"}


def write_onnx(module, arguments, path, inputs, outputs, axes, metadata):
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(), arguments, str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes,
            opset_version=13,
        )
    model = onnx.load(str(path))
    for key, value in {"model_author": AUTHOR, "version": "1", **metadata}.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, str(value)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def prepare(folder, first=0):
    """The folder with its tokens.txt; the tokens from number `first` on come first."""
    folder.mkdir(parents=True, exist_ok=True)
    write_tokens(folder / "tokens.txt", [*TOKENS[first:], *TOKENS[:first]])
    return folder


def describe(folder, title, kind, files, speaker_threshold=None, **capabilities):
    """model.json: what the folder holds and can do; embeddings farther apart than the threshold are of two voices."""
    names = sorted(set(files.values()))
    recogniser = {"streaming": False, "hotwords": False, "punctuation": False, "word_times": "measured",
                  "word_confidence": False, **capabilities} if "tokens" in files else {}
    text = json.dumps({
        "format": 1, "name": folder.name, "title": title, "engine": "sherpa-onnx", "kind": kind, "files": files,
        "sizes": {name: (folder / name).stat().st_size for name in names},
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names},
        "languages": ["en"], "sample_rate": 16000, "capabilities": recogniser, "licence": "Apache-2.0",
        "source": "tools/tiny-models", **({"speaker_threshold": speaker_threshold} if speaker_threshold else {}),
    }, indent=2)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")
