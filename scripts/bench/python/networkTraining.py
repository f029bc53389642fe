"""A dense tanh network trained by PyTorch, eager, with the statistics of its mini-batch gradients."""

import torch
from torch import nn
from torch.nn import functional


def build_network(widths):
    layers = []
    for inputs, units in zip(widths[:-2], widths[1:-1]):
        layers += [nn.Linear(inputs, units), nn.Tanh()]
    return nn.Sequential(*layers, nn.Linear(widths[-2], widths[-1]))


def build_optimizer(name, network, learning_rate):
    if name == "sgd":
        return torch.optim.SGD(network.parameters(), lr=learning_rate)
    return torch.optim.Adam(network.parameters(), lr=learning_rate)


def kernels_of(network):
    return [module.weight for module in network if isinstance(module, nn.Linear)]


def train_epoch(network, optimizer, inputs, labels, order, batch_size):
    """One epoch over the rows in `order`: for every layer the norm of the mean gradient, and the root of the
    gradients' summed variances."""
    inputs = inputs[order]
    labels = labels[order]
    kernels = kernels_of(network)
    gradients = [[] for _ in kernels]
    for start in range(0, len(order), batch_size):
        optimizer.zero_grad(set_to_none=True)
        logits = network(inputs[start : start + batch_size])
        functional.cross_entropy(logits, labels[start : start + batch_size]).backward()
        optimizer.step()
        for kept, kernel in zip(gradients, kernels):
            kept.append(kernel.grad)
    means = []
    deviations = []
    with torch.no_grad():
        for kept in gradients:
            stacked = torch.stack(kept)
            means.append(stacked.mean(0).norm())
            deviations.append(stacked.var(0, unbiased=False).sum().sqrt())
    return means, deviations


def layer_activations(network, inputs):
    """The hidden layers' values after tanh, and the output's after softmax."""
    activations = []
    with torch.no_grad():
        for module in network:
            inputs = module(inputs)
            if isinstance(module, nn.Tanh):
                activations.append(inputs)
        activations.append(functional.softmax(inputs, dim=1))
    return activations
