// Parts that several pictures are made of.
import type { Drawing } from "./chart";
import { number } from "./format";
import type { Theme } from "./theme";

type Series = NonNullable<Drawing["option"]["series"]> extends (infer S)[] | infer S ? S : never;

// What a picture of one's own is told of where its values lie.
export interface Api {
  value: (i: number) => number;
  coord: (point: number[]) => number[];
  size: (of: number[]) => number[];
}

export function custom(
  data: (number | null)[][],
  encode: { x: number | number[]; y: number | number[] },
  draw: (at: number, api: Api) => object,
  more: object = {},
): Series {
  return {
    type: "custom",
    data,
    encode,
    renderItem: (params: { dataIndex: number }, api: Api) => draw(params.dataIndex, api),
    ...more,
  } as never;
}

// Intervals as lines with ends, [place, low, high]: upright, or lying where the places are those of
// the axis to the left.
export function errorBars(bars: (number | null)[][], color: string, lying = false): Series {
  return custom(
    bars.filter(([, low, high]) => low !== null && high !== null),
    lying ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
    (_, api) => {
      const at = (k: number) => {
        const point = [api.value(0), api.value(k)];
        return api.coord(lying ? point.reverse() : point);
      };
      const [low, high] = [at(1), at(2)];
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: "line",
        shape: { x1, y1, x2, y2 },
        style: { stroke: color, lineWidth: 1.6 },
      });
      const end = ([x, y]: number[]) =>
        lying ? line(x, y - 5, x, y + 5) : line(x - 5, y, x + 5, y);
      return {
        type: "group",
        children: [line(low[0], low[1], high[0], high[1]), end(low), end(high)],
      };
    },
    { silent: true, z: 4 },
  );
}

// A band between two lines.
export function band(low: (number | null)[], high: (number | null)[], color: string): Series[] {
  const edge = {
    type: "line" as const,
    stack: "band",
    symbol: "none",
    lineStyle: { opacity: 0 },
    silent: true,
  };
  return [
    { ...edge, data: low },
    {
      ...edge,
      data: high.map((h, i) => {
        const l = low[i];
        return h === null || l === null ? null : h - l;
      }),
      areaStyle: { color, opacity: 1 },
    },
  ];
}

// Agents who are there as columns, those too few in another colour, and over each column a line at
// the number that is required. Empty places have no agents.
export function columnsAgainst(
  theme: Theme,
  there: (number | null)[],
  required: (number | null)[],
  isShort: (at: number) => boolean,
  gap = "12%",
): Series[] {
  const columns = (short: boolean, color: string, opacity: number): Series => ({
    type: "bar",
    stack: "agents",
    data: there.map((v, i) => (v === null || isShort(i) !== short ? null : v)),
    barCategoryGap: gap,
    itemStyle: { color, opacity },
  });
  const asked = required.map((r, i) => [i, r]);
  return [
    columns(false, theme.blue, 0.82),
    columns(true, theme.red, 0.9),
    custom(
      asked,
      { x: 0, y: 1 },
      (at, api) => {
        const r = required[at];
        if (r === null) return { type: "group", children: [] };
        const half = api.size([1, 0])[0] / 2;
        const [x, y] = api.coord([at, r]);
        const before = at > 0 ? required[at - 1] : null;
        const start = before === null ? y : api.coord([at, before])[1];
        return {
          type: "polyline",
          shape: {
            points: [
              [x - half, start],
              [x - half, y],
              [x + half, y],
            ],
          },
          style: { stroke: theme.ink, lineWidth: 1.6, fill: "none" },
        };
      },
      { silent: true, z: 4 },
    ),
  ];
}

// Labels of an axis of shares.
export function shareLabels(theme: Theme) {
  return { color: theme.faint, fontSize: 11.5, formatter: (v: number) => `${number(100 * v)} %` };
}

// Labels of an axis of categories of which every so-manieth has room.
export function everyLabel(theme: Theme, every: number) {
  return { color: theme.faint, fontSize: 11.5, interval: (i: number) => i % every === 0 };
}

// The cells of a heat map.
export function heatCells(theme: Theme) {
  return {
    itemStyle: { borderColor: theme.card, borderWidth: 1.5, borderRadius: 3 },
    emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 1.5 } },
  };
}

// Two colours of cells by a third column of their values, 0..1.
export function heatScale(colors: string[]) {
  return { show: false, min: 0, max: 1, dimension: 2, inRange: { color: colors } };
}
