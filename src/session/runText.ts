import { duration, percent } from "../base/numbers";
import { posix } from "node:path";
import type { RunProgress, RunStatus } from "../run/progress";
import type { RunSummary } from "./runSummary";

const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  opening: "opening",
  running: "running",
  elsewhere: "running in another window",
  completed: "completed",
  canceled: "canceled",
  failed: "failed",
  interrupted: "cut off",
};

/** What the list says of a run beside its config's name: its last layer's figures, or how it ended. */
export function describeRun(summary: RunSummary, formatTime: (iso: string) => string): string {
  const { status, diverged, lastSnapshot, testAccuracy, createdAt } = summary;
  const parts = [formatTime(createdAt)];
  if (status !== "completed") {
    parts.push(STATUS_WORDS[status]);
  }
  if (summary.networks > 1) {
    parts.push(`${summary.networks} networks`);
  }
  if (diverged !== undefined) {
    parts.push(describeDiverged(summary.networks, diverged));
  } else if (summary.networks > 1) {
    return parts.join(" · ");
  } else if (lastSnapshot !== undefined) {
    parts.push(`I(X;T) ${formatBits(lastSnapshot.ixt)}`, `I(T;Y) ${formatBits(lastSnapshot.ity)}`);
  } else if (testAccuracy !== undefined) {
    parts.push(formatAccuracy(testAccuracy));
  }
  return parts.join(" · ");
}

/** All that the list knows of a run, a line each. */
export function describeRunInFull(summary: RunSummary, formatTime: (iso: string) => string): string {
  const { configName, status, failure, diverged, createdAt, epochs, networks, runId } = summary;
  // The figures at the end of a network that diverged are none.
  const { lastSnapshot, testAccuracy } = diverged === undefined ? summary : {};
  const lines = [`${configName}, ${STATUS_WORDS[status]}`, `Started ${formatTime(createdAt)}`];
  if (failure !== undefined) {
    lines.push(failure);
  }
  if (networks > 1) {
    lines.push(`${networks} networks${epochs === undefined ? "" : ` of ${epochs} epochs`}`);
  }
  if (diverged !== undefined) {
    lines.push(
      networks > 1
        ? `${diverged.networks} of ${networks} networks diverged`
        : `Training ${describeDiverged(networks, diverged)}`,
    );
  }
  if (lastSnapshot !== undefined) {
    const { epoch, ixt, ity } = lastSnapshot;
    lines.push(
      `Last layer after epoch ${epoch}${epochs === undefined ? "" : ` of ${epochs}`}: I(X;T) ${formatBits(ixt)} bits, I(T;Y) ${formatBits(ity)} bits`,
    );
  }
  if (testAccuracy !== undefined) {
    lines.push(`Test rows: ${formatAccuracy(testAccuracy)}`);
  }
  lines.push(runId);
  return lines.join("\n");
}

function describeDiverged(networks: number, diverged: NonNullable<RunSummary["diverged"]>): string {
  if (networks > 1) {
    return `${diverged.networks} diverged`;
  }
  return diverged.epoch === undefined ? "diverged" : `diverged after epoch ${diverged.epoch}`;
}

/** The name of a config without its folders and its ending. */
export function shortConfigName(configName: string): string {
  const name = posix.basename(configName);
  return name === "ib.config.json" ? name : name.replace(/\.ib\.json$/, "");
}

/** "epoch 37 of 400", and if there are several networks how many of them are trained. */
export function describeEpoch({ epoch, epochs, networks }: RunProgress): string {
  return networks === undefined
    ? `epoch ${epoch} of ${epochs}`
    : `${networks.completed} of ${networks.planned} networks trained, epoch ${epoch} of ${epochs} of all together`;
}

/** What the status bar has room for: "37/400", or "2/10 networks, 31 %". */
export function describeShortly({ epoch, epochs, networks }: RunProgress): string {
  return networks === undefined
    ? `${epoch}/${epochs}`
    : `${networks.completed}/${networks.planned} networks, ${Math.floor((100 * epoch) / epochs)} %`;
}

/** "12.5 epochs a second, 1 min 5 s left, loss 0.123": as far as known. The loss is the loss of one network. */
export function describeProgress(progress: RunProgress, lastLoss: number | undefined): string {
  const { epochsPerSecond, secondsLeft } = progress;
  const parts: string[] = [];
  if (epochsPerSecond !== undefined) {
    parts.push(`${formatRate(epochsPerSecond)} epochs a second`);
  }
  if (secondsLeft !== undefined) {
    parts.push(`${duration(secondsLeft)} left`);
  }
  if (lastLoss !== undefined && progress.networks === undefined) {
    parts.push(`training loss ${lastLoss.toPrecision(3)}`);
  }
  return parts.join(", ");
}

function formatRate(rate: number): string {
  return rate >= 100 ? rate.toFixed(0) : rate.toPrecision(2);
}

function formatBits(bits: number): string {
  return Number.isFinite(bits) ? bits.toFixed(2) : "?";
}

function formatAccuracy(share: number): string {
  return `${percent(share)} correct`;
}
