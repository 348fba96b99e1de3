// Are we all right? A sentence, large figures with their intervals and targets, and the coverages.
import type { Estimate, Finding, RunData, Unit } from "../data";
import { h, name, styled, table } from "../dom";
import type { Child } from "../dom";
import { duration, interval, number, shown, spread, value, percent } from "../format";
import { commonTarget, intervalKind, isCalendar, verdict } from "../model";
import type { Verdict } from "../model";
import { measureName, t, upper } from "../texts";

export const kSigns: Record<Verdict, string> = {
  met: "✓",
  "not met": "✕",
  "not certain": "~",
  "met once": "~",
  "missed once": "~",
  unknown: "",
};

export const kTones: Record<Verdict, string> = {
  met: "good",
  "not met": "bad",
  "not certain": "unsure",
  "met once": "unsure",
  "missed once": "unsure",
  unknown: "plain",
};

export function badge(of: Verdict): HTMLElement {
  return h(
    "span",
    { class: `badge ${kTones[of]}` },
    h("i", { "aria-hidden": "true" }, kSigns[of]),
    t().health.verdicts[of],
  );
}

export function list(names: string[]): string {
  return names.map((n) => `“${n}”`).join(", ");
}

// A share on a line from 0 to 1, and the target.
export function bullet(of: Estimate, target?: number, tone = "plain"): HTMLElement {
  const place = (x: number) => `${(100 * Math.min(Math.max(x, 0), 1)).toFixed(2)}%`;
  const part = (css: string, styles: Record<string, string>) =>
    styled(h("i", { class: css }), styles);
  return h(
    "div",
    { class: `bullet ${tone}`, "aria-hidden": "true" },
    part("bullet-fill", { width: place(of.value ?? 0) }),
    target === undefined ? null : part("bullet-target", { left: place(target) }),
  );
}

interface Card {
  key: string; // where summary.json has it: "all_calls.service_level"
  label: string;
  of: Estimate;
  unit: Unit;
  target?: number;
  verdict?: Verdict;
  note?: string;
  line?: boolean; // draw it on a line from 0 to 1
  large?: boolean;
}

function card(data: RunData, c: Card): HTMLElement {
  const run = data.summary.run;
  const text = shown(c.of, c.unit);
  const range = interval(c.of, c.unit);
  const nine = spread(c.of, c.unit);
  const per = run.observation === "batch" ? t().health.batches : t().health.replications;
  const level = `${number(run.confidence * 100, run.confidence < 0.99 ? 0 : 1)} %`;
  return h(
    "article",
    { class: c.large ? "card large" : "card", "data-measure": c.key, "data-unit": c.unit },
    h("h3", {}, c.label),
    h("p", { class: "figure" }, text.value),
    h(
      "p",
      { class: "range" },
      range ? h("b", {}, range) : null,
      range ? ` ${t().health.sure(level)}` : run.observations < 2 ? t().health.noInterval : "",
    ),
    c.line ? bullet(c.of, c.target, c.verdict ? kTones[c.verdict] : "plain") : null,
    h(
      "p",
      { class: "foot" },
      c.verdict ? badge(c.verdict) : null,
      c.target !== undefined && c.line
        ? h("span", {}, t().health.targetIs(percent(c.target)))
        : null,
      c.note ? h("span", {}, c.note) : null,
      nine && nine !== text.value ? h("span", {}, `${t().health.nineInTen(per)}: ${nine}`) : null,
    ),
  );
}

// A figure without an interval of its own.
export function plainCard(label: string, figure: string, note = ""): HTMLElement {
  return h(
    "article",
    { class: "card" },
    h("h3", {}, label),
    h("p", { class: "figure" }, figure),
    h("p", { class: "foot" }, note ? h("span", {}, note) : null),
  );
}

// ---- The sentence ------------------------------------------------------------------------------

function sentence(data: RunData): HTMLElement {
  const { all_calls: calls, call_types: types } = data.summary;
  const words = t().health;
  const target = commonTarget(types);
  const verdicts = types.map((type) => verdict(type.estimates.service_level, type.target.share));
  const missed = types.filter((_, i) => verdicts[i] === "not met").map((type) => type.name);
  const unsure = types.filter((_, i) => verdicts[i] === "not certain").map((type) => type.name);
  const overall: Verdict = target
    ? verdict(calls.service_level, target.share)
    : missed.length
      ? "not met"
      : unsure.length
        ? "not certain"
        : (verdicts[0] ?? "unknown");
  const answer = {
    met: words.yes,
    "not met": words.no,
    "not certain": words.close,
    "met once": words.once,
    "missed once": words.once,
    unknown: words.nothing,
  }[overall];
  const level = words.level(shown(calls.service_level, "share").value);
  const asked = target ? words.target(percent(target.share), duration(target.within)) : words.own;
  const details: string[] = [];
  if (types.length > 1) {
    if (missed.length) details.push(words.someTypes(list(missed)));
    if (unsure.length) details.push(words.unsureTypes(list(unsure)));
    if (verdicts.every((v) => v === "met")) details.push(words.allTypes);
  }
  return h(
    "p",
    { class: `sentence ${kTones[overall]}` },
    h("strong", {}, answer),
    overall === "unknown" ? null : ` ${level}; ${asked}`,
    details.length ? h("span", { class: "details" }, ` ${details.join(" ")}`) : null,
  );
}

