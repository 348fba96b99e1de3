// How sure the targets of planned people are, and what the planner has to say of them.
import type { BusyDay, Check, PlannedTarget } from "../data";
import { h, table } from "../dom";
import type { Child } from "../dom";
import { estimate, number, value } from "../format";
import { t } from "../texts";
import { planningSentence, targetText } from "../texts/planning";

function facts(check: Check): HTMLElement {
  const items: [string, string][] = [
    [t().when.heat.short.service_level, estimate(check.service_level, "share")],
    [t().when.heat.short.abandonment, estimate(check.abandonment, "share")],
    [t().whom.asa, estimate(check.asa, "s")],
    [t().whom.occupancy, estimate(check.occupancy, "share")],
    [t().health.coverages.callers, value(check.callers_reached, "share")],
  ];
  return h(
    "dl",
    { class: "facts" },
    ...items.map(([label, text]) => h("div", {}, h("dt", {}, label), h("dd", {}, text))),
  );
}

export function checkBlock(
  check: Check,
  targets: PlannedTarget[],
  busy: BusyDay | undefined,
  parent: HTMLElement,
): void {
  const words = t().plan.check;
  parent.append(
    h(
      "div",
      { class: "block" },
      h("h3", { class: "block-title" }, words.title),
      h("p", { class: "sub" }, words.sub(number(check.replications))),
      table(
        [
          { head: words.target },
          { head: words.overall, number: true },
          { head: words.certainty, number: true },
          { head: words.days, number: true },
        ],
        check.targets.map((checked, i) => [
          h("bdi", {}, targetText(targets[i])),
          estimate(checked.overall, targets[i].measure === "asa" ? "s" : "share"),
          certainty(checked.certainty),
          value(checked.days_held, "share"),
        ]),
        words.title,
      ),
      facts(check),
    ),
  );
  if (!busy) return;
  parent.append(
    h(
      "div",
      { class: "block" },
      h("h3", { class: "block-title" }, words.busy),
      h("p", { class: "sub" }, words.busySub(number(busy.times_the_mean_demand, 2))),
      facts(busy),
    ),
  );
}

// As the text report says it: nothing is wholly certain.
function certainty(of: number | null): string {
  if (of !== null && of > 0.999) return `> ${value(0.999, "share")}`;
  if (of !== null && of < 0.001) return `< ${value(0.001, "share")}`;
  return value(of, "share");
}

// What the planner asks for, and what it remarks.
export function remarks(targets: PlannedTarget[], sentences: string[]): HTMLElement {
  const items: Child[] = [
    ...targets.map((target) =>
      h("li", {}, `${t().plan.check.target}: `, h("bdi", {}, targetText(target))),
    ),
    ...sentences.map((sentence) => {
      const { text, lang } = planningSentence(sentence);
      return h("li", { lang }, text);
    }),
  ];
  return h("ul", { class: "note" }, ...items);
}
