/*
 * The fused training step in C, as the limit that the WebAssembly engine is held against: the same arithmetic in
 * single precision, four lanes (SSE) or eight (AVX2) by how it is compiled. Activations lie unit by unit with the
 * rows of a batch side by side, and the lanes run over rows; a tile of four vectors stays in registers while the
 * loop runs over a layer's inputs, two output units at a time.
 *
 * Usage: fusedStep TASK. Answers every line on standard input by a line of JSON:
 *   train N  trains N epochs: {"seconds": s}
 *   state    {"loss": l, "means": [...], "deviations": [...]}: the mean cross-entropy of the training rows, and
 *            each layer's gradient statistics of the last epoch.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TILE 4 /* vectors that stay in registers */
#define LAYERS_MAX 16

typedef float Vector __attribute__((vector_size(LANES * 4)));
typedef int32_t Whole __attribute__((vector_size(LANES * 4)));

static inline Vector spread(float value) { return value - (Vector){0}; }

static inline Vector choose(Whole mask, Vector yes, Vector no) {
  return (Vector)((mask & (Whole)yes) | (~mask & (Whole)no));
}

static inline Vector smaller(Vector a, Vector b) { return choose(a < b, a, b); }
static inline Vector larger(Vector a, Vector b) { return choose(a > b, a, b); }

static inline float sumLanes(Vector values) {
  float sum = 0;
  for (int lane = 0; lane < LANES; lane++) sum += values[lane];
  return sum;
}

/* Minimax rational approximation of degrees 13 and 6; beyond the clamp tanh is 1 to the last bit. */
static inline Vector tanhOf(Vector x) {
  x = larger(smaller(x, spread(7.90531110763549805f)), spread(-7.90531110763549805f));
  Vector square = x * x;
  Vector above = square * -2.76076847742355e-16f + 2.00018790482477e-13f;
  above = above * square + -8.60467152213735e-11f;
  above = above * square + 5.12229709037114e-08f;
  above = above * square + 1.48572235717979e-05f;
  above = above * square + 6.37261928875436e-04f;
  above = above * square + 4.89352455891786e-03f;
  Vector below = square * 1.19825839466702e-06f + 1.18534705686654e-04f;
  below = below * square + 2.26843463243900e-03f;
  below = below * square + 4.89352518554385e-03f;
  return x * above / below;
}

/* 2^k times a polynomial of degree 6 (the Taylor series of exp within half of ln 2). */
static inline Vector expOf(Vector x) {
  x = larger(smaller(x, spread(88.0f)), spread(-87.0f));
  Vector shifted = x * 1.44269504088896341f + 12582912.0f; /* 1.5 * 2^23 rounds to a whole number */
  Vector power = shifted - 12582912.0f;
  Vector rest = x - power * 0.693145751953125f - power * 1.42860682030941723e-6f;
  Vector sum = rest * (1.0f / 720) + 1.0f / 120;
  sum = sum * rest + 1.0f / 24;
  sum = sum * rest + 1.0f / 6;
  sum = sum * rest + 0.5f;
  sum = sum * rest + 1.0f;
  sum = sum * rest + 1.0f;
  return (Vector)((Whole)sum + ((Whole)shifted << 23));
}

typedef struct {
  int32_t inputs, units;
  float *kernel, *bias;                 /* inputs x units; units */
  float *kernelGradient, *biasGradient; /* mean over the batch */
  float *first, *second;                /* Adam's moments, of the kernel and then of the bias */
  Vector *activations, *deltas;         /* units x vectors of a batch */
  double *mean, *square;                /* of the epoch's kernel gradients (Welford) */
} Layer;

static struct {
  int32_t rows, columns, trainingRows, batchSize, adam, layers, orders;
  float learningRate;
  float *inputs;
  uint16_t *labels;
  uint32_t *order; /* orders x trainingRows, used in turn */
} task;

static Layer layers[LAYERS_MAX];
static Vector *batchInputs, *targets, *weightOfRow;
static int batchVectors; /* vectors of a whole batch, a multiple of TILE */
static int epochs, steps;

static void *allocate(size_t bytes) {
  void *block = NULL;
  if (posix_memalign(&block, 64, bytes + 64) != 0) exit(1);
  memset(block, 0, bytes + 64);
  return block;
}

