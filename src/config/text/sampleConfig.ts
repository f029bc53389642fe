/** The shortest config that runs: every default is the paper's. */
export const SHORTEST_CONFIG = `{ "data": { "source": "symmetric-rule" } }`;

/** What "Create Sample Config" writes: the paper's experiment with its values spelled out. */
export const SAMPLE_CONFIG = `{
  // The experiment of Shwartz-Ziv & Tishby, "Opening the Black Box of Deep Neural Networks via Information"
  // (2017). Every field but data.source may be left out; but for study, the values below are the defaults.

  // All 4096 patterns of 12 bits, labeled by a rule with I(X;Y) = 0.99 bit. The paper's figures come from 5 %,
  // 45 % and 85 % of the patterns: try them as trainingFraction. For data of your own:
  // { "source": "csv", "file": "data.csv", "label": "class" }
  "data": { "source": "symmetric-rule", "mutualInformation": 0.99, "trainingFraction": 0.85 },

  "network": {
    "hidden": [10, 7, 5, 4, 3],
    "activation": "tanh", // "relu" shows what the paper's critics saw
    "output": "softmax",
    "initializer": "lecun_normal"
  },

  "training": {
    "epochs": 2000, // the paper goes up to 10000
    "batchSize": 512,
    "optimizer": "sgd",
    "learningRate": 0.05,
    "loss": "crossEntropy",
    "seed": 0 // another seed, another network
  },

  // I(X;T) and I(T;Y) of every layer, at up to 60 moments of the training: by the paper's bins, and between bounds
  // under a little noise.
  "analysis": { "estimator": ["binning", "kde"], "bins": 30, "range": "auto", "snapshots": 60 },

  // One network is an anecdote: the views and the tables show how much networks differ. The paper has 50.
  "study": { "networks": 4 }
}
`;
