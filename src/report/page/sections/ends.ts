// For whom not? How calls end, and their way from the first ring to the end.
import { categoryAxis, legend, tip, tooltip, valueAxis } from "../chart";
import type { Drawing, Look } from "../chart";
import type { RunData } from "../data";
import { name } from "../dom";
import { number, value } from "../format";
import { shareLabels } from "../marks";
import { kOutcomes, outcomesOf } from "../model";
import type { OutcomeKey } from "../model";
import { t } from "../texts";
import type { Theme } from "../theme";
import { seriesColors } from "../theme";

// Good outcomes in blue and green, lost ones in warm colours, those without an agent in greys.
function outcomeColor(key: OutcomeKey, theme: Theme): string {
  switch (key) {
    case "in_time":
      return theme.blue;
    case "late":
      return theme.sky;
    case "self_served":
    case "called_back":
      return theme.green;
    case "message_left":
    case "message_left_closed":
      return theme.yellow;
    case "abandoned":
      return theme.red;
    case "balked":
    case "rejected":
    case "dismissed":
    case "dropped":
      return theme.orange;
    case "blocked":
    case "hung_up":
      return theme.purple;
    default:
      return theme.grey;
  }
}

// ---- How calls end -----------------------------------------------------------------------------

export function outcomesDrawing(data: RunData, look: Look): Drawing {
  const { theme, narrow } = look;
  const words = t().whom;
  const types = data.summary.call_types.map((type) => ({
    name: type.name,
    calls: outcomesOf(type.estimates),
    all: type.estimates.attempts.value ?? 0,
  }));
  const used = kOutcomes.filter((key) => types.some((type) => type.calls.has(key)));
  const share = (i: number, key: OutcomeKey) =>
    types[i].all > 0 ? (types[i].calls.get(key) ?? 0) / types[i].all : 0;
  const names = types.map((type) => type.name);
  // For names beside the bars; longer ones have two lines.
  const room = Math.min(220, Math.max(90, 8 + 6.7 * Math.max(...names.map((n) => n.length))));
  return {
    title: words.outcomes.title,
    sub: words.outcomes.sub,
    alt: words.outcomes.alt(
      types
        .map((type, i) => words.outcomes.part(type.name, value(share(i, "in_time"), "share")))
        .join("; "),
    ),
    legend: legend(
      used.map((key) => ({
        label: words.outcome[key],
        color: outcomeColor(key, theme),
        kind: "box",
      })),
    ),
    columns: [
      { head: words.type },
      ...used.map((key) => ({ head: words.outcome[key], number: true })),
    ],
    rows: () =>
      types.map((type, i) => [
        name(type.name),
        ...used.map(
          (key) => `${number(type.calls.get(key) ?? 0)} (${value(share(i, key), "share")})`,
        ),
      ]),
    height: types.length * 44 + 34,
    option: {
      grid: { left: narrow ? 4 : room + 10, right: 16, top: narrow ? 14 : 4, bottom: 26 },
      tooltip: {
        ...tooltip(theme),
        trigger: "item",
        formatter: (p: unknown) => {
          const { seriesIndex, dataIndex } = p as { seriesIndex: number; dataIndex: number };
          const key = used[seriesIndex];
          return tip(types[dataIndex].name, [
            [words.outcome[key], value(share(dataIndex, key), "share"), outcomeColor(key, theme)],
            [words.flow.calls, number(types[dataIndex].calls.get(key) ?? 0)],
          ]);
        },
      },
      xAxis: valueAxis(theme, {
        max: 1,
        interval: 0.25,
        axisLabel: shareLabels(theme),
      }),
      yAxis: categoryAxis(theme, names, {
        inverse: true,
        axisLine: { show: false },
        axisLabel: narrow
          ? {
              inside: true,
              color: theme.soft,
              fontSize: 11.5,
              verticalAlign: "bottom",
              padding: [0, 0, 13, -6],
              width: look.width - 40,
              overflow: "truncate",
              interval: 0,
            }
          : {
              color: theme.ink,
              fontSize: 12.5,
              width: room,
              overflow: "break",
              lineHeight: 14,
              interval: 0,
            },
        z: 3,
      }),
      series: used.map((key) => ({
        type: "bar" as const,
        stack: "all",
        barWidth: narrow ? 14 : 22,
        data: types.map((_, i) => share(i, key)),
        itemStyle: { color: outcomeColor(key, theme), borderColor: theme.card, borderWidth: 1 },
        label: {
          show: true,
          color: theme.dark || key === "late" ? "#0f1419" : "#ffffff",
          fontSize: 11,
          formatter: (p: unknown) => {
            const v = Number((p as { value: number }).value);
            return v >= (narrow ? 0.1 : 0.045) ? number(100 * v) : "";
          },
        },
      })),
    },
  };
}

