import { findRunFileTooLarge } from "../plan/runFileSize";
import type { Check } from "./check";

/** What is written is to be read again. */
export const checkRunFileSize: Check = ({ config, report }) => {
  const tooLarge = findRunFileTooLarge(config);
  if (tooLarge !== undefined) {
    const { path, message, most } = tooLarge;
    report("error", path, message, (place) =>
      most === undefined ? [] : [{ title: `Change to ${most}`, edits: [{ ...place, text: String(most) }] }],
    );
  }
};
