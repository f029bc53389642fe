import type { Result } from "../base/failure";
import type { Dataset } from "../data/dataset/dataset";
import type { InformationCurve } from "../information/bound/informationCurve";
import type { JointDistribution } from "../information/bound/jointDistribution";

/** The bound of a data set and what it is computed from. */
export interface BoundWork {
  readonly joint: JointDistribution;
  readonly curve: InformationCurve;
}

/**
 * What the networks of a study have in common and one thread need not do twice: the data set and its bound. Only the last
 * data set is kept.
 */
export class SharedWork {
  #last: { readonly key: string; readonly dataset: Dataset } | undefined;
  /** By the inputs that they are of, then by what the config asks for. */
  readonly #bounds = new WeakMap<Float32Array, Map<string, BoundWork>>();

  /** @param key the same for the same rows */
  async dataset(key: string, load: () => Promise<Result<Dataset>>): Promise<Result<Dataset>> {
    if (this.#last?.key === key) {
      return { ok: true, value: this.#last.dataset };
    }
    const loaded = await load();
    this.#last = loaded.ok ? { key, dataset: loaded.value } : undefined;
    return loaded;
  }

  /** @param inputs of the data set as it is trained on: inputs that were standardized for one network are its own */
  bound(inputs: Float32Array, key: string, compute: () => BoundWork): BoundWork {
    const ofInputs = this.#bounds.get(inputs) ?? new Map<string, BoundWork>();
    this.#bounds.set(inputs, ofInputs);
    const known = ofInputs.get(key) ?? compute();
    ofInputs.set(key, known);
    return known;
  }
}
