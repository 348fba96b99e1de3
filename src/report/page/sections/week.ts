// When are we not? The week: heat map, and the worst intervals.
import { categoryAxis, chart, scaleLegend, tip, tooltip } from "../chart";
import type { Drawing, Look } from "../chart";
import { choice } from "../controls";
import type { Columns, Numbers, RunData, Unit } from "../data";
import { h, table } from "../dom";
import { number, value, percent } from "../format";
import { heatCells, heatScale } from "../marks";
import { commonTarget, gridOf, intervalKind, worstCells } from "../model";
import type { Grid } from "../model";
import { t } from "../texts";
import { inkOn, scaleColor } from "../theme";
import { onDuty } from "./on_duty";

const kMeasures = ["service_level", "offered", "asa", "abandonment", "queue_mean"] as const;
type HeatMeasure = (typeof kMeasures)[number];
const kUnits: Record<HeatMeasure, Unit> = {
  service_level: "share",
  offered: "calls",
  asa: "s",
  abandonment: "share",
  queue_mean: "number",
};

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
      visualMap: heatScale(colors),
      series: [
        {
          type: "heatmap",
          data: points,
          label: {
            show: printed,
            fontSize: Math.min(11.5, cellWidth / 3),
            formatter: (p: unknown) => shortValue(measure, (p as { value: number[] }).value[3]),
          },
          ...heatCells(theme),
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
  onDuty(data, look, parent);
  if (found) parent.append(found);
}
