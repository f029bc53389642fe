import { NETWORKS_MAX } from "../../base/limits";
import { sourceOf } from "../../data/sources";
import { countNetworks, countVariants } from "../plan/variants";
import { findNode } from "../text/tree";
import type { Check } from "./check";

/** A study varies fields that its source has, gives each of their values once, and is not larger than a run may be. */
export const checkStudy: Check = ({ config, document, report }) => {
  const { data, study } = config;
  const source = sourceOf(data);
  for (const name of Object.keys(study.over)) {
    const [section, field] = name.split(".") as [string, string];
    if (section === "data" && !Object.hasOwn(source.settings.shape, field)) {
      const fields = Object.keys(source.settings.shape).filter((key) => key !== "source" && key !== "file");
      report(
        "error",
        ["study", "over", name],
        `study.over varies ${name}, but the source "${source.name}" has no such field; it has ${fields.join(", ")}.`,
        () => [],
      );
    }
  }
  for (const [name, values = []] of Object.entries(study.over)) {
    const written = values.map((value) => JSON.stringify(value));
    const isRepeated = (index: number): boolean => written.indexOf(written[index]!) < index;
    const first = written.findIndex((_, index) => isRepeated(index));
    if (first >= 0) {
      const path = ["study", "over", name];
      report(
        "error",
        [...path, first],
        `study.over has the same value of ${name} more than once, ${written[first]!}: its networks would be trained with the same seeds again and taken for others.`,
        () => {
          const list = findNode(document.root, path);
          if (list?.kind !== "list") {
            return [];
          }
          const kept = list.items
            .filter((_, index) => !isRepeated(index))
            .map(({ offset, length }) => document.text.slice(offset, offset + length));
          const text = `[${kept.join(", ")}]`;
          return [
            { title: "Keep each value once", edits: [{ offset: list.offset, length: list.length, text }] },
          ];
        },
      );
    }
  }
  const networks = countNetworks(config);
  if (networks > NETWORKS_MAX) {
    const variants = countVariants(config);
    report(
      "error",
      ["study"],
      `The study has ${variants} variants of ${study.networks} networks each, ${networks} in all; a run may have at most ${NETWORKS_MAX}.`,
      () => [],
    );
  }
};
