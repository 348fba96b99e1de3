// How sure is this? Replications, their spread, and theory beside the simulation.
import { axisTooltip, categoryAxis, legend, tip, valueAxis } from "../chart";
import type { Drawing, Look } from "../chart";
import { chosenChart, weekdayOptions } from "../controls";
import type { RunData, Theory, Unit } from "../data";
import { h, name, table } from "../dom";
import { estimate, interval, number, spread, value, percent } from "../format";
import { band, everyLabel, shareLabels } from "../marks";
import { commonTarget, gridOf, histogram, isCalendar, worstWeekday } from "../model";
import { measureName, t, upper } from "../texts";
import { brokenAssumption } from "../texts/theory";

function facts(data: RunData): HTMLElement {
  const { run } = data.summary;
  const words = t().sure.facts;
  const batches = run.observation === "batch";
  const item = (label: string, text: string) => h("div", {}, h("dt", {}, label), h("dd", {}, text));
  return h(
    "dl",
    { class: "facts" },
    item(batches ? words.batches : words.replications, number(run.observations)),
    item(words.calls, number(run.simulated_calls)),
    item(words.level, `${number(run.confidence * 100, run.confidence < 0.99 ? 0 : 1)} %`),
    item(words.seed, String(run.seed)),
  );
}

// ---- Single observations -----------------------------------------------------------------------

type Observed = "service_level" | "abandonment" | "asa" | "coverage_callers" | "occupancy";
const kUnits: Record<Observed, Unit> = {
  service_level: "share",
  abandonment: "share",
  asa: "s",
  coverage_callers: "share",
  occupancy: "share",
};

function observedDrawing(data: RunData, look: Look, key: Observed): Drawing {
  const { theme } = look;
  const words = t().sure.observed;
  const unit = kUnits[key];
  const of = key === "occupancy" ? data.summary.all_agents[key] : data.summary.all_calls[key];
  const all = data.observed[key] ?? [];
  const bins = histogram(
    all,
    Math.max(6, Math.min(look.narrow ? 16 : 28, 2 * Math.sqrt(all.length))),
  );
  const target = key === "service_level" ? commonTarget(data.summary.call_types)?.share : undefined;
  const title = data.summary.run.observation === "batch" ? words.titleBatch : words.title;
  // Lines stand at their place between the bins.
  const position = (v: number) => {
    if (bins.length === 0) return -1;
    return (v - bins[0].from) / (bins[0].to - bins[0].from) - 0.5;
  };
  const inside = (v: number | null | undefined): v is number =>
    v !== null && v !== undefined && position(v) >= -0.5 && position(v) <= bins.length - 0.5;
  const decimals =
    bins.length && unit === "share"
      ? Math.max(0, -Math.floor(Math.log10((bins[0].to - bins[0].from) * 100) + 1e-9))
      : 0;
  const edge = (v: number) =>
    unit === "share" ? `${number(100 * v, decimals)} %` : value(v, unit);
  return {
    title: title(measureName(key)),
    sub: words.sub(interval(of, unit) || "–", spread(of, unit) || "–"),
    alt: bins.length ? words.alt(edge(bins[0].from), edge(bins[bins.length - 1].to)) : words.one,
    legend: legend([
      { label: upper(words.count), color: theme.sky, kind: "box" },
      { label: `${words.mean} ${value(of.value, unit)}`, color: theme.blue, kind: "line" },
      ...(target === undefined
        ? []
        : [
            {
              label: t().health.targetIs(percent(target)),
              color: theme.ink,
              kind: "dash" as const,
            },
          ]),
    ]),
    columns: [{ head: upper(measureName(key)) }, { head: words.count, number: true }],
    rows: () => bins.map((bin) => [words.values(edge(bin.from), edge(bin.to)), number(bin.count)]),
    height: 220,
    empty: (data.observed[key] ?? []).length < 2 ? words.one : undefined,
    option: {
      grid: { left: 34, right: 12, top: 12, bottom: 26 },
      tooltip: {
        ...axisTooltip(theme),
        axisPointer: { type: "shadow", shadowStyle: { color: theme.faint, opacity: 0.15 } },
        formatter: (p: unknown) => {
          const bin = bins[(p as { dataIndex: number }[])[0].dataIndex];
          return tip(words.values(edge(bin.from), edge(bin.to)), [
            [words.count, number(bin.count), theme.sky],
          ]);
        },
      },
      xAxis: [
        categoryAxis(
          theme,
          bins.map((bin) => edge(bin.from)),
          {
            axisLabel: {
              color: theme.faint,
              fontSize: 11.5,
              align: "left",
              interval: Math.ceil(bins.length / (look.narrow ? 4 : 9)) - 1,
            },
          },
        ),
        { type: "value", min: -0.5, max: bins.length - 0.5, show: false },
      ],
      yAxis: valueAxis(theme, { minInterval: 1, splitNumber: 3 }),
      series: [
        {
          type: "bar",
          data: bins.map((bin) => bin.count),
          barCategoryGap: "10%",
          itemStyle: {
            color: theme.sky,
            opacity: theme.dark ? 0.75 : 0.85,
            borderRadius: [2, 2, 0, 0],
          },
        },
        {
          type: "line",
          xAxisIndex: 1,
          data: [],
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            data: [
              ...(inside(of.value)
                ? [
                    {
                      xAxis: position(of.value),
                      lineStyle: { color: theme.blue, width: 2.2, type: "solid" as const },
                    },
                  ]
                : []),
              ...(inside(target)
                ? [
                    {
                      xAxis: position(target),
                      lineStyle: { color: theme.ink, width: 1.4, type: [4, 3] },
                    },
                  ]
                : []),
            ],
          },
        },
      ],
    },
  };
}