// ---- From the first ring to the end ------------------------------------------------------------

// A name that leaves room for the number behind it.
function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}

export function flowDrawing(data: RunData, look: Look): Drawing {
  const { theme, narrow } = look;
  const words = t().whom;
  const types = data.summary.call_types;
  const colors = seriesColors(theme);
  const links: { source: string; target: string; value: number }[] = [];
  const nodes = new Map<string, { label: string; color: string; depth: number }>();
  const add = (source: string, target: string, calls: number) => {
    if (calls > 1e-9) links.push({ source, target, value: calls });
  };
  const origins = [
    ["callers", words.flow.first, theme.ink],
    ["retries", words.flow.again, theme.red],
    ["handed_over", words.flow.handed, theme.purple],
  ] as const;
  types.forEach((type, i) => {
    const of = type.estimates;
    nodes.set(`type${i}`, { label: type.name, color: colors[i % colors.length], depth: 1 });
    for (const [key, label, color] of origins) {
      const calls = of[key]?.value ?? 0;
      if (calls > 1e-9) nodes.set(key, { label, color, depth: 0 });
      add(key, `type${i}`, calls);
    }
    for (const [key, calls] of outcomesOf(of)) {
      nodes.set(key, { label: words.outcome[key], color: outcomeColor(key, theme), depth: 2 });
      add(`type${i}`, key, calls);
    }
  });
  const through = (id: string) => {
    const sum = (end: "source" | "target") =>
      links.filter((l) => l[end] === id).reduce((all, l) => all + l.value, 0);
    return Math.max(sum("source"), sum("target"));
  };
  const order = [
    ...origins.map(([key]) => key as string),
    ...types.map((_, i) => `type${i}`),
    ...kOutcomes,
  ];
  const sorted = [...nodes.entries()].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const all = types.reduce((sum, type) => sum + (type.estimates.attempts.value ?? 0), 0);
  const served = types.reduce((sum, type) => sum + (type.estimates.served.value ?? 0), 0);
  const label = (id: string) => nodes.get(id)?.label ?? id;
  const batch = data.summary.run.observation === "batch";
  return {
    title: words.flow.title,
    sub: words.flow.sub(batch ? words.flow.perBatch : words.flow.perReplication),
    alt: words.flow.alt(number(all), number(served)),
    legend: [],
    columns: [
      { head: words.flow.from },
      { head: words.flow.to },
      { head: words.flow.calls, number: true },
    ],
    rows: () =>
      links.map((l) => [name(label(l.source)), name(label(l.target)), value(l.value, "calls")]),
    height: narrow ? 460 : 380,
    empty: links.length ? undefined : t().chart.nothing,
    option: {
      tooltip: {
        ...tooltip(theme),
        formatter: (p: unknown) => {
          const { dataType, data: d } = p as {
            dataType: string;
            data: { name: string; source: string; target: string; value: number };
          };
          if (dataType === "edge") {
            return tip(`${label(d.source)} → ${label(d.target)}`, [
              [words.flow.calls, value(d.value, "calls")],
              ["", value(d.value / through(d.source), "share")],
            ]);
          }
          return tip(label(d.name), [
            [words.flow.calls, value(through(d.name), "calls")],
            ["", value(through(d.name) / all, "share")],
          ]);
        },
      },
      series: [
        {
          type: "sankey",
          left: 2,
          right: narrow ? 96 : 190,
          top: 8,
          bottom: 8,
          nodeWidth: 10,
          nodeGap: narrow ? 14 : 16,
          layoutIterations: 0,
          draggable: false,
          emphasis: { focus: "adjacency" },
          data: sorted.map(([id, node]) => ({
            name: id,
            depth: node.depth,
            itemStyle: { color: node.color, borderWidth: 0 },
            label: { color: theme.ink },
          })),
          links,
          lineStyle: { color: "gradient", opacity: theme.dark ? 0.34 : 0.26, curveness: 0.5 },
          label: {
            fontSize: narrow ? 11 : 12.5,
            lineHeight: 13,
            width: narrow ? 92 : 280,
            overflow: narrow ? "break" : "truncate",
            formatter: (p: unknown) => {
              const id = (p as { name: string }).name;
              const calls = through(id);
              return narrow
                ? label(id)
                : `${shortened(label(id), 34)}  ${number(calls, calls < 100 ? 1 : 0)}`;
            },
          },
        },
      ],
    },
  };
}
