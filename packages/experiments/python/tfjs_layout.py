"""Weights and gradients of PyTorch modules under tfjs's names and in tfjs's layout.

The scripts in tools/reference compare both.
A network is described by `layers`: {tfjs layer name: module}. A dense layer behind a flatten of
[channels, height, width] is given as (module, (channels, height, width)), because tfjs flattens
[height, width, channels].
"""

import torch
from torch import nn

import nets


def layers_of(net, shape):
    """The `layers` of a network of nets.py for images of `shape`, in its order."""
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
        elif isinstance(module, nets.SideBySide):
            counts["conv"] += 1
            for convolution in module.convolutions:
                height, width = convolution.kernel_size
                layers[f"conv{counts['conv']}_{height}x{width}"] = convolution
        elif isinstance(module, nn.Linear):
            counts["dense"] += 1
            name = "logits" if module is linear[-1] else f"dense{counts['dense']}"
            layers[name] = (module, image) if module is linear[0] else module
        elif isinstance(module, (nn.Conv2d, nn.BatchNorm1d, nn.BatchNorm2d)):
            kind = "conv" if isinstance(module, nn.Conv2d) else "bn"
            counts[kind] += 1
            layers[f"stem_{kind}" if residual else f"{kind}{counts[kind]}"] = module
    return layers


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


def set_weight(tensor, to_tfjs, values):
    """Writes `values`, in tfjs's layout, into a parameter or buffer."""
    # Where each of tfjs's elements lies in PyTorch's order.
    places = to_tfjs(torch.arange(tensor.numel()).reshape(tensor.shape)).reshape(-1)
    with torch.no_grad():
        tensor.view(-1)[places] = values.reshape(-1)


def images_to_tfjs(images):
    """[batch, channels, height, width] -> [batch, height, width, channels]."""
    return images.permute(0, 2, 3, 1).contiguous()


def _same(x):
    return x


def _dense(image):
    if image is None:
        return torch.t
    return lambda x: x.reshape(-1, *image).permute(2, 3, 1, 0).reshape(-1, x.shape[0])