/* Rows of the batch into feature-major order. Rows that only fill up the last tile have the weight 0. */
static void gather(const uint32_t *order, int count, int vectors) {
  float *values = (float *)batchInputs, *target = (float *)targets, *weight = (float *)weightOfRow;
  int outputs = layers[task.layers - 1].units, stride = batchVectors * LANES, columns = task.columns;
  for (int row = 0; row < vectors * LANES; row++) {
    int used = row < count;
    uint32_t source = order[used ? row : 0];
    const float *from = task.inputs + (size_t)source * columns;
    for (int column = 0; column < columns; column++) values[column * stride + row] = from[column];
    for (int unit = 0; unit < outputs; unit++) target[unit * stride + row] = unit == task.labels[source];
    weight[row] = used ? 1.0f / count : 0;
  }
}

/* Two units' weighted sums over one tile. */
static inline void sumTile(const Vector *below, int inputs, const float *weights, int toInput, int toUnit,
                           Vector one[TILE], Vector two[TILE]) {
  for (int input = 0; input < inputs; input++) {
    const Vector *values = below + (size_t)input * batchVectors;
    float a = weights[input * toInput], b = weights[input * toInput + toUnit];
    for (int v = 0; v < TILE; v++) {
      one[v] += values[v] * a;
      two[v] += values[v] * b;
    }
  }
}

static void forwardLayer(const Layer *layer, const Vector *below, int vectors, int isOutput) {
  int units = layer->units;
  for (int tile = 0; tile < vectors; tile += TILE) {
    for (int unit = 0; unit < units; unit += 2) {
      int next = unit + 1 < units; /* an odd last unit is summed twice */
      Vector one[TILE], two[TILE];
      for (int v = 0; v < TILE; v++) {
        one[v] = spread(layer->bias[unit]);
        two[v] = spread(layer->bias[unit + next]);
      }
      sumTile(below + tile, layer->inputs, layer->kernel + unit, units, next, one, two);
      Vector *out = layer->activations + (size_t)unit * batchVectors + tile;
      for (int v = 0; v < TILE; v++) out[v] = isOutput ? one[v] : tanhOf(one[v]);
      for (int v = 0; next && v < TILE; v++) out[batchVectors + v] = isOutput ? two[v] : tanhOf(two[v]);
    }
  }
}

/* Softmax of the logits in place, and the derivative of the mean cross-entropy. */
static void outputDeltas(const Layer *layer, int vectors) {
  int units = layer->units;
  for (int v = 0; v < vectors; v++) {
    Vector *values = layer->activations + v;
    Vector largest = values[0], sum = spread(0);
    for (int unit = 1; unit < units; unit++) largest = larger(largest, values[(size_t)unit * batchVectors]);
    for (int unit = 0; unit < units; unit++) {
      Vector power = expOf(values[(size_t)unit * batchVectors] - largest);
      values[(size_t)unit * batchVectors] = power;
      sum += power;
    }
    Vector scale = spread(1) / sum;
    for (int unit = 0; unit < units; unit++) {
      size_t at = (size_t)unit * batchVectors;
      values[at] *= scale;
      layer->deltas[at + v] = (values[at] - targets[at + v]) * weightOfRow[v];
    }
  }
}

/* The deltas of the layer below, two of its units at a time. */
static void backwardLayer(const Layer *layer, const Layer *below, int vectors) {
  int units = layer->units;
  for (int tile = 0; tile < vectors; tile += TILE) {
    for (int input = 0; input < layer->inputs; input += 2) {
      int next = input + 1 < layer->inputs;
      Vector one[TILE], two[TILE];
      for (int v = 0; v < TILE; v++) one[v] = two[v] = spread(0);
      sumTile(layer->deltas + tile, units, layer->kernel + (size_t)input * units, 1, next * units, one, two);
      size_t at = (size_t)input * batchVectors + tile, atTwo = at + (size_t)next * batchVectors;
      for (int v = 0; v < TILE; v++) {
        Vector a = below->activations[at + v], b = below->activations[atTwo + v];
        below->deltas[at + v] = one[v] * (1.0f - a * a);
        below->deltas[atTwo + v] = two[v] * (1.0f - b * b);
      }
    }
  }
}

