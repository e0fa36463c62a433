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
from tfjs_layout import weights  # noqa: E402

LABELS = [3, 7]


def layers_of(net, shape):
    """{tfjs layer name: module}, in the order of the net."""
    layers = {}
    counts = {"conv": 0, "bn": 0, "dense": 0, "block": 0}
    residual = any(isinstance(module, nets.Residual) for module in net)
    image = shape
    linear = [module for module in net if isinstance(module, nn.Linear)]
    x = torch.zeros(2, *shape)
    for module in net:
        if isinstance(module, nn.Flatten):
            image = tuple(x.shape[1:])
        x = module(x)
        if isinstance(module, nets.Residual):
            counts["block"] += 1
            prefix = f"block{counts['block']}_"
            convolutions = [m for m in module.branch if isinstance(m, nn.Conv2d)]
            norms = [m for m in module.branch if isinstance(m, nn.BatchNorm2d)]
            for i, (convolution, norm) in enumerate(zip(convolutions, norms), 1):
                layers[f"{prefix}conv{i}"] = convolution
                layers[f"{prefix}bn{i}"] = norm
            if isinstance(module.shortcut, nn.Sequential):
                layers[f"{prefix}conv_shortcut"], layers[f"{prefix}bn_shortcut"] = module.shortcut
        elif isinstance(module, nn.Linear):
            counts["dense"] += 1
            name = "logits" if module is linear[-1] else f"dense{counts['dense']}"
            layers[name] = (module, image) if module is linear[0] else module
        elif isinstance(module, (nn.Conv2d, nn.BatchNorm1d, nn.BatchNorm2d)):
            kind = "conv" if isinstance(module, nn.Conv2d) else "bn"
            counts[kind] += 1
            layers[f"stem_{kind}" if residual else f"{kind}{counts[kind]}"] = module
    return layers


def fill_with_hashed_values(layers):
    with torch.no_grad():
        for name, (tensor, to_tfjs) in weights(layers).items():
            values = torch.from_numpy(hashed_weight(name, tuple(to_tfjs(tensor).shape)))
            # Where each of tfjs's elements lies in PyTorch's order.
            places = to_tfjs(torch.arange(tensor.numel()).reshape(tensor.shape)).reshape(-1)
            tensor.view(-1)[places] = values.reshape(-1)


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
        for training in ((False, True) if "ResidualCNN" in name else (False,))
    ]
    all_gradients = lines(gradients(*case) for case in small + full)
    path.write_text(
        f'{{"torch": "{torch.__version__}",\n"logits": [\n{all_logits}\n],\n"gradients": [\n{all_gradients}\n]}}\n'
    )
