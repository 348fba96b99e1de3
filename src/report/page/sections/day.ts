// When are we not? The day, average and one in twenty, and the dates of the horizon.
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
import { chosenChart } from "../controls";
import type { Band, Numbers, RunData, Unit } from "../data";
import { h } from "../dom";
import { date, number, value, percent } from "../format";
import { band as bandSeries, everyLabel } from "../marks";
import { commonTarget, openShare, withCalls } from "../model";
import { t, upper } from "../texts";
import { scaleColor } from "../theme";

type DayMeasure = "offered" | "service_level" | "queue_mean";
const kUnits: Record<DayMeasure, Unit> = {
  offered: "calls",
  service_level: "share",
  queue_mean: "number",
};

function titleOf(measure: DayMeasure, days: string): [title: string, sub: string] {
  const words = t().when.day;
  if (measure === "offered") return [words.offered, words.offeredSub(days)];
  if (measure === "queue_mean") return [words.queue, words.queueSub(days)];
  return [words.level, words.levelSub(days)];
}

function dayDrawing(data: RunData, look: Look, measure: DayMeasure): Drawing {
  const { theme } = look;
  const words = t().when.day;
  const unit = kUnits[measure];
  const all = data.day;
  const shown = withCalls([...all.slots.keys()], (i) => (all.calls.offered?.[i] ?? 0) > 0);
  const only = (of: Numbers): Numbers => shown.map((i) => of[i]);
  const day = { slots: shown.map((i) => all.slots[i]), bands: all.bands };
  const points = all.bands[measure];
  const band: Band = { p5: only(points.p5), p50: only(points.p50), p95: only(points.p95) };
  const mean: Numbers = only(all.calls[measure] ?? []).map((v, i) =>
    v === null || measure === "service_level" ? v : v / openShare(data, day.slots[i][0]),
  );
  const bad: Numbers = measure === "service_level" ? band.p5 : band.p95;
  const [title, sub] = titleOf(measure, number(day.bands.days));
  const low = measure === "service_level";
  const target = low ? commonTarget(data.summary.call_types)?.share : undefined;
  const known = mean
    .map((v, i) => ({ v, i }))
    .filter((p): p is { v: number; i: number } => p.v !== null)
    .sort((a, b) => (low ? a.v - b.v : b.v - a.v));
  const peak = known[0];
  const at = (i: number) => `${day.slots[i][0]} – ${day.slots[i][1]}`;
  const text = peak
    ? (low ? words.altLow : words.alt)(title, value(peak.v, unit), day.slots[peak.i][0])
    : title;
  const perHour = day.slots.length > 30 ? 8 : day.slots.length > 14 ? 4 : 2;
  const worse = low ? words.worse : words.more;
  return {
    title,
    sub,
    alt: text,
    legend: legend([
      { label: words.mean, color: theme.blue, kind: "line" },
      { label: words.band, color: theme.band, kind: "band" },
      { label: worse, color: theme.red, kind: "dash" },
      ...(target === undefined
        ? []
        : [
            {
              label: t().health.targetIs(percent(target)),
              color: theme.ink,
              kind: "line" as const,
            },
          ]),
    ]),
    columns: [
      { head: t().chart.interval },
      { head: words.mean, number: true },
      { head: "5 %", number: true },
      { head: "50 %", number: true },
      { head: "95 %", number: true },
    ],
    rows: () =>
      day.slots.map((_, i) => [
        at(i),
        value(mean[i], unit),
        value(band.p5[i], unit),
        value(band.p50[i], unit),
        value(band.p95[i], unit),
      ]),
    height: 220,
    empty: known.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: low ? 44 : 32, right: 10, top: 12, bottom: 26 },
      tooltip: {
        ...axisTooltip(theme),
        formatter: (p: unknown) => {
          const i = (p as { dataIndex: number }[])[0].dataIndex;
          return tip(at(i), [
            [words.mean, value(mean[i], unit), theme.blue],
            [words.band, `${value(band.p5[i], unit)} – ${value(band.p95[i], unit)}`, theme.band],
            [worse, value(bad[i], unit), theme.red],
          ]);
        },
      },
      xAxis: categoryAxis(
        theme,
        day.slots.map(([from]) => from),
        {
          boundaryGap: false,
          axisLabel: everyLabel(theme, perHour),
        },
      ),
      yAxis: valueAxis(theme, {
        min: 0,
        max: low ? 1 : undefined,
        interval: low ? 0.25 : undefined,
        axisLabel: {
          color: theme.faint,
          fontSize: 11.5,
          formatter: (v: number) =>
            low ? value(v, "share").replace(/[.,]0/, "") : number(v, v % 1 ? 1 : 0),
        },
      }),
      series: [
        ...bandSeries(band.p5, band.p95, theme.band),
        {
          type: "line",
          data: bad,
          symbol: "none",
          lineStyle: { color: theme.red, width: 1.6, type: [4, 3] },
        },
        {
          type: "line",
          data: mean,
          symbol: "none",
          lineStyle: { color: theme.blue, width: 2.4 },
          markLine:
            target === undefined
              ? undefined
              : {
                  silent: true,
                  symbol: "none",
                  label: { show: false },
                  lineStyle: { color: theme.ink, width: 1, type: "solid", opacity: 0.7 },
                  data: [{ yAxis: target }],
                },
        },
      ],
    },
  };
}

// ---- Dates -------------------------------------------------------------------------------------

type DateMeasure = "service_level" | "offered";