/* Kernel gradients in blocks of two inputs and four units, each summed over the whole batch in registers. */
static void layerGradients(const Layer *layer, const Vector *below, int vectors) {
  int inputs = layer->inputs, units = layer->units;
  for (int unit = 0; unit < units; unit += 4) {
    const Vector *delta[4];
    for (int u = 0; u < 4; u++) {
      int clamped = unit + u < units ? unit + u : units - 1;
      delta[u] = layer->deltas + (size_t)clamped * batchVectors;
    }
    for (int input = 0; input < inputs; input += 2) {
      const Vector *one = below + (size_t)input * batchVectors;
      const Vector *two = input + 1 < inputs ? one + batchVectors : one;
      Vector sums[2][4];
      for (int u = 0; u < 4; u++) sums[0][u] = sums[1][u] = spread(0);
      for (int v = 0; v < vectors; v++) {
        for (int u = 0; u < 4; u++) {
          sums[0][u] += one[v] * delta[u][v];
          sums[1][u] += two[v] * delta[u][v];
        }
      }
      for (int k = 0; k < 2 && input + k < inputs; k++) {
        for (int u = 0; u < 4 && unit + u < units; u++) {
          layer->kernelGradient[(input + k) * units + unit + u] = sumLanes(sums[k][u]);
        }
      }
    }
    for (int u = 0; u < 4 && unit + u < units; u++) {
      Vector sum = spread(0);
      for (int v = 0; v < vectors; v++) sum += delta[u][v];
      layer->biasGradient[unit + u] = sumLanes(sum);
    }
  }
}

static void gatherStatistics(Layer *layer, int batch) {
  for (int i = 0; i < layer->inputs * layer->units; i++) {
    double value = layer->kernelGradient[i], before = value - layer->mean[i];
    layer->mean[i] += before / batch;
    layer->square[i] += before * (value - layer->mean[i]);
  }
}

static void update(float *parameters, const float *gradients, int count, float *first, float *second) {
  if (!task.adam) {
    for (int i = 0; i < count; i++) parameters[i] -= task.learningRate * gradients[i];
    return;
  }
  float meanScale = 1 / (1 - powf(0.9f, steps)), squareScale = 1 / (1 - powf(0.999f, steps));
  for (int i = 0; i < count; i++) {
    first[i] = 0.9f * first[i] + 0.1f * gradients[i];
    second[i] = 0.999f * second[i] + 0.001f * gradients[i] * gradients[i];
    parameters[i] -= task.learningRate * first[i] * meanScale / (sqrtf(second[i] * squareScale) + 1e-8f);
  }
}

static void trainBatch(const uint32_t *order, int count, int batch) {
  int vectors = (count + TILE * LANES - 1) / (TILE * LANES) * TILE, last = task.layers - 1;
  gather(order, count, vectors);
  for (int l = 0; l <= last; l++) {
    forwardLayer(&layers[l], l == 0 ? batchInputs : layers[l - 1].activations, vectors, l == last);
  }
  outputDeltas(&layers[last], vectors);
  for (int l = last; l >= 0; l--) {
    layerGradients(&layers[l], l == 0 ? batchInputs : layers[l - 1].activations, vectors);
    if (l > 0) backwardLayer(&layers[l], &layers[l - 1], vectors);
  }
  steps++;
  for (int l = 0; l <= last; l++) {
    Layer *layer = &layers[l];
    int weights = layer->inputs * layer->units;
    gatherStatistics(layer, batch);
    update(layer->kernel, layer->kernelGradient, weights, layer->first, layer->second);
    update(layer->bias, layer->biasGradient, layer->units, layer->first + weights, layer->second + weights);
  }
}

static void trainEpoch(void) {
  const uint32_t *order = task.order + (size_t)(epochs++ % task.orders) * task.trainingRows;
  for (int l = 0; l < task.layers; l++) {
    size_t bytes = sizeof(double) * layers[l].inputs * layers[l].units;
    memset(layers[l].mean, 0, bytes);
    memset(layers[l].square, 0, bytes);
  }
  for (int start = 0, batch = 1; start < task.trainingRows; start += task.batchSize, batch++) {
    int left = task.trainingRows - start;
    trainBatch(order + start, left < task.batchSize ? left : task.batchSize, batch);
  }
}

