"""The networks of the studies in PyTorch, layer for layer those of ../src/models.

`convstudy bench` times them beside ours, and the scripts in tools/reference take logits and gradients from
them for the tests. Importing this file builds nothing. The names are the ids of `models` in ../src/models.

    NAMES               the names, in the order of the document's sections
    input_shape(name)   (channels, height, width) of one image
    build(name, shape)  a fresh torch.nn.Module with PyTorch's default initialisation; it returns logits.
                        Without a shape it is made for images of input_shape(name)
"""

from math import prod

import torch
from torch import nn

NAMES = (
    "FCN",
    "SimpleCNN",
    "ResidualCNN",
    "CIFAR FCN",
    "CIFAR SimpleCNN",
    "CIFAR ResidualCNN",
    "Kernel 3x3",
    "Kernel 5x5",
    "Kernel 7x7",
    "Mixed kernels",
    "Parallel kernels, matched",
    "Depth 2",
    "Depth 4",
    "Depth 6",
    "Depth residual",
)

MNIST = (1, 28, 28)
CIFAR10 = (3, 32, 32)
CLASSES = 10


def input_shape(name):
    """(channels, height, width) of one image of the network `name`."""
    _check(name)
    return CIFAR10 if name.startswith("CIFAR ") else MNIST


def build(name, shape=None):
    """The network `name` for images of `shape` (channels, height, width), freshly initialised, in training mode."""
    _check(name)
    shape = shape or input_shape(name)
    return {
        "FCN": lambda: _fcn_mnist(shape),
        "SimpleCNN": lambda: _plain_cnn(shape, [(3, 32), (3, 64)], 128, dropout=0.25),
        "ResidualCNN": lambda: _residual_cnn(shape, blocks_of_32=1),
        "CIFAR FCN": lambda: _fcn_cifar10(shape),
        "CIFAR SimpleCNN": lambda: _plain_cnn(shape, [(3, 32), (3, 64), (3, 128)], 256, dropout=0.25),
        "CIFAR ResidualCNN": lambda: _residual_cnn(shape, blocks_of_32=1),
        "Kernel 3x3": lambda: _plain_cnn(shape, [(3, 64), (3, 128), (3, 256)], 128, dropout=0.25),
        "Kernel 5x5": lambda: _plain_cnn(shape, [(5, 32), (5, 64), (5, 128)], 128, dropout=0.25),
        "Kernel 7x7": lambda: _plain_cnn(shape, [(7, 16), (7, 32), (7, 64)], 128, dropout=0.25),
        "Mixed kernels": lambda: _plain_cnn(shape, [(1, 32), (3, 64), (5, 128)], 128, dropout=0.25),
        "Parallel kernels, matched": lambda: _plain_cnn(
            shape, [((3, 1), 16), ((3, 1), 32), ((3, 1), 64)], 128, dropout=0.25
        ),
        "Depth 2": lambda: _plain_cnn(shape, [(3, 16), (3, 32)], 64),
        "Depth 4": lambda: _plain_cnn(shape, [(3, 32), (3, 64), (3, 128), (3, 256)], 128, pool_every=2),
        "Depth 6": lambda: _plain_cnn(
            shape, [(3, 32), (3, 64), (3, 128), (3, 128), (3, 256), (3, 256)], 1024, pool_every=2
        ),
        "Depth residual": lambda: _residual_cnn(shape, blocks_of_32=3),
    }[name]()


def _check(name):
    if name not in NAMES:
        raise ValueError(f"unknown network {name!r}; expected one of {', '.join(NAMES)}")


def _fcn_mnist(shape):
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(prod(shape), 512),
        nn.ReLU(),
        nn.BatchNorm1d(512),
        nn.Linear(512, 256),
        nn.ReLU(),
        nn.Dropout(0.4),
        nn.Linear(256, CLASSES),
    )


def _fcn_cifar10(shape):
    widths = [prod(shape), 512, 256, 128, 64, 32]
    layers = [nn.Flatten()]
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(widths[-1], CLASSES))


def _plain_cnn(shape, convolutions, hidden, pool_every=1, dropout=None):
    """Convolutions (kernel size, filters) with ReLU, 2x2 max pooling after every pool_every; one hidden layer.

    Of several kernel sizes there is a convolution each, side by side, with `filters` filters each.
    """
    channels, height, width = shape
    layers = []
    for number, (kernel_size, filters) in enumerate(convolutions, 1):
        if isinstance(kernel_size, tuple):
            layers += [SideBySide(channels, filters, kernel_size), nn.ReLU()]
            channels = filters * len(kernel_size)
        else:
            layers += [nn.Conv2d(channels, filters, kernel_size, padding=kernel_size // 2), nn.ReLU()]
            channels = filters
        if number % pool_every == 0:
            layers.append(nn.MaxPool2d(2))
            height, width = height // 2, width // 2
    return nn.Sequential(
        *layers,
        nn.Flatten(),
        nn.Linear(channels * height * width, hidden),
        nn.ReLU(),
        *([nn.Dropout(dropout)] if dropout is not None else []),
        nn.Linear(hidden, CLASSES),
    )


def _residual_cnn(shape, blocks_of_32):
    return nn.Sequential(
        nn.Conv2d(shape[0], 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        *(BasicBlock(32, 32) for _ in range(blocks_of_32)),
        BasicBlock(32, 64, stride=2),
        BasicBlock(64, 64),
        nn.AdaptiveAvgPool2d(4),
        nn.Flatten(),
        nn.Linear(64 * 4 * 4, CLASSES),
    )


class SideBySide(nn.Module):
    """Convolutions of several kernel sizes on the same input, their outputs concatenated."""

    def __init__(self, inputs, filters, kernel_sizes):
        super().__init__()
        self.convolutions = nn.ModuleList(nn.Conv2d(inputs, filters, k, padding=k // 2) for k in kernel_sizes)

    def forward(self, x):
        return torch.cat([convolution(x) for convolution in self.convolutions], 1)


class Residual(nn.Module):
    """relu(branch(x) + shortcut(x)); the shortcut is a 1x1 convolution with BN where the shape changes."""

    def __init__(self, branch, inputs, outputs, stride):
        super().__init__()
        self.branch = branch
        self.shortcut = (
            nn.Identity()
            if stride == 1 and inputs == outputs
            else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        )
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(self.branch(x) + self.shortcut(x))


class BasicBlock(Residual):
    """3x3, 3x3 (He et al., 2015, figure 5 left; the stride is the first convolution's)."""

    def __init__(self, inputs, filters, stride=1):
        branch = nn.Sequential(
            nn.Conv2d(inputs, filters, 3, stride, 1, bias=False),
            nn.BatchNorm2d(filters),
            nn.ReLU(),
            nn.Conv2d(filters, filters, 3, 1, 1, bias=False),
            nn.BatchNorm2d(filters),
        )
        super().__init__(branch, inputs, filters, stride)
