// The page of `hotline sweep`: what each factor does to a response, the surface of two factors, and
// how much of the spread each factor explains.
import { categoryAxis, chart, legend, scaleLegend, tip, tooltip, valueAxis } from "../chart";
import type { Drawing, Look } from "../chart";
import type { Effect, SweepData, SweepResponse } from "../data";
import { h, table } from "../dom";
import { estimate, interval, number, value } from "../format";
import { measureName, t, upper } from "../texts";
import { inkOn, scaleColor } from "../theme";
import { errorBars } from "./planned";
import { choice } from "./week";

// "service_level", "service_level of papers": the name of the measure in it is translated.
export function responseName(key: string): string {
  const measure = /^[a-z0-9_]+/.exec(key)?.[0] ?? key;
  return upper(measureName(measure) + key.slice(measure.length).replaceAll("_", " "));
}

function responseOf(data: SweepData, key: string): SweepResponse {
  return data.result.responses[key];
}

// ---- Main effects ------------------------------------------------------------------------------

function effectsDrawing(data: SweepData, look: Look, key: string): Drawing {
  const { theme } = look;
  const words = t().sweep.effects;
  const response = responseOf(data, key);
  const { unit, effects } = response;
  const factors = data.result.factors
    .map((f) => f.name)
    .filter((f) => effects.some((e) => e.factor === f));
  // Levels side by side, factors apart by an empty place.
  const places = factors.flatMap((factor, f) => [
    ...(f > 0 ? [null] : []),
    ...effects.filter((e) => e.factor === factor),
  ]);
  const known = effects.flatMap((e) => [e.mean.low ?? e.mean.value, e.mean.high ?? e.mean.value]);
  const values = known.filter((v): v is number => v !== null);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  const all = values.length
    ? effects.reduce((s, e) => s + (e.mean.value ?? 0), 0) / effects.length
    : 0;
  const strongest = [...effects].sort(
    (a, b) => Math.abs(b.change.value ?? 0) - Math.abs(a.change.value ?? 0),
  )[0];
  const middle = new Map<number, string>();
  factors.forEach((factor) => {
    const own = places.flatMap((p, i) => (p?.factor === factor ? [i] : []));
    middle.set(own[Math.floor((own.length - 1) / 2)], factor);
  });
  const wide = (look.width - 60) / Math.max(places.length, 1) > 44;
  return {
    title: words.title(responseName(key)),
    sub: words.sub,
    alt: strongest
      ? words.alt(strongest.factor, strongest.level, value(strongest.change.value, unit))
      : words.title(responseName(key)),
    legend: legend([
      { label: words.mean, color: theme.blue, kind: "line" },
      { label: words.overall, color: theme.ink, kind: "dash" },
    ]),
    columns: [
      { head: words.factor },
      { head: words.level },
      { head: words.mean, number: true },
      { head: words.change, number: true },
    ],
    rows: () =>
      effects.map((e) => [e.factor, e.level, estimate(e.mean, unit), estimate(e.change, unit)]),
    height: 310,
    empty: effects.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: 56, right: 12, top: 14, bottom: 56 },
      tooltip: {
        ...tooltip(theme),
        trigger: "item",
        formatter: (p: unknown) => {
          const effect = places[(p as { dataIndex: number }).dataIndex];
          if (!effect) return "";
          return tip(`${effect.factor} = ${effect.level}`, [
            [words.mean, estimate(effect.mean, unit), theme.blue],
            [words.change, estimate(effect.change, unit)],
          ]);
        },
      },
      xAxis: [
        categoryAxis(
          theme,
          places.map((p, i) => (p ? p.level : `gap${i}`)),
          {
            position: "bottom",
            axisLabel: {
              color: theme.faint,
              fontSize: 11.5,
              interval: 0,
              hideOverlap: true,
              rotate: wide ? 0 : 45,
              formatter: (text: string, i: number) => (places[i] ? text : ""),
            },
          },
        ),
        categoryAxis(
          theme,
          places.map((_, i) => middle.get(i) ?? ""),
          {
            position: "bottom",
            offset: 26,
            axisLine: { show: false },
            axisLabel: {
              color: theme.ink,
              fontSize: 12.5,
              fontWeight: 600,
              interval: 0,
              hideOverlap: false,
            },
          },
        ),
      ],
      yAxis: valueAxis(theme, {
        min: low - pad,
        max: high + pad,
        splitLine: {
          showMinLine: false,
          showMaxLine: false,
          lineStyle: { color: theme.line, width: 1 },
        },
        axisLabel: {
          color: theme.faint,
          fontSize: 11.5,
          showMinLabel: false,
          showMaxLabel: false,
          formatter: (v: number) => value(v, unit),
        },
      }),
      series: [
        errorBars(
          places.flatMap((p, i) => (p ? [[i, p.mean.low, p.mean.high]] : [])),
          theme.blue,
        ),
        {
          type: "line",
          data: places.map((p) => (p ? p.mean.value : null)),
          symbol: "circle",
          symbolSize: 9,
          lineStyle: { color: theme.blue, width: 2 },
          itemStyle: { color: theme.blue, borderColor: theme.card, borderWidth: 1.5 },
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: theme.ink, type: [4, 4], opacity: 0.5 },
            data: [{ yAxis: all }],
          },
        },
      ],
    },
  };
}

