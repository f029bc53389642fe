"""Mutual information of a layer T with the inputs X and the labels Y, in bits, as published code computes it."""

import numpy
import torch

BITS_PER_NAT = 1 / numpy.log(2)


def entropy(counts):
    shares = counts[counts > 0] / counts.sum()
    return -(shares * numpy.log2(shares)).sum()


def binned_information(activations, labels, low, high, bins=30):
    """I(X;T) and I(T;Y) of the binned layer: every distinct row of bin numbers is one symbol."""
    edges = numpy.linspace(low, high, bins + 1)[1:-1]
    digitized = numpy.digitize(activations, edges).astype(numpy.uint8)
    rows = numpy.ascontiguousarray(digitized).view(numpy.dtype((numpy.void, digitized.shape[1])))
    _, symbols = numpy.unique(rows.ravel(), return_inverse=True)
    classes = labels.max() + 1
    joint = numpy.bincount(symbols * classes + labels).astype(float)
    information = entropy(numpy.bincount(symbols).astype(float))
    return information, information + entropy(numpy.bincount(labels).astype(float)) - entropy(joint)


def binned_information_published(activations, labels, low, high, bins=30):
    """The same the way the published code goes: unique rows of bin edges, counted anew for every label."""
    edges = numpy.linspace(low, high, bins + 1)[:-1]
    digitized = edges[numpy.clip(numpy.digitize(activations, edges) - 1, 0, bins - 1)]

    def row_entropy(rows):
        void = numpy.dtype((numpy.void, rows.dtype.itemsize * rows.shape[1]))
        _, counts = numpy.unique(numpy.ascontiguousarray(rows).view(void), return_counts=True)
        return entropy(counts)

    total = row_entropy(digitized)
    given_label = 0.0
    for label in numpy.unique(labels):
        chosen = labels == label
        given_label += chosen.mean() * row_entropy(digitized[chosen])
    return total, total - given_label


def squared_distances(activations):
    norms = (activations**2).sum(1)
    distances = norms[:, None] + norms[None, :] - 2 * activations @ activations.T
    return numpy.maximum(distances, 0)


def kernel_entropy(activations, variance):
    """Of the mixture of Gaussians, in nats, less that of one Gaussian (Kolchinsky & Tracey 2017)."""
    kernels = numpy.exp(squared_distances(activations) / (-2 * variance))
    return -numpy.log(kernels.mean(1)).mean()


def kde_information(activations, labels, variance):
    """The upper and the lower bound: [I(X;T), I(T;Y)] each, from a full matrix of distances for every entropy."""
    bounds = []
    for width in (variance, 4 * variance):
        total = kernel_entropy(activations, width)
        given_label = 0.0
        for label in numpy.unique(labels):
            chosen = labels == label
            given_label += chosen.mean() * kernel_entropy(activations[chosen], width)
        bounds.append([BITS_PER_NAT * total, BITS_PER_NAT * (total - given_label)])
    return bounds


def kde_information_torch(activations, labels, variance, kernels):
    """The same, from one matrix of distances and one exponential for all sums. The matrix `kernels`, rows by rows,
    is given: to get its memory anew for every layer would cost more than to fill it."""
    with torch.no_grad():
        order = torch.argsort(labels)
        activations = activations[order]
        counts = torch.bincount(labels)
        norms = (activations**2).sum(1)
        torch.mm(activations, -2 * activations.T, out=kernels)
        kernels.add_(norms[:, None]).add_(norms).clamp_(min=0).mul_(-1 / (8 * variance)).exp_()
        bounds = []
        for width in ("wide", "narrow"):
            if width == "narrow":
                kernels.square_().square_()
            total = -kernels.mean(1).log().mean().item()
            given_label = 0.0
            start = 0
            for count in counts.tolist():
                block = kernels[start : start + count, start : start + count]
                given_label -= count / len(labels) * block.mean(1).log().mean().item()
                start += count
            bounds.append([BITS_PER_NAT * total, BITS_PER_NAT * (total - given_label)])
        return bounds[::-1]
