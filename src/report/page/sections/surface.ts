// What a response of an experiment is by two of its factors.
import { categoryAxis, scaleLegend, tip, tooltip, valueAxis } from "../chart";
import type { Drawing, Look } from "../chart";
import type { Effect, SweepData, SweepResponse } from "../data";
import { estimate, value } from "../format";
import { heatCells, heatScale } from "../marks";
import { measureName, t, upper } from "../texts";
import { inkOn, scaleColor } from "../theme";

// "service_level", "call.papers.asa", 'agents."night desk".occupancy': the measure, and of whom.
const kResponse = /^(?:call|agents|segment)\.(.+)\.([a-z0-9_]+)$/s;

export function responseName(key: string): string {
  const [, of, measure] = kResponse.exec(key) ?? [];
  if (!measure) return upper(measureName(key).replaceAll("_", " "));
  return `${upper(measureName(measure))}, ${of.replace(/^(["'])(.*)\1$/s, "$2")}`;
}

// The level of the scenario as it is has no name of its own.
export function levelName(level: string): string {
  return level === "as it is" ? t().sweep.asItIs : level;
}

export function responseOf(data: SweepData, key: string): SweepResponse {
  return data.result.responses[key];
}

interface Point {
  x: number;
  y: number;
  xText: string;
  yText: string;
  of: Effect;
}

export function surfaceDrawing(
  data: SweepData,
  look: Look,
  key: string,
  a: string,
  b: string,
): Drawing {
  const { theme } = look;
  const words = t().sweep.surface;
  const { unit } = responseOf(data, key);
  const points = data.result.cells.flatMap((cell): Point[] => {
    const of = cell.responses[key];
    const [x, y] = [cell.factors[a], cell.factors[b]];
    if (!of || of.value === null || !x || !y) return [];
    return [
      {
        x: x.number ?? NaN,
        y: y.number ?? NaN,
        xText: levelName(x.label),
        yText: levelName(y.label),
        of,
      },
    ];
  });
  const labels = (pick: (p: Point) => [number, string]) =>
    [...new Map(points.map((p) => [pick(p)[1], pick(p)[0]])).entries()]
      .sort((p, q) => p[1] - q[1])
      .map(([text]) => text);
  const xs = labels((p) => [p.x, p.xText]);
  const ys = labels((p) => [p.y, p.yText]);
  // Means over the other factors.
  const cells = xs.flatMap((x, i) =>
    ys.flatMap((y, j) => {
      const own = points.filter((p) => p.xText === x && p.yText === y);
      if (own.length === 0) return [];
      return [
        {
          i,
          j,
          mean: own.reduce((s, p) => s + (p.of.value ?? 0), 0) / own.length,
          of: own[0].of,
          many: own.length,
        },
      ];
    }),
  );
  const grid = xs.length * ys.length <= 2.5 * cells.length && xs.length <= 40 && ys.length <= 40;
  const values = grid ? cells.map((c) => c.mean) : points.map((p) => p.of.value ?? 0);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const scale = (v: number) => (high > low ? (v - low) / (high - low) : 0.5);
  const width = (look.width - 110) / Math.max(xs.length, 1);
  const axis = (nameOf: string) => ({
    name: nameOf,
    nameLocation: "middle" as const,
    nameTextStyle: { color: theme.soft, fontSize: 12.5 },
  });
  return {
    title: words.title(responseName(key), a, b),
    sub: grid ? words.subGrid : words.subPoints,
    alt: words.alt(value(low, unit), value(high, unit)),
    legend: values.length
      ? scaleLegend(theme.sequential, [value(low, unit), value(high, unit)])
      : [],
    columns: [{ head: a }, { head: b }, { head: responseName(key), number: true }],
    rows: () => points.map((p) => [p.xText, p.yText, estimate(p.of, unit)]),
    height: grid ? Math.min(Math.max(ys.length * 40, 160), 420) + 60 : 380,
    empty: values.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: 74, right: 14, top: 8, bottom: 52 },
      tooltip: {
        ...tooltip(theme),
        formatter: (p: unknown) => {
          const k = (p as { dataIndex: number }).dataIndex;
          if (!grid) {
            const point = points[k];
            return tip(`${a} ${point.xText}, ${b} ${point.yText}`, [
              [responseName(key), estimate(point.of, unit)],
            ]);
          }
          const cell = cells[k];
          return tip(`${a} ${xs[cell.i]}, ${b} ${ys[cell.j]}`, [
            [responseName(key), cell.many === 1 ? estimate(cell.of, unit) : value(cell.mean, unit)],
          ]);
        },
      },
      xAxis: grid
        ? categoryAxis(theme, xs, { ...axis(a), nameGap: 32, axisLine: { show: false } })
        : valueAxis(theme, { ...axis(a), nameGap: 30, scale: true }),
      yAxis: grid
        ? categoryAxis(theme, ys, { ...axis(b), nameGap: 54, axisLine: { show: false } })
        : valueAxis(theme, { ...axis(b), nameGap: 54, scale: true }),
      visualMap: heatScale(theme.sequential),
      series: grid
        ? [
            {
              type: "heatmap",
              data: cells.map((c) => ({
                value: [c.i, c.j, scale(c.mean), c.mean],
                label: { color: inkOn(scaleColor(theme.sequential, scale(c.mean))) },
              })),
              label: {
                show: width >= 44,
                fontSize: 11.5,
                formatter: (p: unknown) => value((p as { value: number[] }).value[3], unit),
              },
              ...heatCells(theme),
            },
          ]
        : [
            {
              type: "scatter",
              symbolSize: 13,
              data: points.map((p) => [p.x, p.y, scale(p.of.value ?? 0)]),
              itemStyle: { borderColor: theme.faint, borderWidth: 0.8 },
            },
          ],
    },
  };
}