function observed(data: RunData, look: Look, parent: HTMLElement): void {
  const keys = (Object.keys(kUnits) as Observed[]).filter((k) => data.observed[k]?.length);
  chosenChart<Observed>(
    "observed",
    look,
    t().chart.measure,
    keys.map((k) => [k, upper(measureName(k)).replace(/ (of|de las|who|que) .*$/, "")]),
    "service_level",
    (key) => observedDrawing(data, look, key),
  ).place(parent);
}

// ---- Theory ------------------------------------------------------------------------------------

function theoryDrawing(data: RunData, look: Look, weekday: string): Drawing {
  const { theme } = look;
  const words = t().sure.theory;
  const shown = data.theory.intervals.filter((x) => x.weekday === weekday);
  const gaps = shown.flatMap((x) => {
    const formula = x.erlang_a ?? x.erlang_c;
    return formula === null || x.service_level.value === null
      ? []
      : [Math.abs(x.service_level.value - formula)];
  });
  const mean = gaps.reduce((a, b) => a + b, 0) / Math.max(gaps.length, 1);
  const line = (
    data_: (number | null)[],
    color: string,
    type: "solid" | number[],
    width = 1.8,
  ) => ({
    type: "line" as const,
    data: data_,
    symbol: "none",
    lineStyle: { color, type, width },
  });
  const hasA = shown.some((x) => x.erlang_a !== null);
  const perLabel = shown.length > 30 ? 8 : shown.length > 14 ? 4 : 2;
  return {
    title: words.title,
    sub: words.sub(t().weekdayLong[weekday] ?? ""),
    alt: words.alt(value(mean, "share")),
    legend: legend([
      { label: words.simulated, color: theme.blue, kind: "line" },
      ...(hasA ? [{ label: words.a, color: theme.orange, kind: "line" as const }] : []),
      { label: words.c, color: theme.purple, kind: "dash" },
      { label: words.mol, color: theme.green, kind: "dash" },
    ]),
    columns: [
      { head: t().chart.interval },
      { head: words.bySimulation, number: true },
      { head: words.a, number: true },
      { head: words.c, number: true },
      { head: words.mol, number: true },
      { head: words.deviation, number: true },
    ],
    rows: () =>
      shown.map((x) => [
        `${x.from} – ${x.to}`,
        estimate(x.service_level, "share"),
        value(x.erlang_a, "share"),
        value(x.erlang_c, "share"),
        value(x.modified_offered_load, "share"),
        number(x.standard_errors, 1),
      ]),
    height: 240,
    empty: shown.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: 44, right: 10, top: 12, bottom: 26 },
      tooltip: {
        ...axisTooltip(theme),
        formatter: (p: unknown) => {
          const x = shown[(p as { dataIndex: number }[])[0].dataIndex];
          return tip(`${t().weekdayLong[weekday]} ${x.from} – ${x.to}`, [
            [words.bySimulation, estimate(x.service_level, "share"), theme.blue],
            ...(hasA
              ? [[words.a, value(x.erlang_a, "share"), theme.orange] as [string, string, string]]
              : []),
            [words.c, value(x.erlang_c, "share"), theme.purple],
            [words.mol, value(x.modified_offered_load, "share"), theme.green],
          ]);
        },
      },
      xAxis: categoryAxis(
        theme,
        shown.map((x) => x.from),
        {
          boundaryGap: false,
          axisLabel: everyLabel(theme, perLabel),
        },
      ),
      yAxis: valueAxis(theme, {
        min: 0,
        max: 1,
        interval: 0.25,
        axisLabel: shareLabels(theme),
      }),
      series: [
        ...band(
          shown.map((x) => x.service_level.low),
          shown.map((x) => x.service_level.high),
          theme.band,
        ),
        line(
          shown.map((x) => x.erlang_c),
          theme.purple,
          [2, 3],
        ),
        line(
          shown.map((x) => x.modified_offered_load),
          theme.green,
          [6, 4],
        ),
        ...(hasA
          ? [
              line(
                shown.map((x) => x.erlang_a),
                theme.orange,
                "solid",
              ),
            ]
          : []),
        line(
          shown.map((x) => x.service_level.value),
          theme.blue,
          "solid",
          2.4,
        ),
      ],
    },
  };
}

