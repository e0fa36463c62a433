"""Writes what torchvision's ToTensor and Normalize make of every pixel value, for the tests of `batches`.

torchvision is not needed: ToTensor divides a byte tensor by 255, Normalize subtracts and divides in place.

    python3 tools/reference/datasets/normalize.py > packages/datasets/test/fixtures/normalize.json
"""

import json

import torch

SETTINGS = {
    "mnist": ([0.1307], [0.3081]),
    "cifar10": ([0.4914, 0.4822, 0.4465], [0.2023, 0.1994, 0.2010]),
}

results = {"torch": torch.__version__}
for name, (mean, std) in SETTINGS.items():
    channels = []
    for center, spread in zip(mean, std):
        pixels = torch.arange(256, dtype=torch.uint8).to(torch.float32).div(255)
        normalized = pixels.sub_(torch.tensor(center)).div_(torch.tensor(spread))
        channels.append(normalized.tolist())
    results[name] = {"mean": mean, "std": std, "channels": channels}
print(json.dumps(results))
