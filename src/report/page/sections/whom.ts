// For whom not? Call types, how their calls end, the way from the first ring to the end, and the
// agents.
import { chart } from "../chart";
import type { Look } from "../chart";
import type { RunData } from "../data";
import { h, name, table } from "../dom";
import { duration, estimate, spread, value, percent } from "../format";
import { verdict } from "../model";
import { measureName, t, upper } from "../texts";
import { flowDrawing, outcomesDrawing } from "./ends";
import { badge, bullet, kTones } from "./health";

function typeTable(data: RunData): HTMLElement {
  const words = t().whom;
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, words.types),
    table(
      [
        { head: words.type },
        { head: words.offered, number: true },
        { head: words.level, number: true },
        { head: "" },
        { head: words.verdict },
        { head: words.gaveUp, number: true },
        { head: words.asa, number: true },
        { head: words.p90, number: true },
      ],
      data.summary.call_types.map((type) => {
        const of = type.estimates;
        const judged = verdict(of.service_level, type.target.share);
        return [
          name(type.name),
          value(of.offered.value, "calls"),
          estimate(of.service_level, "share"),
          bullet(of.service_level, type.target.share, kTones[judged]),
          h(
            "span",
            { class: "judged" },
            badge(judged),
            h(
              "small",
              {},
              `${percent(type.target.share)} · ${duration(type.target.answered_within)}`,
            ),
          ),
          value(of.abandonment.value, "share"),
          value(of.asa.value, "s"),
          value(of.wait_p90?.value, "s"),
        ];
      }),
      words.types,
    ),
  );
}

// ---- Tables ------------------------------------------------------------------------------------

function groupTable(data: RunData): HTMLElement {
  const words = t().whom;
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, words.groups),
    table(
      [
        { head: words.group },
        { head: words.duty, number: true },
        { head: words.occupancy, number: true },
        { head: "" },
        { head: words.answered, number: true },
        { head: words.perHour, number: true },
        { head: words.onBreak, number: true },
        { head: words.overtime, number: true },
      ],
      data.summary.agent_groups.map(({ name: text, estimates: of }) => [
        name(text),
        value(of.staffed_hours.value, "h"),
        estimate(of.occupancy, "share"),
        bullet(of.occupancy),
        value(of.answered.value, "calls"),
        value(of.calls_per_hour.value, "number"),
        value(of.break_hours.value, "h"),
        value(of.overtime_hours.value, "h"),
      ]),
      words.groups,
    ),
  );
}

function targetTable(data: RunData): HTMLElement | null {
  const targets = data.summary.further_targets;
  if (targets.length === 0) return null;
  const words = t().whom;
  const rows = targets.flatMap((target) =>
    [{ name: t().chart.all, estimates: target.all_calls }, ...target.call_types].map((scope) => [
      name(scope.name),
      duration(target.answered_within),
      estimate(scope.estimates.service_level, "share"),
      estimate(scope.estimates.service_level_of_answered, "share"),
      value(scope.estimates.caller_service_level?.value, "share"),
    ]),
  );
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, words.furtherTargets),
    table(
      [
        { head: words.type },
        { head: words.within, number: true },
        { head: words.ofOffered, number: true },
        { head: words.ofAnswered, number: true },
        { head: words.ofCallers, number: true },
      ],
      rows,
      words.furtherTargets,
    ),
  );
}

function segmentTable(data: RunData): HTMLElement | null {
  if (data.summary.segments.length === 0) return null;
  const words = t().whom;
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, words.segments),
    table(
      [
        { head: words.segment },
        { head: words.offered, number: true },
        { head: words.level, number: true },
        { head: words.gaveUp, number: true },
        { head: words.asa, number: true },
        { head: words.duty, number: true },
        { head: words.occupancy, number: true },
      ],
      data.summary.segments.map((s) => [
        name(s.name),
        value(s.calls.offered.value, "calls"),
        estimate(s.calls.service_level, "share"),
        value(s.calls.abandonment.value, "share"),
        value(s.calls.asa.value, "s"),
        value(s.agents.staffed_hours.value, "h"),
        value(s.agents.occupancy.value, "share"),
      ]),
      words.segments,
    ),
  );
}

function moneyTable(data: RunData): HTMLElement | null {
  const { currency, house } = data.summary;
  if (!currency) return null;
  const words = t().whom;
  const keys = [
    "wage_cost",
    "line_cost",
    "penalties",
    "cost",
    "cost_per_call",
    "revenue",
    "margin",
  ];
  const earns = (house.revenue?.value ?? 0) > 0;
  const shown = keys.filter((key) => house[key]?.value && (key !== "margin" || earns));
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, words.money),
    h("p", { class: "sub" }, words.moneyIn(currency)),
    table(
      [
        { head: words.moneyItem },
        { head: words.amount, number: true },
        { head: words.spread, number: true },
      ],
      shown.map((key) => [
        upper(measureName(key)),
        estimate(house[key], "money"),
        spread(house[key], "money"),
      ]),
      words.money,
    ),
  );
}

export function whom(data: RunData, look: Look, parent: HTMLElement): void {
  parent.append(typeTable(data));
  chart("outcomes", look, () => outcomesDrawing(data, look)).place(parent);
  chart("flow", look, () => flowDrawing(data, look)).place(parent);
  parent.append(groupTable(data));
  for (const block of [targetTable(data), segmentTable(data), moneyTable(data)]) {
    if (block) parent.append(block);
  }
}
