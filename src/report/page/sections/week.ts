// When are we not? The week: heat map, staffing against requirement, the worst intervals.
import {
  axisTooltip,
  categoryAxis,
  chart,
  legend,
  scaleLegend,
  tip,
  tooltip,
  valueAxis,
} from "../chart";
import type { Drawing, Look } from "../chart";
import type { Columns, Numbers, RunData, Unit } from "../data";
import { h, table } from "../dom";
import { number, value, percent } from "../format";
import {
  agentsOnDuty,
  commonTarget,
  gridOf,
  intervalKind,
  worstCells,
  worstWeekday,
} from "../model";
import type { Grid } from "../model";
import { t } from "../texts";
import { inkOn, scaleColor } from "../theme";

const kMeasures = ["service_level", "offered", "asa", "abandonment", "queue_mean"] as const;
type HeatMeasure = (typeof kMeasures)[number];
const kUnits: Record<HeatMeasure, Unit> = {
  service_level: "share",
  offered: "calls",
  asa: "s",
  abandonment: "share",
  queue_mean: "number",
};

// ---- Choices -----------------------------------------------------------------------------------

// Buttons of which one is pressed.
export function choice<T extends string>(
  label: string,
  options: [T, string][],
  first: T,
  then: (chosen: T) => void,
): HTMLElement {
  const buttons = options.map(([key, text]) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": key === first ? "true" : "false",
        click: () => {
          buttons.forEach((b, i) => b.setAttribute("aria-pressed", String(options[i][0] === key)));
          then(key);
        },
      },
      text,
    ),
  );
  return h("div", { class: "choice", role: "group", "aria-label": label }, ...buttons);
}

function typeSelect(data: RunData, then: (type: number) => void): HTMLElement | null {
  const types = data.summary.call_types;
  if (types.length < 2) return null;
  const select = h(
    "select",
    { "aria-label": t().chart.callType, change: () => then(Number(select.value)) },
    h("option", { value: -1 }, t().chart.all),
    ...types.map((type, i) => h("option", { value: i }, type.name)),
  );
  return select;
}

// ---- Heat map ----------------------------------------------------------------------------------

// Where a value lies on the scale, 0..1. Service levels have the target in the middle.
function onScale(measure: HeatMeasure, v: number, target: number, most: number): number {
  if (measure !== "service_level") return most > 0 ? v / most : 0;
  return v < target
    ? 0.5 - (0.5 * Math.min(target - v, 0.4)) / 0.4
    : 0.5 + (0.5 * (v - target)) / Math.max(1 - target, 0.01);
}

function shortValue(measure: HeatMeasure, v: number): string {
  if (measure === "service_level" || measure === "abandonment") return number(100 * v);
  return number(v, v < 9.95 && measure !== "asa" ? 1 : 0);
}

