"""Writes packages/backend-simd/test/fixtures/convolutions.json: grouped and transposed convolutions in PyTorch.

    OPENBLAS_NUM_THREADS=1 python3 tools/reference/backend-simd/generate.py

Arrays are flat, images in tfjs's layout (NHWC). Gradients are those of sum(output * probe).
"""

import json
from pathlib import Path

import torch
from torch.nn import functional as F

FIXTURE = Path(__file__).resolve().parents[3] / "packages/backend-simd/test/fixtures/convolutions.json"


def tensor(order, value):
    value = value.detach().permute(*order).contiguous()
    return {"shape": list(value.shape), "values": [float(f"{v:.7g}") for v in value.reshape(-1).tolist()]}


def image(value):
    return tensor((0, 2, 3, 1), value)


def depthwise(channels, multiplier, size, filter_size, stride, pad):
    """PyTorch's filters [channels * multiplier, 1, h, w] are tfjs's [h, w, channels, multiplier]."""
    x = torch.randn(2, channels, *size, requires_grad=True)
    weight = torch.randn(channels * multiplier, 1, filter_size, filter_size, requires_grad=True)
    y = F.conv2d(x, weight, stride=stride, padding=pad, groups=channels)
    probe = torch.randn_like(y)
    (y * probe).sum().backward()

    def kernel(value):
        return tensor((2, 3, 0, 1), value.reshape(channels, multiplier, filter_size, filter_size))

    return {
        "strides": stride,
        "pad": pad,
        "x": image(x),
        "filter": kernel(weight),
        "y": image(y),
        "probe": image(probe),
        "dx": image(x.grad),
        "dFilter": kernel(weight.grad),
    }


def transposed(in_channels, out_channels, size, filter_size, stride, pad):
    """PyTorch's filters [in, out, h, w] are tfjs's [h, w, out, in]."""
    x = torch.randn(2, in_channels, *size, requires_grad=True)
    weight = torch.randn(in_channels, out_channels, filter_size, filter_size, requires_grad=True)
    y = F.conv_transpose2d(x, weight, stride=stride, padding=pad)
    probe = torch.randn_like(y)
    (y * probe).sum().backward()
    return {
        "strides": stride,
        "pad": pad,
        "x": image(x),
        "filter": tensor((2, 3, 1, 0), weight),
        "y": image(y),
        "probe": image(probe),
        "dx": image(x.grad),
        "dFilter": tensor((2, 3, 1, 0), weight.grad),
    }


torch.manual_seed(1)
FIXTURE.parent.mkdir(exist_ok=True)
FIXTURE.write_text(
    json.dumps(
        {
            "depthwise": [
                depthwise(9, 1, (6, 5), 3, 1, 1),
                depthwise(5, 1, (7, 7), 3, 2, 1),
                depthwise(3, 2, (5, 6), 3, 1, 0),
            ],
            "transposed": [transposed(4, 3, (4, 5), 3, 2, 1), transposed(3, 5, (4, 4), 2, 2, 0)],
        }
    )
    + "\n"
)
