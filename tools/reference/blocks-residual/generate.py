"""Writes packages/blocks-residual/test/fixtures/blocks.json: outputs and gradients of the blocks from PyTorch.

    OPENBLAS_NUM_THREADS=1 python3 tools/reference/blocks-residual/generate.py

All arrays are flat, in tfjs's layout. The loss is sum(output * probe).
"""

import json
import sys
from pathlib import Path

import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "packages/experiments/python"))

from nets import BasicBlock, Residual  # noqa: E402
from tfjs_layout import images_to_tfjs, weights  # noqa: E402


class Bottleneck(Residual):
    """1x1, 3x3 with the stride, 1x1 to four times the filters."""

    def __init__(self, inputs, filters, stride=1):
        branch = nn.Sequential(
            nn.Conv2d(inputs, filters, 1, bias=False),
            nn.BatchNorm2d(filters),
            nn.ReLU(),
            nn.Conv2d(filters, filters, 3, stride, 1, bias=False),
            nn.BatchNorm2d(filters),
            nn.ReLU(),
            nn.Conv2d(filters, 4 * filters, 1, bias=False),
            nn.BatchNorm2d(4 * filters),
        )
        super().__init__(branch, inputs, 4 * filters, stride)


torch.manual_seed(20)

CASES = [
    ("basic, same shape", "basic", BasicBlock(4, 4), dict(filters=4), [2, 4, 3, 4]),
    ("basic, stride 2", "basic", BasicBlock(3, 4, 2), dict(filters=4, strides=2), [2, 5, 6, 3]),
    ("basic, stride 3", "basic", BasicBlock(2, 2, 3), dict(filters=2, strides=3), [2, 7, 6, 2]),
    ("bottleneck, same shape", "bottleneck", Bottleneck(8, 2), dict(filters=2), [2, 4, 3, 8]),
    ("bottleneck, stride 2", "bottleneck", Bottleneck(3, 2, 2), dict(filters=2, strides=2), [2, 5, 6, 3]),
    ("wide", "wide", BasicBlock(3, 4), dict(filters=2, widenFactor=2), [2, 4, 5, 3]),
    ("wide, stride 2", "wide", BasicBlock(2, 6, 2), dict(filters=2, strides=2, widenFactor=3), [2, 6, 5, 2]),
]


def layers_of(block):
    convolutions = [m for m in block.branch if isinstance(m, nn.Conv2d)]
    norms = [m for m in block.branch if isinstance(m, nn.BatchNorm2d)]
    layers = {}
    for i, (convolution, norm) in enumerate(zip(convolutions, norms), 1):
        layers[f"block_conv{i}"] = convolution
        layers[f"block_bn{i}"] = norm
    if isinstance(block.shortcut, nn.Sequential):
        layers["block_conv_shortcut"], layers["block_bn_shortcut"] = block.shortcut
    return layers


def numbers(tensor):
    return [float(f"{value:.7g}") for value in tensor.detach().flatten().tolist()]


def as_trained(layers):
    """Moves the normalizations away from their initial ones and zeros, which would hide mistakes."""
    for module in layers.values():
        if isinstance(module, nn.BatchNorm2d):
            for tensor in (module.weight, module.running_var):
                nn.init.uniform_(tensor, 0.5, 1.5)
            for tensor in (module.bias, module.running_mean):
                nn.init.uniform_(tensor, -0.1, 0.1)


def reference(name, factory, block, config, shape):
    layers = layers_of(block)
    as_trained(layers)
    found = weights(layers)
    batch, height, width, channels = shape
    x = torch.rand(batch, channels, height, width).mul(2).sub(1).requires_grad_()
    before = {weight: numbers(to_tfjs(tensor)) for weight, (tensor, to_tfjs) in found.items()}
    with torch.no_grad():
        inference = images_to_tfjs(block.eval()(x))
    output = images_to_tfjs(block.train()(x))
    probe = torch.rand(output.shape).mul(2).sub(1)
    (output * probe).sum().backward()
    return {
        "name": name,
        "factory": factory,
        "config": config,
        "inputShape": shape,
        "outputShape": list(output.shape),
        "input": numbers(images_to_tfjs(x)),
        "probe": numbers(probe),
        "weights": before,
        "inferenceOutput": numbers(inference),
        "trainingOutput": numbers(output),
        "inputGradient": numbers(images_to_tfjs(x.grad)),
        "weightGradients": {
            weight: numbers(to_tfjs(tensor.grad))
            for weight, (tensor, to_tfjs) in found.items()
            if tensor.requires_grad
        },
        "movingStatisticsAfterOneStep": {
            weight: numbers(tensor) for weight, (tensor, _) in found.items() if "/moving_" in weight
        },
    }


if __name__ == "__main__":
    path = ROOT / "packages/blocks-residual/test/fixtures/blocks.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    cases = ",\n".join(json.dumps(reference(*case)) for case in CASES)
    path.write_text(f'{{"torch": "{torch.__version__}", "cases": [\n{cases}\n]}}\n')