function scaleOf(
  measure: DateMeasure,
  v: number,
  target: number,
  low: number,
  high: number,
): number {
  if (measure === "offered") return high > low ? 0.1 + (0.9 * (v - low)) / (high - low) : 0.5;
  return v < target
    ? 0.5 - (0.5 * Math.min(target - v, 0.4)) / 0.4
    : 0.5 + (0.5 * (v - target)) / Math.max(1 - target, 0.01);
}

function datesDrawing(data: RunData, look: Look, measure: DateMeasure): Drawing {
  const { theme, narrow } = look;
  const words = t().when.dates;
  const unit: Unit = measure === "service_level" ? "share" : "calls";
  const values = data.dates.calls[measure];
  const target = commonTarget(data.summary.call_types)?.share ?? 0.8;
  const ranked = values
    .map((v, i) => ({ v, i }))
    .filter(
      (p): p is { v: number; i: number } => p.v !== null && (measure !== "offered" || p.v > 0),
    )
    .sort((a, b) => a.v - b.v);
  const lowest = ranked[0];
  const highest = ranked[ranked.length - 1];
  const colors = measure === "service_level" ? theme.diverging : theme.sequential;
  const dates = data.dates.dates;
  const first = new Date(dates[0] + "T00:00:00Z");
  const lead = (first.getUTCDay() + 6) % 7;
  const weeks = Math.ceil((dates.length + lead) / 7);
  const size = narrow
    ? Math.min(Math.floor((look.width - 60) / 7), 34)
    : Math.min(Math.floor((look.width - 90) / weeks), 36);
  const points = ranked.map(({ v, i }) => {
    const scale = scaleOf(measure, v, target, lowest.v, highest.v);
    return { value: [dates[i], v, i], itemStyle: { color: scaleColor(colors, scale) } };
  });
  return {
    title: words.title[measure],
    sub: words.sub[measure],
    alt: lowest
      ? words.alt(
          value(lowest.v, unit),
          date(dates[lowest.i]),
          value(highest.v, unit),
          date(dates[highest.i]),
        )
      : words.title[measure],
    legend:
      measure === "service_level"
        ? scaleLegend(colors, [
            `≤ ${percent(Math.max(target - 0.4, 0))}`,
            `${t().when.heat.below} · ${t().when.heat.target(percent(target))} · ${t().when.heat.above}`,
            percent(1),
          ])
        : scaleLegend(colors, lowest ? [value(lowest.v, unit), value(highest.v, unit)] : ["", ""]),
    columns: [
      { head: words.date },
      { head: t().when.heat.short.service_level, number: true },
      { head: t().when.heat.short.offered, number: true },
      { head: t().when.heat.short.abandonment, number: true },
    ],
    rows: () =>
      dates.map((d, i) => [
        date(d, "short"),
        value(data.dates.calls.service_level[i], "share"),
        value(data.dates.calls.offered[i], "calls"),
        value(data.dates.calls.abandonment[i], "share"),
      ]),
    height: narrow ? weeks * size + 36 : 7 * size + 34,
    empty: ranked.length ? undefined : t().chart.nothing,
    option: {
      tooltip: {
        ...tooltip(theme),
        formatter: (p: unknown) => {
          const [day, , i] = (p as { value: [string, number, number] }).value;
          return tip(date(day, "short"), [
            [t().when.heat.short.service_level, value(data.dates.calls.service_level[i], "share")],
            [t().when.heat.short.offered, value(data.dates.calls.offered[i], "calls")],
            [t().when.heat.short.abandonment, value(data.dates.calls.abandonment[i], "share")],
          ]);
        },
      },
      calendar: {
        orient: narrow ? "vertical" : "horizontal",
        left: narrow ? 44 : 40,
        top: 26,
        cellSize: [size, size],
        range: [dates[0], dates[dates.length - 1]],
        splitLine: { show: true, lineStyle: { color: theme.faint, width: 1 } },
        itemStyle: { color: "transparent", borderColor: theme.card, borderWidth: 2 },
        yearLabel: { show: false },
        dayLabel: {
          firstDay: 1,
          color: theme.faint,
          fontSize: 11,
          nameMap: [6, 0, 1, 2, 3, 4, 5].map((d) => Object.values(t().weekday)[d]),
        },
        monthLabel: { color: theme.soft, fontSize: 11.5, nameMap: t().months },
      },
      series: [
        {
          type: "heatmap",
          coordinateSystem: "calendar",
          data: points,
          itemStyle: { borderColor: theme.card, borderWidth: 2, borderRadius: 4 },
          emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 1.5 } },
        },
      ],
      visualMap: { show: false, min: 0, max: 1, seriesIndex: 99 },
    },
  };
}

export function day(data: RunData, look: Look, parent: HTMLElement): void {
  const grid = h("div", { class: "charts three" });
  parent.append(grid);
  for (const measure of ["offered", "service_level", "queue_mean"] as const) {
    chart(`day-${measure.replace("_", "-")}`, look, () => dayDrawing(data, look, measure)).place(
      grid,
    );
  }
  parent.append(h("p", { class: "note" }, t().when.day.note));
}

export function dates(data: RunData, look: Look, parent: HTMLElement): void {
  if (data.dates.dates.length < 8) return;
  chosenChart<DateMeasure>(
    "dates",
    look,
    t().chart.choose,
    [
      ["service_level", upper(t().when.heat.short.service_level)],
      ["offered", upper(t().when.heat.short.offered)],
    ],
    "service_level",
    (measure) => datesDrawing(data, look, measure),
  ).place(parent);
}
