"""Test values from a formula, so that PyTorch and TensorFlow.js can have the same weights without a file of them.

The twin is packages/experiments/test/models/hashed-weights.ts; both give the same float32 values.
"""

import numpy as np


def hashed_values(name, size):
    """`size` float32 values in [-1, 1): the MurmurHash3 finalizer of FNV-1a(name) + index."""
    state = 0x811C9DC5
    for byte in name.encode("ascii"):
        state = ((state ^ byte) * 0x01000193) & 0xFFFFFFFF
    h = (np.arange(size, dtype=np.uint64) + np.uint64(state)) & np.uint64(0xFFFFFFFF)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        h = ((h ^ (h >> np.uint64(shift))) * np.uint64(factor)) & np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(16)
    return (h.astype(np.float64) / 2**31 - 1).astype(np.float32)


def hashed_weight(name, shape):
    """Values for the weight called `layer/kernel`, `layer/gamma`, ..., in tfjs's layout of `shape`."""
    values = hashed_values(name, int(np.prod(shape)))
    kind = name.rsplit("/", 1)[1]
    if kind == "kernel":
        values = values * np.float32(np.sqrt(6 / np.prod(shape[:-1])))
    elif kind in ("gamma", "moving_variance"):
        values = np.float32(1) + np.float32(0.5) * values
    else:
        values = np.float32(0.1) * values
    return values.astype(np.float32).reshape(shape)
