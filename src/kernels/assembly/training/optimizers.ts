import { ADAM, MOMENTUM, RMSPROP, SGD } from "./codes";
import { Layer, Step } from "./layout";

export function updateWeights(layer: Layer): void {
  const weights = layer.weights;
  const gradients = layer.gradients;
  const first = layer.first;
  const second = layer.second;
  const bytes = (<usize>layer.parameters) << 2;
  if (Step.weightDecay > 0) {
    const decay = f32x4.splat(Step.weightDecay);
    const end = (<usize>(layer.inputs * layer.paddedUnits)) << 2;
    for (let i: usize = 0; i < end; i += 16) {
      const penalty = f32x4.mul(decay, v128.load(weights + i));
      v128.store(gradients + i, f32x4.add(v128.load(gradients + i), penalty));
    }
  }
  const rate = f32x4.splat(Step.learningRate);
  switch (Step.optimizer) {
    case SGD:
      for (let i: usize = 0; i < bytes; i += 16) {
        const step = f32x4.mul(rate, v128.load(gradients + i));
        v128.store(weights + i, f32x4.sub(v128.load(weights + i), step));
      }
      break;
    case MOMENTUM: {
      const kept = f32x4.splat(Step.momentum);
      for (let i: usize = 0; i < bytes; i += 16) {
        const velocity = f32x4.add(f32x4.mul(kept, v128.load(first + i)), v128.load(gradients + i));
        v128.store(first + i, velocity);
        v128.store(weights + i, f32x4.sub(v128.load(weights + i), f32x4.mul(rate, velocity)));
      }
      break;
    }
    case ADAM: {
      const keptFirst = f32x4.splat(<f32>Step.firstDecay);
      const newFirst = f32x4.splat(<f32>(1 - Step.firstDecay));
      const keptSecond = f32x4.splat(<f32>Step.secondDecay);
      const newSecond = f32x4.splat(<f32>(1 - Step.secondDecay));
      const firstScale = f32x4.splat(<f32>(<f64>Step.learningRate / (1 - Step.firstPower)));
      const secondScale = f32x4.splat(<f32>(1 / (1 - Step.secondPower)));
      const smallest = f32x4.splat(Step.epsilon);
      for (let i: usize = 0; i < bytes; i += 16) {
        const gradient = v128.load(gradients + i);
        const mean = f32x4.add(f32x4.mul(keptFirst, v128.load(first + i)), f32x4.mul(newFirst, gradient));
        const square = f32x4.mul(newSecond, f32x4.mul(gradient, gradient));
        const variance = f32x4.add(f32x4.mul(keptSecond, v128.load(second + i)), square);
        v128.store(first + i, mean);
        v128.store(second + i, variance);
        const root = f32x4.add(f32x4.sqrt(f32x4.mul(variance, secondScale)), smallest);
        const step = f32x4.div(f32x4.mul(firstScale, mean), root);
        v128.store(weights + i, f32x4.sub(v128.load(weights + i), step));
      }
      break;
    }
    case RMSPROP: {
      const kept = f32x4.splat(<f32>Step.secondDecay);
      const taken = f32x4.splat(<f32>(1 - Step.secondDecay));
      const smallest = f32x4.splat(Step.epsilon);
      for (let i: usize = 0; i < bytes; i += 16) {
        const gradient = v128.load(gradients + i);
        const square = f32x4.mul(taken, f32x4.mul(gradient, gradient));
        const variance = f32x4.add(f32x4.mul(kept, v128.load(second + i)), square);
        v128.store(second + i, variance);
        const root = f32x4.sqrt(f32x4.add(variance, smallest));
        const step = f32x4.div(f32x4.mul(rate, gradient), root);
        v128.store(weights + i, f32x4.sub(v128.load(weights + i), step));
      }
      break;
    }
    default:
      break;
  }
}
