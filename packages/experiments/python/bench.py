"""Times training steps of the networks in nets.py, as `convstudy bench` asks for them.

Reads requests as lines of JSON from standard input and answers each with a line of JSON:

    {"model": "FCN", "batchSize": 64, "threads": 2, "seconds": 1.0}  ->  {"msPerStep": 4.5}

A step is forward, softmax cross-entropy, backward, Adam (1e-3), and reading the loss; the answer is the median of
the steps that fit into `seconds`, after two that do not count.
"""

import json
import statistics
import sys
import time

import torch
from torch import nn

import nets

MINIMUM_STEPS = 3
WARM_UP = 2


class Training:
    def __init__(self, name, batch_size):
        torch.manual_seed(1)
        self.model = nets.build(name)
        self.model.train()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        self.images = torch.randn(batch_size, *nets.input_shape(name))
        self.labels = torch.randint(0, nets.CLASSES, (batch_size,))

    def step(self):
        self.optimizer.zero_grad()
        loss = nn.functional.cross_entropy(self.model(self.images), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def milliseconds_per_step(training, seconds):
    for _ in range(WARM_UP):
        training.step()
    times = []
    end = time.perf_counter() + seconds
    while len(times) < MINIMUM_STEPS or time.perf_counter() < end:
        started = time.perf_counter()
        training.step()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def main():
    trainings = {}
    for line in sys.stdin:
        request = json.loads(line)
        key = request["model"], request["batchSize"]
        if key not in trainings:
            trainings[key] = Training(*key)
        torch.set_num_threads(request["threads"])
        print(json.dumps({"msPerStep": milliseconds_per_step(trainings[key], request["seconds"])}), flush=True)


if __name__ == "__main__":
    main()
