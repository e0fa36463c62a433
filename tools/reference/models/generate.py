"""Writes packages/experiments/test/models/fixtures/nets.json: logits, loss and gradients of the nets from PyTorch.

    OPENBLAS_NUM_THREADS=1 python3 tools/reference/models/generate.py

Weights and images come from hashed_values.py and are not in the file. Each net has logits for two images of its own
size, and the loss, the mean softmax cross-entropy with the labels 3 and 7, and its gradients; some also have these on
small images, for backends on which the gradients of convolutions are slow. Of each weight's gradient the file holds
the norm and the product with hashed values, in tfjs's layout. "inference" runs with moving statistics and without
dropout, "training" (for a net without dropout) with the batch's statistics.
"""

import json
import sys
from pathlib import Path

import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "packages/experiments/python"))

import nets  # noqa: E402
from hashed_values import hashed_values, hashed_weight  # noqa: E402
from tfjs_layout import layers_of, set_weight, weights  # noqa: E402

LABELS = [3, 7]


def fill_with_hashed_values(layers):
    with torch.no_grad():
        for name, (tensor, to_tfjs) in weights(layers).items():
            set_weight(tensor, to_tfjs, torch.from_numpy(hashed_weight(name, tuple(to_tfjs(tensor).shape))))


def set_up(name, shape):
    net = nets.build(name, shape)
    layers = layers_of(net, shape)
    fill_with_hashed_values(layers)
    channels, height, width = shape
    images = hashed_values("images", 2 * height * width * channels).reshape(2, height, width, channels)
    return net, layers, torch.from_numpy(images).permute(0, 3, 1, 2).contiguous()


def logits(name):
    net, _, images = set_up(name, nets.input_shape(name))
    with torch.no_grad():
        return {"name": name, "logits": [number(value) for value in net.eval()(images).flatten()]}


def gradients(name, shape, training):
    net, layers, images = set_up(name, shape)
    loss = nn.functional.cross_entropy(net.train(training)(images), torch.tensor(LABELS))
    loss.backward()
    result = {}
    for weight, (tensor, to_tfjs) in weights(layers).items():
        if tensor.requires_grad:
            gradient = to_tfjs(tensor.grad).reshape(-1).double()
            probe = torch.from_numpy(hashed_values(f"{weight}/probe", gradient.numel())).double()
            result[weight] = [number(gradient.norm()), number(gradient @ probe)]
    channels, height, width = shape
    return {
        "name": name,
        "mode": "training" if training else "inference",
        "inputShape": [height, width, channels],
        "labels": LABELS,
        "loss": number(loss),
        "gradients": result,
    }


def number(value):
    return float(f"{float(value):.8g}")


def lines(cases):
    return ",\n".join(json.dumps(case) for case in cases)


if __name__ == "__main__":
    path = ROOT / "packages/experiments/test/models/fixtures/nets.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    all_logits = lines(logits(name) for name in nets.NAMES)
    small = [("SimpleCNN", (1, 9, 8), False), ("ResidualCNN", (1, 7, 6), False), ("ResidualCNN", (1, 7, 6), True)]
    full = [
        (name, nets.input_shape(name), training)
        for name in nets.NAMES
        for training in ((False, True) if "residual" in name.lower() else (False,))
    ]
    all_gradients = lines(gradients(*case) for case in small + full)
    path.write_text(
        f'{{"torch": "{torch.__version__}",\n"logits": [\n{all_logits}\n],\n"gradients": [\n{all_gradients}\n]}}\n'
    )