function heatDrawing(data: RunData, look: Look, measure: HeatMeasure, type: number): Drawing {
  const { theme, narrow } = look;
  const words = t().when.heat;
  const week = data.week;
  const columns: Columns = type < 0 ? week.calls : week.call_types[type];
  const values: Numbers = columns[measure] ?? [];
  const grid: Grid = gridOf(week);
  const target =
    type < 0
      ? (commonTarget(data.summary.call_types)?.share ?? 0.8)
      : data.summary.call_types[type].target.share;
  const known = values.filter((v): v is number => v !== null);
  const most = Math.max(...known, 0);
  const colors = measure === "service_level" ? theme.diverging : theme.sequential;
  const unit = kUnits[measure];
  const dayName = (d: string) => (narrow ? t().weekday[d] : t().weekday[d]);
  const slotNames = grid.slots.map(([from]) => from);
  const cellWidth = narrow
    ? (look.width - 60) / grid.weekdays.length
    : (look.width - 70) / grid.slots.length;
  const printed = cellWidth >= 26;
  const points = grid.weekdays.flatMap((day, d) =>
    grid.slots.flatMap(([from], s) => {
      const at = grid.at(day, from);
      const v = at === undefined ? null : values[at];
      if (at === undefined || v === null || v === undefined) return [];
      const scale = onScale(measure, v, target, most);
      const ink = inkOn(scaleColor(colors, scale));
      return [
        {
          value: narrow ? [d, s, scale, v, at] : [s, d, scale, v, at],
          label: { color: ink },
        },
      ];
    }),
  );
  const when = (i: number) =>
    `${t().weekdayLong[week.cells[i][0]]} ${week.cells[i][1]} – ${week.cells[i][2]}`;
  const rank = values
    .map((v, i) => ({ v, i }))
    .filter((p): p is { v: number; i: number } => p.v !== null)
    .sort((a, b) => b.v - a.v);
  const said = (p?: { v: number; i: number }) => (p ? words.at(value(p.v, unit), when(p.i)) : "–");
  const days = categoryAxis(theme, grid.weekdays.map(dayName), {
    inverse: !narrow,
    axisLine: { show: false },
    position: narrow ? "top" : undefined,
    axisLabel: { color: theme.soft, fontSize: 12, interval: 0 },
  });
  const perHour = grid.slots.length > 30 ? 4 : grid.slots.length > 14 ? 2 : 1;
  const slots = categoryAxis(theme, slotNames, {
    axisLine: { show: false },
    inverse: narrow,
    axisLabel: {
      color: theme.faint,
      fontSize: 11.5,
      interval: (i: number) => i % (narrow ? Math.max(perHour / 2, 1) : perHour) === 0,
      align: narrow ? "right" : "center",
    },
  });
  const height = narrow
    ? Math.min(grid.slots.length * 22 + 30, 900)
    : grid.weekdays.length * 38 + 34;
  return {
    title: words.title[measure],
    sub: words.unit[measure],
    alt: words.alt(said(rank[0]), said(rank[rank.length - 1])),
    legend:
      measure === "service_level"
        ? scaleLegend(colors, [
            `≤ ${percent(Math.max(target - 0.4, 0))}`,
            `${words.below} · ${words.target(percent(target))} · ${words.above}`,
            percent(1),
          ])
        : scaleLegend(colors, [value(0, unit), value(most, unit)]),
    columns: [
      { head: t().chart.weekday },
      { head: t().chart.interval },
      { head: words.short[measure], number: true },
    ],
    rows: () =>
      week.cells.map(([day, from, to], i) => [
        t().weekdayLong[day],
        `${from} – ${to}`,
        value(values[i], unit),
      ]),
    height,
    empty: known.length ? undefined : t().chart.nothing,
    option: {
      grid: narrow
        ? { left: 46, right: 2, top: 26, bottom: 4 }
        : { left: 46, right: 2, top: 2, bottom: 28 },
      tooltip: {
        ...tooltip(theme),
        formatter: (p: unknown) => {
          const [, , , v, at] = (p as { value: number[] }).value;
          const limits = (key: "calls_low" | "calls_high") =>
            type < 0 ? week[key][measure]?.[at] : undefined;
          const low = limits("calls_low");
          const high = limits("calls_high");
          const rows: [string, string][] = [[words.short[measure], value(v, unit)]];
          if (low !== undefined && low !== null && high !== null && high !== undefined) {
            rows.push([
              t().health.sure(`${number(data.summary.run.confidence * 100)} %`),
              `${value(low, unit)} – ${value(high, unit)}`,
            ]);
          }
          if (measure !== "offered") {
            rows.push([words.short.offered, value(columns.offered?.[at], "calls")]);
          }
          return tip(when(at), rows);
        },
      },
      xAxis: narrow ? days : slots,
      yAxis: narrow ? slots : days,
      visualMap: {
        show: false,
        min: 0,
        max: 1,
        dimension: 2,
        calculable: false,
        inRange: { color: colors },
      },
      series: [
        {
          type: "heatmap",
          data: points,
          label: {
            show: printed,
            fontSize: Math.min(11.5, cellWidth / 3),
            formatter: (p: unknown) => shortValue(measure, (p as { value: number[] }).value[3]),
          },
          itemStyle: { borderColor: theme.card, borderWidth: 1.5, borderRadius: 3 },
          emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 1.5 } },
        },
      ],
    },
  };
}

