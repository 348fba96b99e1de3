// What sections work out from the data before they draw it.
import type { CallType, Columns, Estimate, Numbers, RunData, Summary, Week } from "./data";

export type Verdict = "met" | "not met" | "not certain" | "met once" | "missed once" | "unknown";

// As the text report judges: met if the whole interval of the service level reaches the target.
export function verdict(level: Estimate | undefined, target: number): Verdict {
  if (!level || level.value === null) return "unknown";
  if (level.low === null) return level.value >= target ? "met once" : "missed once";
  if (level.low >= target) return "met";
  return level.high !== null && level.high < target ? "not met" : "not certain";
}

export interface Target {
  within: number; // seconds
  share: number;
}

// The target of all call types if they have the same.
export function commonTarget(types: CallType[]): Target | null {
  const first = types[0]?.target;
  if (!first) return null;
  const same = types.every(
    (type) =>
      type.target.answered_within === first.answered_within && type.target.share === first.share,
  );
  return same ? { within: first.answered_within, share: first.share } : null;
}

// ---- Outcomes ----------------------------------------------------------------------------------

// How calls end, in the order in which they are shown. The first two are the calls served.
export const kOutcomes = [
  "in_time",
  "late",
  "self_served",
  "called_back",
  "message_left",
  "message_left_closed",
  "abandoned",
  "balked",
  "rejected",
  "dismissed",
  "blocked",
  "closed",
  "hung_up",
  "dropped",
  "unreached",
  "wrong_person",
  "called_off",
  "in_queue",
] as const;
export type OutcomeKey = (typeof kOutcomes)[number];

function of(estimates: Record<string, Estimate>, key: string): number {
  return estimates[key]?.value ?? 0;
}

// Calls of each outcome in an observation; those without calls are left out. What is missing to all
// attempts still waits when the observation ends.
export function outcomesOf(estimates: Record<string, Estimate>): Map<OutcomeKey, number> {
  const calls = new Map<OutcomeKey, number>();
  const inTime = of(estimates, "service_level") * of(estimates, "offered");
  let rest = of(estimates, "attempts");
  for (const key of kOutcomes) {
    let count: number;
    if (key === "in_time") count = inTime;
    else if (key === "late") count = of(estimates, "served") - inTime;
    else if (key === "in_queue") count = rest;
    else count = of(estimates, key);
    rest -= count;
    if (count > 1e-9 * (1 + of(estimates, "attempts"))) calls.set(key, count);
  }
  return calls;
}

// ---- The week ----------------------------------------------------------------------------------

export const kWeekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export interface Grid {
  weekdays: string[];
  slots: [from: string, to: string][];
  at: (weekday: string, from: string) => number | undefined; // position among the cells
}

// The part of a list between the first and the last item with calls; all of it if none has.
export function withCalls<T>(items: T[], has: (item: T) => boolean): T[] {
  const busy = items.map(has);
  const first = busy.indexOf(true);
  return first < 0 ? items : items.slice(first, busy.lastIndexOf(true) + 1);
}

export function gridOf(week: Week): Grid {
  const position = new Map<string, number>();
  const slots = new Map<string, string>();
  const called = new Set<string>();
  week.cells.forEach(([weekday, from, to], i) => {
    position.set(weekday + from, i);
    slots.set(from, to);
    if ((week.calls.offered?.[i] ?? 0) > 0) called.add(from);
  });
  const sorted = [...slots.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    weekdays: kWeekdays.filter((day) => week.cells.some(([weekday]) => weekday === day)),
    slots: withCalls(sorted, ([from]) => called.has(from)),
    at: (weekday, from) => position.get(weekday + from),
  };
}

// The average day of `dates`, of which some are closed, becomes that of the days with calls at the
// time, as the bands are: counts of a slot are divided by this.
export function openShare(data: RunData, from: string): number {
  const { week, dates } = data;
  const open = week.cells.reduce(
    (sum, cell, i) =>
      cell[1] === from && (week.calls.offered?.[i] ?? 0) > 0 ? sum + cell[3] : sum,
    0,
  );
  return open > 0 && dates.dates.length > 0 ? open / dates.dates.length : 1;
}

// Hours of an interval "08:00" to "24:00".
export function hours(from: string, to: string): number {
  return clockHours(to) - clockHours(from);
}

// "08:30" as 8.5.
export function clockHours(text: string): number {
  const [hour, minute, second] = text.split(":").map(Number);
  return hour + minute / 60 + (second ?? 0) / 3600;
}

// Agents on duty in each cell, on average.
export function agentsOnDuty(week: Week): Numbers {
  return week.cells.map(([, from, to], i) => {
    const staffed = week.agents.staffed_hours?.[i];
    return staffed === null || staffed === undefined ? null : staffed / hours(from, to);
  });
}

// Calls that missed the target time in each cell.
export function missedCalls(columns: Columns): number[] {
  return columns.offered.map((offered, i) => {
    const level = columns.service_level[i];
    return offered === null || level === null ? 0 : offered * (1 - level);
  });
}

export interface WorstCell {
  weekday: string;
  from: string;
  to: string;
  missed: number;
  offered: number;
  agents: number | null;
}

export function worstCells(data: RunData, most: number): WorstCell[] {
  const missed = missedCalls(data.week.calls);
  const agents = agentsOnDuty(data.week);
  return data.week.cells
    .map(([weekday, from, to], i) => ({
      weekday,
      from,
      to,
      missed: missed[i],
      offered: data.week.calls.offered[i] ?? 0,
      agents: agents[i],
    }))
    .filter((cell) => cell.missed > 0)
    .sort((a, b) => b.missed - a.missed)
    .slice(0, most);
}

// The weekday on which most calls miss the target time.
export function worstWeekday(data: RunData): string {
  const missed = missedCalls(data.week.calls);
  const sums = new Map<string, number>();
  data.week.cells.forEach(([weekday], i) =>
    sums.set(weekday, (sums.get(weekday) ?? 0) + missed[i]),
  );
  const [worst] = [...sums.entries()].sort((a, b) => b[1] - a[1]);
  return worst?.[0] ?? "mon";
}

// "intervals" have a name if they last half an hour or an hour.
export function intervalKind(data: RunData): "half" | "hour" | "other" {
  const slot = data.day.slots[0];
  if (!slot) return "other";
  const length = hours(slot[0], slot[1]);
  return Math.abs(length - 1) < 1e-6 ? "hour" : Math.abs(length - 0.5) < 1e-6 ? "half" : "other";
}

// ---- Distributions -----------------------------------------------------------------------------

export interface Bin {
  from: number;
  to: number;
  count: number;
}

// Counts of values in bins of a round width, about `wanted` of them.
export function histogram(values: Numbers, wanted = 24): Bin[] {
  const known = values.filter((v): v is number => v !== null);
  if (known.length === 0) return [];
  const low = Math.min(...known);
  const high = Math.max(...known);
  const span = high - low || Math.abs(high) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const width = [1, 2, 5, 10].map((k) => k * power).find((w) => w >= rough) ?? 10 * power;
  const first = Math.floor(low / width + 1e-9);
  const last = Math.floor(high / width + 1e-9);
  const bins = Array.from({ length: last - first + 1 }, (_, i) => ({
    from: (first + i) * width,
    to: (first + i + 1) * width,
    count: 0,
  }));
  for (const value of known) {
    const at = Math.min(Math.floor(value / width + 1e-9) - first, bins.length - 1);
    bins[at].count += 1;
  }
  return bins;
}

export function isCalendar(summary: Summary): boolean {
  return summary.from !== undefined;
}
