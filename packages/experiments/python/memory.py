"""Peak memory of training steps of a network of nets.py: the other half of `convstudy bench --memory`.

    python3 memory.py MODEL BATCH_SIZE STEPS

Prints {"baselineBytes": resident once everything is imported, "peakBytes": the most that was resident}.
"""

import json
import resource
import sys

from bench import Training


def peak_bytes():
    """The most memory of this process that was ever resident."""
    try:
        with open("/proc/self/status") as status:
            # Not ru_maxrss, which begins with that of the process that started this one.
            return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    model, batch_size, steps = sys.argv[1:]
    baseline = peak_bytes()
    training = Training(model, int(batch_size))
    for _ in range(int(steps)):
        training.step()
    print(json.dumps({"baselineBytes": baseline, "peakBytes": peak_bytes()}))
