"""Answers lines on standard input by lines of JSON:

train N  trains N epochs: {"seconds": s}
state    {"loss": l, "means": [...], "deviations": [...]} of the training rows and the last epoch

Usage: measureTraining.py FOLDER THREADS; the folder holds the task.
"""

import json
import sys
import time

import numpy
import torch
from torch.nn import functional

from networkTraining import build_network, build_optimizer, train_epoch


def main(folder, threads):
    torch.set_num_threads(threads)
    with open(f"{folder}/task.json", encoding="utf-8") as file:
        task = json.load(file)
    widths = task["widths"]

    def read(name, kind):
        return torch.from_numpy(numpy.load(f"{folder}/{name}.npy").astype(kind))

    inputs = read("inputs", numpy.float32)
    labels = read("labels", numpy.int64)
    orders = read("orders", numpy.int64)
    network = build_network(widths)
    with torch.no_grad():
        for layer, module in enumerate(network[::2]):
            module.weight.copy_(read(f"kernel{layer}", numpy.float32).T)
            module.bias.copy_(read(f"bias{layer}", numpy.float32))
    optimizer = build_optimizer(task["optimizer"], network, task["learningRate"])
    epoch = 0
    for line in sys.stdin:
        if line.startswith("train"):
            start = time.perf_counter()
            for _ in range(int(line.split()[1])):
                order = orders[epoch % len(orders)]
                means, deviations = train_epoch(network, optimizer, inputs, labels, order, task["batchSize"])
                epoch += 1
            answer = {"seconds": time.perf_counter() - start}
        else:
            with torch.no_grad():
                loss = functional.cross_entropy(network(inputs[orders[0]]), labels[orders[0]])
            answer = {
                "loss": loss.item(),
                "means": [value.item() for value in means],
                "deviations": [value.item() for value in deviations],
            }
        print(json.dumps(answer), flush=True)


main(sys.argv[1], int(sys.argv[2]))
