"""Trains a network of nets.py from given weights on given batches: the other half of `convstudy bench --loss-curve`.

    python3 loss_curve.py FOLDER

The folder holds manifest.json {model, inputShape: [height, width, channels], batchSizes, learningRate}, the state dict
weights.safetensors, images.bin (float32, normalised, [batch, height, width, channels]) and labels.bin (int32). Prints {"torch": version, "losses": [...]}: the loss of each
batch before its step. There is no dropout: the network is in inference mode, so it must have no batch normalisation.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

import nets
from safetensors_file import read_safetensors


def train(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    height, width, channels = manifest["inputShape"]
    shape = (channels, height, width)
    net = nets.build(manifest["model"], shape).eval()
    net.load_state_dict(read_safetensors(folder / "weights.safetensors"))
    optimizer = torch.optim.Adam(net.parameters(), lr=manifest["learningRate"])
    images = np.memmap(folder / "images.bin", np.float32, "r").reshape(-1, height, width, channels)
    labels = torch.from_numpy(np.fromfile(folder / "labels.bin", np.int32)).long()
    losses = []
    begin = 0
    for size in manifest["batchSizes"]:
        end = begin + size
        batch = torch.from_numpy(np.array(images[begin:end])).permute(0, 3, 1, 2).contiguous()
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(batch), labels[begin:end])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        begin = end
    return losses


if __name__ == "__main__":
    print(json.dumps({"torch": torch.__version__, "losses": train(Path(sys.argv[1]))}))
