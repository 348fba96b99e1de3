// What went in? Facts and assumptions told apart, the whole scenario, and how to repeat the result.
import type { CompareData, RunData, ScheduleData, Source, StaffData, SweepData } from "../data";
import { h, table } from "../dom";
import type { Child } from "../dom";
import { number } from "../format";
import { commentStart, markedLines, marksOf } from "../source";
import type { Mark } from "../source";
import { t } from "../texts";

function markBadge(mark: Mark): HTMLElement {
  return h("span", { class: `mark ${mark}` }, t().inputs.mark[mark]);
}

function assumed(sources: Source[]): HTMLElement {
  const words = t().inputs;
  const lines = sources.flatMap((source) => markedLines(source.text));
  const title = h("h3", { class: "block-title" }, words.assumed);
  if (lines.length === 0) {
    return h("div", { class: "block" }, title, h("p", { class: "sub" }, words.noneMarked));
  }
  const count = (mark: Mark) => number(lines.filter((line) => line.mark === mark).length);
  return h(
    "div",
    { class: "block" },
    title,
    h(
      "p",
      { class: "sub" },
      `${words.assumedSub} ${words.counts(count("fact"), count("assumption"))}.`,
    ),
    h(
      "div",
      { class: "tall" },
      table(
        [
          { head: words.kind },
          { head: words.reference },
          { head: words.what },
          { head: words.value },
          { head: words.note },
        ],
        lines.map((line) => [
          markBadge(line.mark),
          line.reference,
          line.key,
          h("code", {}, line.value),
          line.note,
        ]),
        words.assumed,
      ),
    ),
  );
}

// A line of TOML with its comment set apart, coloured by what it says of the source.
function codeLine(line: string): Child[] {
  const start = commentStart(line);
  if (start < 0) return [line + "\n"];
  const comment = line.slice(start);
  const mark = marksOf(comment).find((m) => m.reference || /:/.test(comment))?.mark;
  return [line.slice(0, start), h("span", { class: `comment ${mark ?? ""}` }, comment), "\n"];
}

function scenario(sources: Source[]): HTMLElement {
  const words = t().inputs;
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, words.scenario),
    h("p", { class: "sub" }, words.scenarioSub),
    ...sources.map((source) =>
      h(
        "details",
        { class: "source", open: true },
        h("summary", {}, source.cut ? `${source.name} (${words.cut})` : source.name),
        h(
          "pre",
          { tabindex: 0 },
          h(
            "code",
            { dir: "ltr" },
            ...source.text.replace(/\n$/, "").split("\n").flatMap(codeLine),
          ),
        ),
      ),
    ),
  );
}

interface Origin {
  version: string;
  file: string;
  seed?: number;
  command: string;
  // A solver's time was limited.
  mayDiffer?: boolean;
}

function repeat(origin: Origin): HTMLElement {
  const words = t().inputs;
  const item = (label: string, text: string) => h("div", {}, h("dt", {}, label), h("dd", {}, text));
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, words.repeat),
    h("p", { class: "sub" }, origin.mayDiffer ? words.repeatNearly : words.repeatSub),
    h(
      "dl",
      { class: "facts" },
      item(words.version, origin.version),
      item(words.file, origin.file),
      origin.seed === undefined ? null : item(words.seed, String(origin.seed)),
    ),
    h("pre", { class: "command" }, h("code", { dir: "ltr" }, origin.command)),
  );
}

export function inputs(data: RunData, parent: HTMLElement): void {
  const { hotline: version, scenario: file, run } = data.summary;
  parent.append(
    repeat({ version, file, seed: run.seed, command: data.command }),
    assumed(data.sources),
    scenario(data.sources),
  );
}

// The same of a page of another command.
export function source(
  data: CompareData | StaffData | ScheduleData | SweepData,
  parent: HTMLElement,
): void {
  const { hotline: version } = data.result;
  const file =
    data.kind === "compare"
      ? data.result.variants.map((variant) => variant.name).join(" · ")
      : data.result.scenario;
  const seed =
    data.kind === "sweep"
      ? data.result.seed
      : data.kind === "compare"
        ? data.result.run.seed
        : undefined;
  parent.append(
    repeat({
      version,
      file,
      seed,
      command: data.command,
      mayDiffer: data.kind === "schedule",
    }),
    assumed(data.sources),
    scenario(data.sources),
  );
}
