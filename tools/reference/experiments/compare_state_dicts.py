"""The PyTorch half of state-dicts.mjs: the largest difference of its logits from ours, for every network of nets.py.

    python3 compare_state_dicts.py --names
    python3 compare_state_dicts.py FOLDER

The folder holds for the network of every index a state dict (N.safetensors), images (N.images: float32, normalised,
[batch, height, width, channels]) and our logits (N.logits: float32).
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT / "packages/experiments/python"))

import nets  # noqa: E402
from safetensors_file import read_safetensors  # noqa: E402


def difference(folder, index, name):
    """The largest difference of a logit, and the largest logit."""
    channels, height, width = nets.input_shape(name)
    net = nets.build(name).eval()
    net.load_state_dict(read_safetensors(folder / f"{index}.safetensors"))
    images = np.fromfile(folder / f"{index}.images", np.float32).reshape(-1, height, width, channels)
    ours = torch.from_numpy(np.fromfile(folder / f"{index}.logits", np.float32)).reshape(len(images), -1)
    with torch.no_grad():
        theirs = torch.cat([net(batch) for batch in torch.from_numpy(images).permute(0, 3, 1, 2).split(64)])
    return (ours - theirs).abs().max().item(), theirs.abs().max().item()


if __name__ == "__main__":
    if sys.argv[1] == "--names":
        print(json.dumps(nets.NAMES))
    else:
        for number, net_name in enumerate(nets.NAMES):
            largest, logit = difference(Path(sys.argv[1]), number, net_name)
            print(f"{net_name:26} {largest:.1e}  (largest logit {logit:.2f})")
