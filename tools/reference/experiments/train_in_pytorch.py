"""Trains networks of a study in PyTorch with the settings of a results.json, and prints both accuracies side by side.

    OPENBLAS_NUM_THREADS=1 python3 tools/reference/experiments/train_in_pytorch.py RESULTS DATA_FOLDER [MODEL ...]

RESULTS is a results.json, or the run directory with one, of preset `document`. DATA_FOLDER holds the files of MNIST
(idx, packed with gzip or not) or CIFAR-10 (data_batch_1.bin ...), or a folder `mnist`, `cifar-10` or
`cifar-10-batches-bin` with them. Without MODEL every run is repeated whose network nets.py has. The images, epochs,
batch size, learning rate and seeds are those of the run; initial weights, order of the images and dropout masks are
PyTorch's own, so that accuracies differ as they do from seed to seed. Prints a line after every epoch.
"""

import argparse
import gzip
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

sys.path.append(str(Path(__file__).resolve().parents[3] / "packages/experiments/python"))

import nets  # noqa: E402

NORMALIZATION = {
    nets.MNIST: ([0.1307], [0.3081]),
    nets.CIFAR10: ([0.4914, 0.4822, 0.4465], [0.2023, 0.1994, 0.2010]),
}


def main():
    arguments = parse_arguments()
    path = arguments.results / "results.json" if arguments.results.is_dir() else arguments.results
    data = {}
    print(f"{'model':20} seed epoch  train loss        train accuracy    test loss         test accuracy     seconds")
    for study in json.loads(path.read_text())["studies"]:
        for run in study["runs"]:
            name = run["model"]
            if name not in (arguments.models or nets.NAMES):
                continue
            if study["data"]["synthetic"]:
                sys.exit(f"study {study['id']} was run on synthetic images, which this script does not have")
            shape = nets.input_shape(name)
            if shape not in data:
                data[shape] = load(arguments.data, shape)
            repeat(run, study, data[shape])


def repeat(run, study, data):
    """Trains the network of a run anew, and prints a line of `PyTorch's / the run's` figures per epoch."""
    settings = study["settings"]
    torch.manual_seed(run["seed"])
    net = nets.build(run["model"])
    parameters = sum(parameter.numel() for parameter in net.parameters())
    if parameters != run["parameters"]:
        sys.exit(f"{run['model']} has {parameters} parameters in PyTorch, {run['parameters']} in the results")
    optimizer = torch.optim.Adam(net.parameters(), lr=settings["learningRate"])
    (images, labels), test = data
    size = study["data"]["trainSize"]
    images, labels = images[:size], labels[:size]
    for number in range(settings["epochs"]):
        started = time.perf_counter()
        train = train_epoch(net, optimizer, images, labels, settings["batchSize"])
        seconds = time.perf_counter() - started
        ours = run["epochs"][number] if number < len(run["epochs"]) else {}
        figures = [*train, *evaluate(net, *test), seconds]
        keys = ["trainLoss", "trainAccuracy", "testLoss", "testAccuracy", "seconds"]
        pairs = (
            f"{figure:.{digits}f} / {ours[key]:.{digits}f}" if key in ours else f"{figure:.{digits}f} / -"
            for figure, key, digits in zip(figures, keys, [4, 4, 4, 4, 1])
        )
        print(f"{run['model']:20} {run['seed']:4} {number + 1:5}  " + "".join(f"{pair:18}" for pair in pairs), flush=True)


def train_epoch(net, optimizer, images, labels, batch_size):
    """Mean loss and accuracy over the batches, in training mode, as the weights change."""
    net.train()
    loss_sum = hits = 0
    for batch in torch.randperm(len(images)).split(batch_size):
        optimizer.zero_grad()
        logits = net(images[batch])
        loss = nn.functional.cross_entropy(logits, labels[batch])
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(batch)
        hits += (logits.argmax(1) == labels[batch]).sum().item()
    return loss_sum / len(images), hits / len(images)


def evaluate(net, images, labels):
    """Loss and accuracy in inference mode."""
    net.eval()
    with torch.no_grad():
        logits = torch.cat([net(batch) for batch in images.split(256)])
    return nn.functional.cross_entropy(logits, labels).item(), (logits.argmax(1) == labels).float().mean().item()


def load(folder, shape):
    """((train images, labels), (test images, labels)): images normalised, [count, *shape]."""
    read = load_mnist if shape == nets.MNIST else load_cifar10
    names = ["mnist"] if shape == nets.MNIST else ["cifar-10", "cifar-10-batches-bin"]
    own = next((folder / name for name in names if (folder / name).is_dir()), folder)
    mean, std = (torch.tensor(values).reshape(1, -1, 1, 1) for values in NORMALIZATION[shape])
    return [
        ((torch.from_numpy(images).float().div(255) - mean) / std, torch.from_numpy(labels).long())
        for images, labels in read(own)
    ]


def load_mnist(folder):
    def values(name, header):
        plain, packed = folder / name, folder / f"{name}.gz"
        content = plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
        return np.frombuffer(content, np.uint8, offset=header).copy()

    for part in ("train", "t10k"):
        images = values(f"{part}-images-idx3-ubyte", 16).reshape(-1, *nets.MNIST)
        yield images, values(f"{part}-labels-idx1-ubyte", 8)


def load_cifar10(folder):
    for files in ([f"data_batch_{number}.bin" for number in range(1, 6)], ["test_batch.bin"]):
        records = np.concatenate([np.fromfile(folder / name, np.uint8) for name in files]).reshape(-1, 3073)
        yield records[:, 1:].reshape(-1, *nets.CIFAR10).copy(), records[:, 0].copy()


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path, metavar="RESULTS")
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("models", nargs="*", metavar="MODEL", help="such as 'Depth 2'; default: all")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.models if name not in nets.NAMES]
    if unknown:
        parser.error(f"unknown network {unknown[0]!r}; expected some of {', '.join(nets.NAMES)}")
    return arguments


if __name__ == "__main__":
    main()
