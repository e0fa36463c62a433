"""Reads and writes safetensors files, for machines without the package of that name. Types: float32, int32, int64."""

import json

import numpy as np
import torch

TYPES = {"F32": np.float32, "I32": np.int32, "I64": np.int64}


def read_safetensors(path):
    """{name: tensor}, in the order of the file."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[start + begin : start + end], TYPES[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return tensors


def write_safetensors(path, tensors, metadata):
    """Writes {name: tensor} in its order, byte for byte as ../src/checkpoints/safetensors.ts does."""
    header = {"__metadata__": metadata}
    parts = []
    end = 0
    for name, tensor in tensors.items():
        values = tensor.detach().contiguous().numpy()
        dtype = next(key for key, kind in TYPES.items() if values.dtype == kind)
        begin, end = end, end + values.nbytes
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [begin, end]}
        parts.append(values.tobytes())
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(len(text).to_bytes(8, "little") + text + b"".join(parts))
