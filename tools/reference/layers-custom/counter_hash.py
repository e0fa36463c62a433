"""The random numbers of packages/layers-custom/src/random, written a second time, in NumPy."""

import numpy as np

MASK = 0xFFFFFFFF
GOLDEN_RATIO = 0x9E3779B9


def mix(h):
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def hash_integers(*values):
    h = 0
    for value in values:
        h = mix((h + GOLDEN_RATIO + (value & MASK)) & MASK)
        h = mix((h + GOLDEN_RATIO + ((value >> 32) & MASK)) & MASK)
    return h


def hash_text(text):
    h = 0x811C9DC5
    for character in text:
        h = ((h ^ ord(character)) * 0x01000193) & MASK
    return mix(h)


def numbers(seed, layer_id, step, count):
    """`count` unsigned 32-bit integers of one layer and step, as Python's arbitrary integers in a list."""
    first = hash_integers(seed, layer_id, step)
    second = hash_integers(first, step, layer_id, seed)
    drawn = []
    for i in range(count):
        h = (i * GOLDEN_RATIO + first) & MASK
        h = ((h ^ (h >> 16)) * 0x85EBCA6B + second) & MASK
        h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
        drawn.append(h ^ (h >> 16))
    return drawn


def dropout_mask(seed, layer_id, step, shape, rate):
    drawn = np.array(numbers(seed, layer_id, step, int(np.prod(shape))), dtype=np.float64)
    return np.where(drawn >= rate * 2**32, 1 / (1 - rate), 0).reshape(shape)


def gaussian(seed, layer_id, step, shape, stddev):
    count = int(np.prod(shape))
    drawn = np.array(numbers(seed, layer_id, step, count + count % 2)).reshape(-1, 2)
    radius = stddev * np.sqrt(-2 * np.log((drawn[:, 0] + 0.5) / 2**32))
    angle = 2 * np.pi * ((drawn[:, 1] >> 20) + 0.5) / 4096
    pairs = np.stack([radius * np.cos(angle), radius * np.cos(angle + np.pi / 2)], axis=1)
    return pairs.reshape(-1)[:count].reshape(shape)
