"""Answers lines on standard input by lines of JSON: {"seconds": s, "layers": [...]}, one entry a layer.

binning MOMENT     [I(X;T), I(T;Y)]
published MOMENT   the same, the way the published code goes
kde MOMENT         numpy: [[I(X;T), I(T;Y)] of the upper bound, the same of the lower bound]
kdeTorch MOMENT    the same by PyTorch

Usage: measureEstimators.py FOLDER THREADS; the folder holds the activations, the labels and a description.
"""

import json
import sys
import time

import numpy
import torch

from estimators import (
    binned_information,
    binned_information_published,
    kde_information,
    kde_information_torch,
)

BINNING = {"binning": binned_information, "published": binned_information_published}


def main(folder, threads):
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)  # far rows' kernels are that small, and slow otherwise
    with open(f"{folder}/layers.json", encoding="utf-8") as file:
        description = json.load(file)
    variance = description["variance"]
    labels = numpy.load(f"{folder}/labels.npy").astype(numpy.int64)
    label_tensor = torch.from_numpy(labels)
    kernels = torch.empty(len(labels), len(labels))
    moments = {
        moment: [numpy.load(f"{folder}/{moment}{layer}.npy") for layer in range(len(description["ranges"]))]
        for moment in description["moments"]
    }
    for line in sys.stdin:
        question, moment = line.split()
        start = time.perf_counter()
        if question in BINNING:
            layers = [
                BINNING[question](activations, labels, low, high)
                for activations, (low, high) in zip(moments[moment], description["ranges"])
            ]
        elif question == "kde":
            layers = [kde_information(activations, labels, variance) for activations in moments[moment]]
        else:
            layers = [
                kde_information_torch(torch.from_numpy(activations), label_tensor, variance, kernels)
                for activations in moments[moment]
            ]
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "layers": numpy.array(layers).tolist()}), flush=True)


main(sys.argv[1], int(sys.argv[2]))