// ---- The surface of two factors ----------------------------------------------------------------

interface Point {
  x: number;
  y: number;
  xText: string;
  yText: string;
  of: Effect;
}

function surfaceDrawing(data: SweepData, look: Look, key: string, a: string, b: string): Drawing {
  const { theme } = look;
  const words = t().sweep.surface;
  const { unit } = responseOf(data, key);
  const points = data.result.cells.flatMap((cell): Point[] => {
    const of = cell.responses[key];
    const [x, y] = [cell.factors[a], cell.factors[b]];
    if (!of || of.value === null || !x || !y) return [];
    return [{ x: x.number ?? NaN, y: y.number ?? NaN, xText: x.label, yText: y.label, of }];
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
      visualMap: {
        show: false,
        min: 0,
        max: 1,
        dimension: 2,
        inRange: { color: theme.sequential },
      },
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
              itemStyle: { borderColor: theme.card, borderWidth: 1.5, borderRadius: 3 },
              emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 1.5 } },
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

// ---- Sensitivity -------------------------------------------------------------------------------

function sensitivityDrawing(data: SweepData, look: Look, key: string): Drawing {
  const { theme, narrow } = look;
  const words = t().sweep.sensitivity;
  const { factors } = responseOf(data, key).sensitivity;
  const names = Object.keys(factors)
    .filter((f) => factors[f].first.value !== null || factors[f].total.value !== null)
    .sort((f, g) => (factors[g].total.value ?? 0) - (factors[f].total.value ?? 0));
  const percent_ = (v: number | null | undefined) => value(v, "share");
  return {
    title: words.title(responseName(key)),
    sub: words.sub,
    alt: names.length ? words.alt(names[0], percent_(factors[names[0]].total.value)) : words.sub,
    legend: legend([
      { label: words.first, color: theme.blue, kind: "box" },
      { label: words.total, color: theme.sky, kind: "box" },
    ]),
    columns: [
      { head: t().sweep.effects.factor },
      { head: words.first, number: true },
      { head: words.total, number: true },
    ],
    rows: () =>
      names.map((f) => [
        f,
        estimate(factors[f].first, "share"),
        estimate(factors[f].total, "share"),
      ]),
    height: names.length * 46 + 36,
    empty: names.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: narrow ? 90 : 170, right: 24, top: 4, bottom: 26 },
      tooltip: {
        ...tooltip(theme),
        trigger: "item",
        formatter: (p: unknown) => {
          const f = names[(p as { dataIndex: number }).dataIndex];
          return tip(f, [
            [words.first, estimate(factors[f].first, "share"), theme.blue],
            [words.total, estimate(factors[f].total, "share"), theme.sky],
          ]);
        },
      },
      xAxis: valueAxis(theme, {
        min: 0,
        axisLabel: {
          color: theme.faint,
          fontSize: 11.5,
          formatter: (v: number) => `${number(100 * v)} %`,
        },
      }),
      yAxis: categoryAxis(theme, names, {
        inverse: true,
        axisLine: { show: false },
        axisLabel: {
          color: theme.ink,
          fontSize: 12.5,
          interval: 0,
          width: narrow ? 84 : 160,
          overflow: "truncate",
        },
      }),
      series: [
        {
          type: "bar",
          data: names.map((f) => factors[f].first.value),
          barWidth: 13,
          barGap: "20%",
          itemStyle: { color: theme.blue, borderRadius: [0, 3, 3, 0] },
        },
        {
          type: "bar",
          data: names.map((f) => factors[f].total.value),
          barWidth: 13,
          itemStyle: { color: theme.sky, borderRadius: [0, 3, 3, 0] },
        },
      ],
    },
  };
}

