"""Writes packages/experiments/test/state-dict/fixtures: state dicts of small nets and their logits on MNIST images.

    OPENBLAS_NUM_THREADS=1 python3 tools/reference/experiments/state_dicts.py MNIST_FOLDER

The folder holds t10k-images-idx3-ubyte.gz. The nets are those of the studies with fewer filters. Their weights are
PyTorch's initial ones, but batch normalization has values as after training. The files are what
`safetensors.torch.save_file` would write, with the entries in the order of the state dict.
"""

import base64
import gzip
import json
import sys
from pathlib import Path

import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "packages/experiments/python"))

from nets import BasicBlock, SideBySide  # noqa: E402
from safetensors_file import write_safetensors  # noqa: E402

FOLDER = ROOT / "packages/experiments/test/state-dict/fixtures"
IMAGES = 8


def read_images(folder):
    with gzip.open(folder / "t10k-images-idx3-ubyte.gz") as file:
        return file.read()[16 : 16 + IMAGES * 784]


def fcn():
    return nn.Sequential(
        *(nn.Flatten(), nn.Linear(784, 24), nn.ReLU(), nn.BatchNorm1d(24)),
        *(nn.Linear(24, 12), nn.ReLU(), nn.Dropout(0.4), nn.Linear(12, 10)),
    )


def simple_cnn():
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(6, 12, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(12 * 49, 20), nn.ReLU(), nn.Dropout(0.25), nn.Linear(20, 10)),
    )


def parallel_kernels():
    return nn.Sequential(
        *(SideBySide(1, 4, (3, 1)), nn.ReLU(), nn.MaxPool2d(2)),
        *(SideBySide(8, 6, (5, 3)), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(12 * 49, 12), nn.ReLU(), nn.Linear(12, 10)),
    )


def residual_cnn():
    return nn.Sequential(
        *(nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU()),
        *(BasicBlock(8, 8), BasicBlock(8, 16, stride=2), BasicBlock(16, 16)),
        *(nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Linear(16 * 16, 10)),
    )


def as_trained(net):
    for module in net.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            for tensor in (module.weight, module.running_var):
                nn.init.uniform_(tensor, 0.5, 1.5)
            for tensor in (module.bias, module.running_mean):
                nn.init.uniform_(tensor, -0.3, 0.3)


if __name__ == "__main__":
    pixels = read_images(Path(sys.argv[1]))
    images = torch.tensor(list(pixels), dtype=torch.float32).reshape(IMAGES, 1, 28, 28)
    images = (images / 255 - 0.1307) / 0.3081
    torch.manual_seed(8)
    FOLDER.mkdir(parents=True, exist_ok=True)
    logits = {}
    for build in (fcn, simple_cnn, parallel_kernels, residual_cnn):
        net = build().eval()
        as_trained(net)
        name = build.__name__.replace("_", "-")
        write_safetensors(FOLDER / f"{name}.safetensors", net.state_dict(), {"format": "pt"})
        with torch.no_grad():
            logits[name] = [float(f"{value:.8g}") for value in net(images).flatten().tolist()]
    fixture = {"torch": torch.__version__, "images": base64.b64encode(pixels).decode(), "logits": logits}
    (FOLDER / "logits.json").write_text(json.dumps(fixture) + "\n")
