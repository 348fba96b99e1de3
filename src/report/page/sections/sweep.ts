// The page of `hotline sweep`: what each factor does to a response, the surface of two factors, and
// how much of the spread each factor explains.
import { categoryAxis, chart, legend, tip, tooltip, openAxis, valueAxis } from "../chart";
import type { Drawing, Look } from "../chart";
import { choiceOrSelect, chosenChart } from "../controls";
import type { SweepData, SweepResponse } from "../data";
import { h, name, table } from "../dom";
import { estimate, interval, number, value } from "../format";
import { errorBars, shareLabels } from "../marks";
import { t } from "../texts";
import { levelName, responseName, responseOf, surfaceDrawing } from "./surface";

// ---- Main effects ------------------------------------------------------------------------------

type LevelEffect = SweepResponse["effects"][number];

// The levels of a factor, from few to many where they are numbers.
function levelsOf(data: SweepData, effects: LevelEffect[], factor: string): LevelEffect[] {
  const numbers = new Map(
    data.result.cells.map((cell) => [cell.factors[factor]?.label, cell.factors[factor]?.number]),
  );
  const own = effects.filter((e) => e.factor === factor);
  const size = (e: LevelEffect) => numbers.get(e.level) ?? NaN;
  if (own.some((e) => Number.isNaN(size(e)))) return own;
  return [...own].sort((a, b) => size(a) - size(b));
}

// Room for the names of levels that stand one below the other.
function labelsOf(look: Look): number {
  return look.narrow ? 118 : 190;
}

function roomOf(look: Look, places: number): number {
  return (look.width - 110) / Math.max(places, 1);
}

// The axis of levels, of which each is at a place or a factor begins there: beside each other with
// the factors under them, or one below the other, each after its factor.
function levelAxes(look: Look, places: (LevelEffect | string)[], below: boolean) {
  const { theme } = look;
  const room = roomOf(look, places.length);
  const label = (place: LevelEffect | string) =>
    typeof place === "string" ? place : levelName(place.level);
  const words = {
    color: theme.soft,
    fontSize: 11.5,
    lineHeight: 14,
    interval: 0,
    hideOverlap: false,
    overflow: "break" as const,
    rich: { factor: { color: theme.ink, fontSize: 12.5, fontWeight: 600 as const } },
  };
  if (below) {
    return [
      categoryAxis(
        theme,
        places.map((_, i) => String(i)),
        {
          inverse: true,
          axisLine: { show: false },
          axisLabel: {
            ...words,
            width: labelsOf(look),
            overflow: "truncate",
            formatter: (_: string, i: number) =>
              typeof places[i] === "string" ? `{factor|${label(places[i])}}` : label(places[i]),
          },
        },
      ),
    ];
  }
  const middle = new Map<number, string>();
  for (const [i, place] of places.entries()) {
    if (typeof place !== "string") continue;
    const next = places.findIndex((p, k) => k > i && typeof p === "string");
    middle.set(Math.floor((i + 1 + ((next < 0 ? places.length : next) - 1)) / 2), place);
  }
  const levels = Math.min(...[...middle.keys()].map((k, i, all) => (all[i + 1] ?? k + 4) - k));
  return [
    categoryAxis(
      theme,
      places.map((_, i) => String(i)),
      {
        position: "bottom",
        axisLabel: {
          ...words,
          width: Math.max(room - 6, 24),
          formatter: (_: string, i: number) =>
            typeof places[i] === "string" ? "" : label(places[i]),
        },
      },
    ),
    categoryAxis(
      theme,
      places.map((_, i) => String(i)),
      {
        position: "bottom",
        offset: 40,
        axisLine: { show: false },
        axisLabel: {
          ...words,
          color: theme.ink,
          fontSize: 12.5,
          fontWeight: 600,
          width: Math.max(levels * room - 10, 60),
          formatter: (_: string, i: number) => middle.get(i) ?? "",
        },
      },
    ),
  ];
}