// ---- The page ----------------------------------------------------------------------------------

export function sweep(data: SweepData, look: Look, parent: HTMLElement): void {
  const keys = Object.keys(data.result.responses);
  if (keys.length === 0) {
    parent.append(h("p", { class: "note" }, t().chart.nothing));
    return;
  }
  const factors = data.result.factors.map((f) => f.name);
  let key = keys[0];
  let pair: [string, string] = [factors[0], factors[1] ?? factors[0]];
  const updates: (() => void)[] = [];
  const updateAll = () => updates.forEach((update) => update());
  if (keys.length > 1) {
    const pick = h(
      "select",
      {
        "aria-label": t().chart.measure,
        change: () => {
          key = keys[Number(pick.value)];
          updateAll();
        },
      },
      ...keys.map((k, i) => h("option", { value: i }, responseName(k))),
    );
    parent.append(h("div", { class: "controls" }, pick));
  }
  const effects = chart("effects", look, () => effectsDrawing(data, look, key));
  updates.push(effects.update);
  effects.place(parent);
  if (factors.length > 1) {
    const pairs = factors.flatMap((f, i) =>
      factors.slice(i + 1).map((g): [string, string] => [f, g]),
    );
    const surface = chart(
      "surface",
      look,
      () => surfaceDrawing(data, look, key, pair[0], pair[1]),
      pairs.length < 2
        ? []
        : [
            choice(
              t().sweep.surface.pair,
              pairs.slice(0, 10).map((p, i): [string, string] => [String(i), `${p[0]} × ${p[1]}`]),
              "0",
              (chosen) => {
                pair = pairs[Number(chosen)];
                surface.update();
              },
            ),
          ],
    );
    updates.push(surface.update);
    surface.place(parent);
  }
  const sensitivity = chart("sensitivity", look, () => sensitivityDrawing(data, look, key));
  updates.push(sensitivity.update);
  sensitivity.place(parent);
}

export function sweepTables(data: SweepData, parent: HTMLElement): void {
  const words = t().sweep.tables;
  const keys = Object.keys(data.result.responses);
  const factors = data.result.factors.map((f) => f.name);
  parent.append(
    h(
      "div",
      { class: "tall" },
      table(
        [
          { head: words.cell },
          ...factors.map((head) => ({ head })),
          { head: t().sure.facts.replications, number: true },
          ...keys.map((k) => ({ head: responseName(k), number: true })),
        ],
        data.result.cells.map((cell) => [
          number(cell.cell),
          ...factors.map((f) => cell.factors[f]?.label ?? ""),
          number(cell.replications),
          ...keys.map((k) => estimate(cell.responses[k], data.result.responses[k].unit)),
        ]),
        words.cells,
      ),
    ),
  );
  for (const key of keys) {
    const { surface, unit } = data.result.responses[key];
    if (!surface) continue;
    parent.append(
      h(
        "div",
        { class: "block" },
        h("h3", { class: "block-title" }, words.fitted(responseName(key))),
        h(
          "p",
          { class: "sub" },
          words.fit(value(surface.r_squared, "share"), number(surface.lack_of_fit.p_value, 3)),
        ),
        table(
          [
            { head: words.term },
            { head: words.coefficient, number: true },
            { head: t().chart.interval, number: true },
          ],
          surface.terms.map((term) => [term.term, value(term.value, unit), interval(term, unit)]),
          words.fitted(responseName(key)),
        ),
      ),
    );
  }
}