function theoryChart(data: RunData, look: Look, parent: HTMLElement): void {
  const days = gridOf(data.week).weekdays;
  chosenChart(
    "theory",
    look,
    t().chart.weekday,
    weekdayOptions(days),
    worstWeekday(data),
    (weekday) => theoryDrawing(data, look, weekday),
  ).place(parent);
}

function theoryTeam(team: Theory["teams"][number], several: boolean): HTMLElement {
  const words = t().sure.theory;
  const measures = team.measures.length
    ? table(
        [
          { head: t().chart.measure },
          { head: words.byFormula, number: true },
          { head: words.bySimulation, number: true },
          { head: words.deviation, number: true },
        ],
        team.measures.map((m) => [
          h(
            "span",
            {},
            upper(measureName(m.key)),
            m.type ? ", " : null,
            m.type ? name(m.type) : null,
          ),
          value(m.formula, m.unit),
          estimate(m.simulated, m.unit),
          number(m.standard_errors, 1),
        ]),
        words.title,
      )
    : null;
  return h(
    "div",
    { class: "block" },
    several ? h("h3", { class: "block-title" }, team.types.join(", ")) : null,
    h("p", { class: "sub" }, team.formula ? words.formula(team.formula) : words.noFormula),
    measures,
    team.breaks.length
      ? h(
          "details",
          { class: "data" },
          h("summary", {}, `${words.breaks} (${number(team.breaks.length)})`),
          h(
            "ul",
            {},
            ...team.breaks.map(brokenAssumption).map(({ text, lang }) => h("li", { lang }, text)),
          ),
        )
      : null,
  );
}

export function sure(data: RunData, look: Look, parent: HTMLElement): void {
  parent.append(facts(data));
  const beside = isCalendar(data.summary) && data.theory.intervals.length > 0;
  const grid = h("div", { class: beside ? "charts two" : "charts" });
  parent.append(grid);
  observed(data, look, grid);
  if (beside) theoryChart(data, look, grid);
  for (const team of data.theory.teams) {
    parent.append(theoryTeam(team, data.theory.teams.length > 1));
  }
}