function effectsDrawing(data: SweepData, look: Look, key: string): Drawing {
  const { theme } = look;
  const words = t().sweep.effects;
  const { unit, effects } = responseOf(data, key);
  const factors = data.result.factors
    .map((f) => f.name)
    .filter((f) => effects.some((e) => e.factor === f));
  const places = factors.flatMap((f) => [f, ...levelsOf(data, effects, f)]);
  const narrow = look.narrow || roomOf(look, places.length) < 52;
  const mean = (place: LevelEffect | string) =>
    typeof place === "string" ? null : place.mean.value;
  const known = effects.flatMap((e) => [e.mean.low ?? e.mean.value, e.mean.high ?? e.mean.value]);
  const values = known.filter((v): v is number => v !== null);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  const all = effects.reduce((s, e) => s + (e.mean.value ?? 0), 0) / Math.max(effects.length, 1);
  const strongest = [...effects].sort(
    (a, b) => Math.abs(b.change.value ?? 0) - Math.abs(a.change.value ?? 0),
  )[0];
  const values_ = openAxis(theme, { min: low - pad, max: high + pad }, (v) => value(v, unit), {
    splitNumber: narrow ? 3 : 4,
  });
  const labels = labelsOf(look);
  const levels = levelAxes(look, places, narrow);
  return {
    title: words.title(responseName(key)),
    sub: words.sub,
    alt: strongest
      ? words.alt(strongest.factor, levelName(strongest.level), value(strongest.change.value, unit))
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
      effects.map((e) => [
        name(e.factor),
        name(levelName(e.level)),
        estimate(e.mean, unit),
        estimate(e.change, unit),
      ]),
    height: narrow ? places.length * 26 + 40 : 330,
    empty: effects.length ? undefined : t().chart.nothing,
    option: {
      grid: narrow
        ? { left: labels + 8, right: 18, top: 6, bottom: 28 }
        : { left: 56, right: 12, top: 14, bottom: 76 },
      tooltip: {
        ...tooltip(theme),
        trigger: "item",
        formatter: (p: unknown) => {
          const effect = places[(p as { dataIndex: number }).dataIndex];
          if (typeof effect === "string") return "";
          return tip(`${effect.factor} = ${levelName(effect.level)}`, [
            [words.mean, estimate(effect.mean, unit), theme.blue],
            [words.change, estimate(effect.change, unit)],
          ]);
        },
      },
      xAxis: narrow ? values_ : levels,
      yAxis: narrow ? levels : values_,
      series: [
        errorBars(
          places.flatMap((p, i) => (typeof p === "string" ? [] : [[i, p.mean.low, p.mean.high]])),
          theme.blue,
          narrow,
        ),
        {
          type: "line",
          data: places.map((p, i) => (narrow ? [mean(p), i] : [i, mean(p)])) as number[][],
          symbol: "circle",
          symbolSize: 9,
          lineStyle: { color: theme.blue, width: 2 },
          itemStyle: { color: theme.blue, borderColor: theme.card, borderWidth: 1.5 },
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: theme.ink, type: [4, 4], opacity: 0.5 },
            data: [narrow ? { xAxis: all } : { yAxis: all }],
          },
        },
      ],
    },
  };
}

// ---- Sensitivity -------------------------------------------------------------------------------

// The factors of which it is known how much of the variance they explain.
function explained(data: SweepData, key: string): string[] {
  const { factors } = responseOf(data, key).sensitivity;
  return Object.keys(factors).filter(
    (f) => factors[f].first.value !== null || factors[f].total.value !== null,
  );
}

function sensitivityDrawing(data: SweepData, look: Look, key: string): Drawing {
  const { theme, narrow } = look;
  const words = t().sweep.sensitivity;
  const { factors } = responseOf(data, key).sensitivity;
  const names = explained(data, key).sort(
    (f, g) => (factors[g].total.value ?? 0) - (factors[f].total.value ?? 0),
  );
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
        axisLabel: shareLabels(theme),
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
  const charts: Record<string, ReturnType<typeof chart>> = {
    effects: chart("effects", look, () => effectsDrawing(data, look, key)),
  };
  const pairs = factors.flatMap((f, i) =>
    factors.slice(i + 1).map((g): [string, string] => [f, g]),
  );
  if (pairs.length > 0) {
    charts.surface = chosenChart(
      "surface",
      look,
      t().sweep.surface.pair,
      pairs.map((p, i): [string, string] => [String(i), `${p[0]} × ${p[1]}`]),
      "0",
      (chosen) => surfaceDrawing(data, look, key, ...pairs[Number(chosen)]),
    );
  }
  // Designs of single changes explain no variance.
  if (keys.some((k) => explained(data, k).length > 0)) {
    charts.sensitivity = chart("sensitivity", look, () => sensitivityDrawing(data, look, key));
  }
  if (keys.length > 1) {
    const options = keys.map((k): [string, string] => [k, responseName(k)]);
    const pick = choiceOrSelect(t().chart.measure, options, key, (chosen) => {
      key = chosen;
      for (const one of Object.values(charts)) one.update();
    });
    parent.append(h("div", { class: "controls" }, pick));
  }
  for (const one of Object.values(charts)) one.place(parent);
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
          ...factors.map((f) => name(levelName(cell.factors[f]?.label ?? ""))),
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
