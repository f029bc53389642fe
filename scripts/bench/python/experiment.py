"""A whole experiment: trains one network, measures its layers at logarithmically spaced epochs, writes the results.

Usage: experiment.py SPEC, a JSON file. Prints how long the parts took, in seconds, as JSON.
"""

import json
import sys
import time

import numpy
import torch
from torch.nn import functional

from estimators import binned_information, kde_information, kde_information_torch
from networkTraining import build_network, build_optimizer, kernels_of, layer_activations, train_epoch


def spaced_epochs(last, count):
    return set(numpy.unique(numpy.round(numpy.geomspace(1, last, count)).astype(int)).tolist())


def performance(network, inputs, labels, rows):
    with torch.no_grad():
        logits = network(inputs[rows])
        loss = functional.cross_entropy(logits, labels[rows]).item()
        accuracy = (logits.argmax(1) == labels[rows]).float().mean().item()
    return {"loss": loss, "accuracy": accuracy}


def measure(estimator, activations, labels, label_tensor, variance, kernels):
    layers = []
    for index, layer in enumerate(activations):
        if estimator == "binning":
            low = 0.0 if index == len(activations) - 1 else -1.0
            layers.append(binned_information(layer.numpy(), labels, low, 1.0))
        elif estimator == "kde":
            layers.append(kde_information(layer.numpy(), labels, variance))
        else:
            layers.append(kde_information_torch(layer, label_tensor, variance, kernels))
    return numpy.array(layers).tolist()


def main(spec):
    torch.set_num_threads(spec["threads"])
    torch.set_flush_denormal(True)  # far rows' kernels are that small, and slow otherwise
    torch.manual_seed(spec["seed"])
    labels = numpy.load(spec["labels"]).astype(numpy.int64)
    label_tensor = torch.from_numpy(labels)
    inputs = torch.from_numpy(numpy.load(spec["inputs"])).reshape(len(labels), -1)
    rows = torch.randperm(len(labels))
    training, test = torch.split(rows, [round(0.85 * len(labels)), len(labels) - round(0.85 * len(labels))])
    network = build_network(spec["widths"])
    optimizer = build_optimizer("sgd", network, spec["learningRate"])
    snapshots = {0} | spaced_epochs(spec["epochs"], spec["snapshots"] - 1)
    recorded = spaced_epochs(spec["epochs"], spec["recordedEpochs"])
    kernels = torch.empty(len(labels), len(labels)) if spec["estimator"] == "kdeTorch" else None
    results = []
    seconds = {"training": 0.0, "estimating": 0.0}
    for epoch in range(spec["epochs"] + 1):
        start = time.perf_counter()
        if epoch > 0:
            order = training[torch.randperm(len(training))]
            means, deviations = train_epoch(network, optimizer, inputs, label_tensor, order, spec["batchSize"])
        if epoch in recorded:
            results.append(
                {
                    "epoch": epoch,
                    "training": performance(network, inputs, label_tensor, training),
                    "test": performance(network, inputs, label_tensor, test),
                    "means": [value.item() for value in means],
                    "deviations": [value.item() for value in deviations],
                    "norms": [kernel.norm().item() for kernel in kernels_of(network)],
                }
            )
        seconds["training"] += time.perf_counter() - start
        if epoch in snapshots:
            start = time.perf_counter()
            activations = layer_activations(network, inputs)
            layers = measure(
                spec["estimator"], activations, labels, label_tensor, spec["variance"], kernels
            )
            results.append({"epoch": epoch, "layers": layers})
            seconds["estimating"] += time.perf_counter() - start
    with open(spec["out"], "w", encoding="utf-8") as file:
        json.dump(results, file)
    print(json.dumps({**seconds, "snapshots": len(snapshots)}))


with open(sys.argv[1], encoding="utf-8") as spec_file:
    main(json.load(spec_file))
