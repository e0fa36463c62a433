"""Writes packages/layers-custom/test/fixtures/*.json: outputs and gradients of the layers' references in PyTorch.

    OPENBLAS_NUM_THREADS=1 python3 tools/reference/layers-custom/generate.py

Arrays are flat, images in tfjs's layout (NHWC), kernels in [height, width, in, out]. The loss is
sum(output * probe). Values that JSON lacks are texts: "NaN", "Infinity", "-Infinity".
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from counter_hash import dropout_mask, gaussian, hash_text

FIXTURES = Path(__file__).resolve().parents[3] / "packages/layers-custom/test/fixtures"


def flat(tensor):
    """A tensor as a flat list, images as NHWC."""
    if tensor.dim() == 4:
        tensor = tensor.permute(0, 2, 3, 1)
    return [number(value) for value in tensor.detach().contiguous().reshape(-1).tolist()]


def flat_kernel(kernel):
    return [number(value) for value in kernel.detach().permute(2, 3, 1, 0).contiguous().reshape(-1).tolist()]


def number(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return float(np.float32(value))


def nhwc(array):
    return torch.from_numpy(np.ascontiguousarray(array.transpose(0, 3, 1, 2))).float()


def with_gradient(function, *variables):
    for variable in variables:
        variable.requires_grad_(True)
    output = function(*variables)
    probe = torch.randn_like(output)
    (output * probe).sum().backward()
    return output, probe


def adaptive_avg_pool2d():
    cases = []
    for height, width, size in [
        (14, 14, (4, 4)),
        (28, 28, (4, 4)),
        (7, 10, (3, 4)),
        (5, 5, (5, 2)),
        (6, 9, (1, 1)),
        (11, 13, (6, 5)),
        (2, 3, (4, 3)),
        (3, 2, (7, 5)),
    ]:
        x = torch.randn(2, 2, height, width)
        output, probe = with_gradient(lambda x: F.adaptive_avg_pool2d(x, size), x)
        cases.append(
            dict(
                inputShape=[2, height, width, 2],
                outputSize=size,
                input=flat(x),
                output=flat(output),
                probe=flat(probe),
                inputGradient=flat(x.grad),
            )
        )
    return cases


def custom_relu():
    special = [0.0, -0.0, 1e-30, -1e-30, 3e38, -3e38, math.inf, -math.inf, math.nan]
    x = torch.cat([torch.tensor(special), torch.randn(23)])
    output, probe = with_gradient(lambda x: torch.clamp(x, min=0), x)
    return dict(input=flat(x), output=flat(output), probe=flat(probe), inputGradient=flat(x.grad))


def attention_mask(x, kernel):
    summary = torch.cat([x.mean(1, keepdim=True), x.amax(1, keepdim=True)], dim=1)
    return torch.sigmoid(F.conv2d(summary, kernel, padding=kernel.shape[-1] // 2))


def spatial_attention():
    cases = []
    for kernel_size, apply_mask, shape in [
        (7, False, (2, 3, 9, 8)),
        (7, True, (2, 3, 9, 8)),
        (3, False, (1, 5, 4, 5)),
        (3, True, (2, 1, 4, 5)),
        (7, True, (1, 4, 3, 2)),
    ]:
        x = torch.randn(shape)
        kernel = torch.randn(1, 2, kernel_size, kernel_size) / kernel_size

        def attend(x, kernel):
            mask = attention_mask(x, kernel)
            return x * mask if apply_mask else mask

        output, probe = with_gradient(attend, x, kernel)
        batch, channels, height, width = shape
        cases.append(
            dict(
                inputShape=[batch, height, width, channels],
                kernelSize=kernel_size,
                applyMask=apply_mask,
                input=flat(x),
                kernel=flat_kernel(kernel),
                output=flat(output),
                probe=flat(probe),
                inputGradient=flat(x.grad),
                kernelGradient=flat_kernel(kernel.grad),
            )
        )
    return cases


def noisy_conv2d():
    cases = []
    for noise_on, stddev, seed, layer_id, step, kernel_size, strides, padding in [
        ("output", 0.0, 0, 0, 0, 3, 1, "same"),
        ("output", 0.5, 11, 7, 0, 3, 1, "same"),
        ("output", 0.5, 11, 7, 3, 3, 2, "valid"),
        ("kernel", 0.25, -5, 1, 0, 3, 1, "same"),
        ("kernel", 0.25, 2**40 + 1, 2**32 - 1, 9, 2, 1, "valid"),
    ]:
        x = torch.randn(2, 3, 6, 5)
        kernel = torch.randn(4, 3, kernel_size, kernel_size) / 4
        bias = torch.randn(4)
        pad = kernel_size // 2 if padding == "same" else 0

        def convolve(x, kernel, bias):
            if noise_on == "kernel":
                noise = gaussian(seed, layer_id, step, (kernel_size, kernel_size, 3, 4), stddev)
                kernel = kernel + torch.from_numpy(noise.transpose(3, 2, 0, 1).copy()).float()
            output = F.conv2d(x, kernel, bias, strides, pad)
            if noise_on == "output":
                batch, channels, height, width = output.shape
                output = output + nhwc(gaussian(seed, layer_id, step, (batch, height, width, channels), stddev))
            return torch.relu(output)

        output, probe = with_gradient(convolve, x, kernel, bias)
        cases.append(
            dict(
                config=dict(
                    filters=4,
                    kernelSize=kernel_size,
                    strides=strides,
                    padding=padding,
                    activation="relu",
                    noiseOn=noise_on,
                    noiseStddev=stddev,
                    seed=seed,
                    layerId=layer_id,
                    step=step,
                ),
                inputShape=[2, 6, 5, 3],
                input=flat(x),
                kernel=flat_kernel(kernel),
                bias=flat(bias),
                output=flat(output),
                probe=flat(probe),
                inputGradient=flat(x.grad),
                kernelGradient=flat_kernel(kernel.grad),
                biasGradient=flat(bias.grad),
            )
        )
    return cases


def seeded_dropout():
    cases = []
    for config, layer_id, step in [
        (dict(rate=0.25, seed=0, name="drop"), hash_text("drop"), 0),
        (dict(rate=0.25, seed=0, name="drop"), hash_text("drop"), 1),
        (dict(rate=0.25, seed=0, name="слой"), hash_text("слой"), 0),
        (dict(rate=0.5, seed=-3, layerId=12), 12, 1000),
        (dict(rate=0.9, seed=2**50 + 3, layerId=2**32 - 1), 2**32 - 1, 2**33),
    ]:
        mask = dropout_mask(config["seed"], layer_id, step, (40,), config["rate"])
        cases.append(dict(config=config, step=step, mask=[float(np.float32(value)) for value in mask]))
    return cases


torch.manual_seed(6)
for name, cases in {
    "adaptive-avg-pool2d": adaptive_avg_pool2d(),
    "custom-relu": custom_relu(),
    "noisy-conv2d": noisy_conv2d(),
    "seeded-dropout": seeded_dropout(),
    "spatial-attention": spatial_attention(),
}.items():
    (FIXTURES / f"{name}.json").write_text(json.dumps(cases) + "\n")
