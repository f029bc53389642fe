import type { Claim, Measured, Trained } from "./claim";
import { drawGradients, drawPlane, escapeXml } from "./figure";
import { byVariant } from "./measure";

/** A claim with what was measured for it. */
export interface Tried {
  readonly claim: Claim;
  readonly measured: Measured;
  readonly networks: readonly Trained[];
  /** Networks that diverged, and so have no part in the figures. */
  readonly diverged: number;
}

/** A claim that could not be tried, and a sentence that says why. */
export interface Untried {
  readonly claim: Claim;
  readonly reason: string;
}

/** What a report is written from. */
export interface Reproduction {
  readonly tried: readonly Tried[];
  readonly untried: readonly Untried[];
  /** Networks of each config. */
  readonly networks: number;
  /** The tool's version. */
  readonly version: string;
}

/** A picture of the report: a file name and SVG. */
export interface ReportFigure {
  readonly name: string;
  readonly svg: string;
}

const INTRODUCTION =
  "What comes out of the paper's claims, and of the objections to them, on this machine with the settings of each claim's config. Each rule was stated before the run. A claim that does not reproduce stays here with its figures.";

/** The planes of each variant of a claim, and the gradients if the claim is on them. */
export function figuresOf({ claim, networks }: Tried): readonly ReportFigure[] {
  const planes = byVariant(networks).map((all, index) => {
    const title = all[0]!.started.variant ?? claim.title;
    return { name: `${claim.name}-${index + 1}`, svg: drawPlane(all, title) };
  });
  return claim.name === "gradients" || claim.name === "onset"
    ? [...planes, { name: `${claim.name}-gradients`, svg: drawGradients(networks, claim.title) }]
    : planes;
}

/** The report as Markdown, whose figures are files beside it. */
export function writeMarkdown({ tried: all, untried, networks, version }: Reproduction): string {
  return [
    "# The paper, reproduced",
    "",
    `${INTRODUCTION} IB Analysis ${version}, ${networks} networks a config.`,
    "",
    "| claim | source | finding |",
    "| --- | --- | --- |",
    ...all.map(({ claim, measured }) => `| ${claim.title} | ${claim.source} | ${measured.finding} |`),
    ...untried.map(({ claim }) => `| ${claim.title} | ${claim.source} | not tried |`),
    ...untried.flatMap(({ claim, reason }) => ["", `## ${claim.title}: not tried`, "", reason]),
    ...all.flatMap((tried) => [
      "",
      `## ${tried.claim.title}: ${tried.measured.finding}`,
      "",
      `${tried.claim.source}. ${tried.claim.claim}`,
      "",
      `**Rule.** ${tried.claim.rule}`,
      "",
      ...measuredLines(tried).map((line) => `- ${line}`),
      "",
      ...figuresOf(tried).map(({ name }) => `![${tried.claim.title}](${name}.svg)`),
    ]),
    "",
  ].join("\n");
}

/** The report as one HTML file with everything in it. */
export function writeHtml({ tried: all, untried, networks, version }: Reproduction): string {
  const rows = all.map(
    ({ claim, measured }) =>
      `<tr><td><a href="#${claim.name}">${escapeXml(claim.title)}</a></td><td>${escapeXml(claim.source)}</td><td>${measured.finding}</td></tr>`,
  );
  const leftRows = untried.map(
    ({ claim, reason }) =>
      `<tr><td>${escapeXml(claim.title)}</td><td>${escapeXml(claim.source)}</td><td>not tried: ${escapeXml(reason)}</td></tr>`,
  );
  const sections = all.map((tried) =>
    [
      `<section id="${tried.claim.name}"><h2>${escapeXml(tried.claim.title)}: ${tried.measured.finding}</h2>`,
      `<p>${escapeXml(tried.claim.source)}. ${escapeXml(tried.claim.claim)}</p>`,
      `<p><b>Rule.</b> ${escapeXml(tried.claim.rule)}</p>`,
      `<ul>${measuredLines(tried)
        .map((line) => `<li>${escapeXml(line)}</li>`)
        .join("")}</ul>`,
      ...figuresOf(tried).map(({ svg }) => svg),
      "</section>",
    ].join("\n"),
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The paper, reproduced</title>',
    "<style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}td,th{padding:.2rem .8rem .2rem 0;text-align:left}svg{margin:.5rem}</style></head><body>",
    "<h1>The paper, reproduced</h1>",
    `<p>${escapeXml(INTRODUCTION)} IB Analysis ${escapeXml(version)}, ${networks} networks a config.</p>`,
    `<table><tr><th>claim</th><th>source</th><th>finding</th></tr>${[...rows, ...leftRows].join("")}</table>`,
    ...sections,
    "</body></html>",
    "",
  ].join("\n");
}

function measuredLines({ measured, diverged }: Tried): readonly string[] {
  return diverged === 0
    ? measured.figures
    : [...measured.figures, `Networks that diverged and are left out: ${diverged}.`];
}
