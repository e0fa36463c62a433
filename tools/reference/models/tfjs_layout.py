"""Weights and gradients of PyTorch modules under tfjs's names and in tfjs's layout.

A network is described by `layers`: {tfjs layer name: module}. A dense layer behind a flatten of
[channels, height, width] is given as (module, (channels, height, width)), because tfjs flattens
[height, width, channels].
"""

import torch
from torch import nn


def weights(layers):
    """{tfjs weight name: (parameter or buffer, function from PyTorch's layout to tfjs's)}."""
    found = {}
    for name, entry in layers.items():
        module, image = entry if isinstance(entry, tuple) else (entry, None)
        if isinstance(module, nn.Conv2d):
            found[f"{name}/kernel"] = (module.weight, lambda x: x.permute(2, 3, 1, 0))
        elif isinstance(module, nn.Linear):
            found[f"{name}/kernel"] = (module.weight, _dense(image))
        else:
            found[f"{name}/gamma"] = (module.weight, _same)
            found[f"{name}/beta"] = (module.bias, _same)
            found[f"{name}/moving_mean"] = (module.running_mean, _same)
            found[f"{name}/moving_variance"] = (module.running_var, _same)
            continue
        if module.bias is not None:
            found[f"{name}/bias"] = (module.bias, _same)
    return found


def images_to_tfjs(images):
    """[batch, channels, height, width] -> [batch, height, width, channels]."""
    return images.permute(0, 2, 3, 1).contiguous()


def _same(x):
    return x


def _dense(image):
    if image is None:
        return torch.t
    return lambda x: x.reshape(-1, *image).permute(2, 3, 1, 0).reshape(-1, x.shape[0])