// ---- Figures -----------------------------------------------------------------------------------

function figures(data: RunData): HTMLElement {
  const { all_calls: calls, all_agents: agents, house, call_types: types } = data.summary;
  const words = t().health.cards;
  const target = commonTarget(types);
  const cards: Card[] = [
    {
      key: "all_calls.service_level",
      label: words.level(target ? duration(target.within) : ""),
      of: calls.service_level,
      unit: "share",
      target: target?.share,
      verdict: target ? verdict(calls.service_level, target.share) : undefined,
      line: true,
      large: true,
    },
    {
      key: "all_calls.abandonment",
      label: words.abandonment,
      of: calls.abandonment,
      unit: "share",
      large: true,
    },
    {
      key: "all_calls.asa",
      label: words.asa,
      of: calls.asa,
      unit: "s",
      note: words.p90(shown(calls.wait_p90, "s").value),
      large: true,
    },
  ];
  if (data.summary.currency) {
    cards.push({
      key: "house.cost",
      label: `${words.cost}, ${data.summary.currency}`,
      of: house.cost,
      unit: "money",
      note: words.costPerCall(value(house.cost_per_call.value, "money")),
      large: true,
    });
  } else {
    cards.push({
      key: "all_agents.occupancy",
      label: words.occupancy,
      of: agents.occupancy,
      unit: "share",
      note: words.onDuty(value(agents.staffed_hours.value, "h")),
      large: true,
    });
  }
  return h("div", { class: "cards four" }, ...cards.map((c) => card(data, c)));
}

function coverages(data: RunData): HTMLElement {
  const { all_calls: calls, house } = data.summary;
  const words = t().health.coverages;
  const cards: Card[] = [
    {
      key: "all_calls.coverage_calls",
      label: words.calls,
      of: calls.coverage_calls,
      unit: "share",
      line: true,
    },
    {
      key: "all_calls.coverage_callers",
      label: words.callers,
      of: calls.coverage_callers,
      unit: "share",
      line: true,
    },
    {
      key: "house.coverage_hours",
      label: words.hours,
      of: house.coverage_hours,
      unit: "share",
      line: true,
    },
  ];
  if (isCalendar(data.summary)) {
    cards.push({
      key: "all_calls.target_met",
      label: words.target[intervalKind(data)],
      of: calls.target_met,
      unit: "share",
      line: true,
    });
  }
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, t().health.coverage),
    h("p", { class: "sub" }, t().health.coverageSub),
    h("div", { class: "cards four" }, ...cards.map((c) => card(data, c))),
  );
}

// ---- Limits ------------------------------------------------------------------------------------

function unitOf(data: RunData, key: string): Unit {
  const { calls, agents, house } = data.summary.measures;
  return (calls[key] ?? agents[key] ?? house[key])?.unit ?? "number";
}

function limits(data: RunData): HTMLElement | null {
  const findings = data.summary.limits;
  if (findings.length === 0) return null;
  const words = t().health.limit;
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = [finding.measure, finding.scope, finding.name, finding.weekday ? "i" : ""].join(
      "\n",
    );
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const light = (of: Finding["light"]) =>
    h("span", { class: `light ${of}` }, h("i", { "aria-hidden": "true" }), words.lights[of]);
  const rows = [...groups.values()].map((group): Child[] => {
    const first = group[0];
    const unit = unitOf(data, first.measure);
    const large = first.yellow > first.red;
    const worst = group.reduce((a, b) =>
      (large ? (b.value ?? 1e99) < (a.value ?? 1e99) : (b.value ?? -1e99) > (a.value ?? -1e99))
        ? b
        : a,
    );
    const count = (of: string) => number(group.filter((f) => f.light === of).length);
    return [
      h(
        "span",
        {},
        upper(measureName(first.measure)),
        first.name ? ", " : null,
        first.name ? name(first.name) : null,
      ),
      light(worst.light),
      first.weekday
        ? words.intervals(count("red"), count("yellow"), number(group.length))
        : value(first.value, unit),
      value(first.yellow, unit),
      value(first.red, unit),
      first.weekday || first.certainty === null ? "" : `${number((first.certainty ?? 0) * 100)} %`,
    ];
  });
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, t().health.limits),
    table(
      [
        { head: words.measure },
        { head: words.light },
        { head: words.value, number: true },
        { head: words.yellow, number: true },
        { head: words.red, number: true },
        { head: words.certainty, number: true },
      ],
      rows,
      t().health.limits,
    ),
  );
}

export function health(data: RunData, parent: HTMLElement): void {
  parent.append(sentence(data), figures(data), coverages(data));
  const found = limits(data);
  if (found) parent.append(found);
}