/* One row at a time in double precision: for the comparison, not for the clock. */
static double trainingLoss(void) {
  double total = 0;
  for (int i = 0; i < task.trainingRows; i++) {
    uint32_t row = task.order[i];
    double values[4096], sums[4096];
    for (int c = 0; c < task.columns; c++) values[c] = task.inputs[(size_t)row * task.columns + c];
    for (int l = 0; l < task.layers; l++) {
      const Layer *layer = &layers[l];
      for (int u = 0; u < layer->units; u++) {
        sums[u] = layer->bias[u];
        for (int k = 0; k < layer->inputs; k++) sums[u] += values[k] * layer->kernel[k * layer->units + u];
      }
      for (int u = 0; u < layer->units; u++) values[u] = l + 1 < task.layers ? tanh(sums[u]) : sums[u];
    }
    double sum = 0;
    for (int u = 0; u < layers[task.layers - 1].units; u++) sum += exp(values[u]);
    total += log(sum) - values[task.labels[row]];
  }
  return total / task.trainingRows;
}

static void printState(void) {
  int batches = (task.trainingRows + task.batchSize - 1) / task.batchSize;
  printf("{\"loss\": %.9g", trainingLoss());
  for (int kind = 0; kind < 2; kind++) {
    printf(", \"%s\": [", kind == 0 ? "means" : "deviations");
    for (int l = 0; l < task.layers; l++) {
      double sum = 0;
      for (int i = 0; i < layers[l].inputs * layers[l].units; i++) {
        sum += kind == 0 ? layers[l].mean[i] * layers[l].mean[i] : layers[l].square[i] / batches;
      }
      printf("%s%.9g", l > 0 ? ", " : "", sqrt(sum));
    }
    printf("]");
  }
  printf("}\n");
}

static void readInto(void *target, size_t bytes, FILE *file) {
  if (fread(target, 1, bytes, file) != bytes) {
    fprintf(stderr, "The task file is too short.\n");
    exit(1);
  }
}

static void readTask(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "The task file cannot be read.\n");
    exit(1);
  }
  int32_t widths[LAYERS_MAX + 1];
  readInto(&task.rows, 7 * sizeof(int32_t) + sizeof(float), file);
  readInto(widths, (task.layers + 1) * sizeof(int32_t), file);
  task.inputs = allocate(sizeof(float) * task.rows * task.columns);
  task.labels = allocate(sizeof(uint16_t) * task.rows);
  task.order = allocate(sizeof(uint32_t) * task.orders * task.trainingRows);
  readInto(task.inputs, sizeof(float) * task.rows * task.columns, file);
  readInto(task.labels, sizeof(uint16_t) * task.rows, file);
  readInto(task.order, sizeof(uint32_t) * task.orders * task.trainingRows, file);
  batchVectors = (task.batchSize + TILE * LANES - 1) / (TILE * LANES) * TILE;
  for (int l = 0; l < task.layers; l++) {
    Layer *layer = &layers[l];
    layer->inputs = widths[l];
    layer->units = widths[l + 1];
    size_t weights = (size_t)layer->inputs * layer->units, unitValues = (size_t)layer->units * batchVectors;
    layer->kernel = allocate(4 * weights);
    layer->bias = allocate(4 * layer->units);
    readInto(layer->kernel, 4 * weights, file);
    readInto(layer->bias, 4 * layer->units, file);
    layer->kernelGradient = allocate(4 * weights);
    layer->biasGradient = allocate(4 * layer->units);
    layer->first = allocate(4 * (weights + layer->units));
    layer->second = allocate(4 * (weights + layer->units));
    layer->activations = allocate(sizeof(Vector) * unitValues);
    layer->deltas = allocate(sizeof(Vector) * unitValues);
    layer->mean = allocate(8 * weights);
    layer->square = allocate(8 * weights);
  }
  batchInputs = allocate(sizeof(Vector) * task.columns * batchVectors);
  targets = allocate(sizeof(Vector) * widths[task.layers] * batchVectors);
  weightOfRow = allocate(sizeof(Vector) * batchVectors);
  fclose(file);
}

static double secondsNow(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  readTask(arguments[1]);
  char line[64];
  int asked;
  while (fgets(line, sizeof line, stdin) != NULL) {
    if (sscanf(line, "train %d", &asked) == 1) {
      double start = secondsNow();
      for (int epoch = 0; epoch < asked; epoch++) trainEpoch();
      printf("{\"seconds\": %.9g}\n", secondsNow() - start);
    } else {
      printState();
    }
    fflush(stdout);
  }
  return 0;
}