function heatMap(data: RunData, look: Look, parent: HTMLElement): void {
  let measure: HeatMeasure = "service_level";
  let type = -1;
  const words = t().when.heat;
  const made = chart("week-map", look, () => heatDrawing(data, look, measure, type), [
    choice(
      t().chart.choose,
      kMeasures.map((m) => [m, words.short[m]]),
      measure,
      (chosen) => {
        measure = chosen;
        made.update();
      },
    ),
    typeSelect(data, (chosen) => {
      type = chosen;
      made.update();
    }),
  ]);
  made.place(parent);
}

// ---- Staffing ----------------------------------------------------------------------------------

function staffingDrawing(data: RunData, look: Look, weekday: string): Drawing {
  const { theme, narrow } = look;
  const words = t().when.staffing;
  const week = data.week;
  const duty = agentsOnDuty(week);
  const formula = data.theory.teams.some((team) => team.formula === "Erlang C")
    ? "Erlang C"
    : "Erlang A";
  const order = gridOf(week).weekdays;
  const shown = week.cells
    .map((cell, i) => ({ cell, i }))
    .filter(({ cell }) => weekday === "week" || cell[0] === weekday)
    .sort(
      (a, b) =>
        order.indexOf(a.cell[0]) - order.indexOf(b.cell[0]) || (a.cell[1] < b.cell[1] ? -1 : 1),
    );
  // Days are apart from each other by an empty place.
  const places: (number | null)[] = [];
  shown.forEach(({ cell, i }, k) => {
    if (k > 0 && shown[k - 1].cell[2] !== cell[1] && shown[k - 1].cell[0] !== cell[0])
      places.push(null);
    places.push(i);
  });
  const isShort = (i: number) => {
    const needed = week.required[i];
    const there = duty[i];
    return needed !== null && there !== null && there < needed - 0.005;
  };
  const short = shown.filter(({ i }) => isShort(i));
  const gap = (i: number) => (week.required[i] ?? 0) - (duty[i] ?? 0);
  const worst = [...short].sort((a, b) => gap(b.i) - gap(a.i))[0];
  const when = (i: number) =>
    `${t().weekdayLong[week.cells[i][0]]} ${week.cells[i][1]} – ${week.cells[i][2]}`;
  const asked = week.required.some((r) => r !== null);
  const bar = (i: number | null, wantShort: boolean) =>
    i === null || isShort(i) !== wantShort ? null : duty[i];
  const labels = places.map((i) => (i === null ? "" : week.cells[i][1]));
  const middle = new Map<number, string>();
  for (const day of order) {
    const own = places
      .map((p, k) => ({ p, k }))
      .filter(({ p }) => p !== null && week.cells[p][0] === day);
    if (own.length) middle.set(own[Math.floor(own.length / 2)].k, day);
  }
  return {
    title: words.title,
    sub: asked ? words.sub : `${words.sub}. ${t().when.noRequired}`,
    alt: words.alt(
      number(short.length),
      number(shown.length),
      worst ? words.worst(number(gap(worst.i), 1), when(worst.i)) : "",
    ),
    legend: legend([
      { label: words.duty, color: theme.blue, kind: "box" },
      { label: words.short, color: theme.red, kind: "box" },
      ...(asked
        ? [{ label: words.required(formula), color: theme.ink, kind: "line" as const }]
        : []),
    ]),
    columns: [
      { head: t().chart.weekday },
      { head: t().chart.interval },
      { head: words.duty, number: true },
      { head: words.required(formula), number: true },
      { head: words.gap, number: true },
    ],
    rows: () =>
      shown.map(({ cell, i }) => [
        t().weekdayLong[cell[0]],
        `${cell[1]} – ${cell[2]}`,
        number(duty[i], 2),
        number(week.required[i]),
        week.required[i] === null ? "–" : number(-gap(i), 2),
      ]),
    height: narrow ? 230 : 260,
    empty: shown.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: 34, right: 6, top: 12, bottom: 26 },
      tooltip: {
        ...axisTooltip(theme),
        axisPointer: { type: "shadow", shadowStyle: { color: theme.faint, opacity: 0.15 } },
        formatter: (p: unknown) => {
          const at = places[(p as { dataIndex: number }[])[0].dataIndex];
          if (at === null) return "";
          return tip(when(at), [
            [words.duty, number(duty[at], 2), isShort(at) ? theme.red : theme.blue],
            [words.required(formula), number(week.required[at]), theme.ink],
            [t().when.heat.short.offered, value(week.calls.offered[at], "calls")],
            [t().when.heat.short.service_level, value(week.calls.service_level[at], "share")],
          ]);
        },
      },
      xAxis: categoryAxis(theme, labels, {
        axisLabel: {
          color: theme.soft,
          fontSize: 12,
          interval: (i: number) =>
            weekday === "week" ? middle.has(i) : i % (narrow ? 6 : 2) === 0,
          formatter: (text: string, i: number) =>
            weekday === "week" ? t().weekday[middle.get(i) ?? "mon"] : text,
        },
      }),
      yAxis: valueAxis(theme, { minInterval: 1 }),
      series: [
        {
          type: "bar",
          stack: "duty",
          data: places.map((i) => bar(i, false)),
          barCategoryGap: weekday === "week" ? "6%" : "14%",
          itemStyle: { color: theme.blue, opacity: 0.82 },
        },
        {
          type: "bar",
          stack: "duty",
          data: places.map((i) => bar(i, true)),
          itemStyle: { color: theme.red, opacity: 0.9 },
        },
        {
          type: "line",
          step: "middle",
          data: places.map((i) => (i === null ? null : week.required[i])),
          symbol: "none",
          lineStyle: { color: theme.ink, width: 1.6 },
          silent: true,
        },
      ],
    },
  };
}

