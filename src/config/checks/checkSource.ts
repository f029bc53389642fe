import { sourceOf } from "../../data/sources";
import { writeValue } from "../text/wording";
import type { Check } from "./check";

/** What a source says of its settings before anything is read. */
export const checkSource: Check = ({ config: { data }, report }) => {
  for (const { path, message, fix } of sourceOf(data).check?.(data) ?? []) {
    report("error", path, message, (place) =>
      fix === undefined ? [] : [{ title: fix.title, edits: [{ ...place, text: writeValue(fix.value) }] }],
    );
  }
};