function staffing(data: RunData, look: Look, parent: HTMLElement): void {
  const days = gridOf(data.week).weekdays;
  let weekday = look.narrow && days.length > 1 ? worstWeekday(data) : "week";
  const options: [string, string][] = days.map((day) => [day, t().weekday[day]]);
  const made = chart(
    "staffing",
    look,
    () => staffingDrawing(data, look, weekday),
    days.length < 2
      ? []
      : [
          choice(
            t().chart.weekday,
            [["week", t().chart.wholeWeek], ...options],
            weekday,
            (chosen) => {
              weekday = chosen;
              made.update();
            },
          ),
        ],
  );
  made.place(parent);
}

// ---- The worst intervals -----------------------------------------------------------------------

function worst(data: RunData): HTMLElement | null {
  const cells = worstCells(data, 6);
  if (cells.length === 0) return null;
  const words = t().when.worst;
  const title = words.title[intervalKind(data)];
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, title),
    table(
      [
        { head: words.when },
        { head: words.missed, number: true },
        { head: words.of, number: true },
        { head: words.agents, number: true },
      ],
      cells.map((cell) => [
        `${t().weekdayLong[cell.weekday]} ${cell.from} – ${cell.to}`,
        number(cell.missed, 1),
        number(cell.offered, 1),
        number(cell.agents, 1),
      ]),
      title,
    ),
  );
}

export function week(data: RunData, look: Look, parent: HTMLElement): void {
  heatMap(data, look, parent);
  const found = worst(data);
  staffing(data, look, parent);
  if (found) parent.append(found);
}
