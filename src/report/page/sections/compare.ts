// The page of `hotline compare`: what differs from the first scenario, and how surely.
import { categoryAxis, chart, kFont, legend, tip, tooltip, openAxis } from "../chart";
import type { Drawing, Look } from "../chart";
import type { CompareData, ComparedLine, Difference, Effect } from "../data";
import { h, name, table } from "../dom";
import type { Child } from "../dom";
import { estimate, interval, number, shown, value } from "../format";
import { measureName, t, upper } from "../texts";
import type { Theme } from "../theme";

type Tone = "better" | "worse" | "other" | "unseen";

function toneOf(line: ComparedLine, difference: Difference): Tone {
  if (!difference.seen || difference.value === null || difference.value === 0) return "unseen";
  const good = line.better * difference.value;
  return good > 0 ? "better" : good < 0 ? "worse" : "other";
}

function toneColor(tone: Tone, theme: Theme): string {
  return { better: theme.blue, worse: theme.red, other: theme.purple, unseen: theme.grey }[tone];
}

const kDigits = 3; // at most, after the point: differences may be small

// Differences of shares are percentage points: "+1.2 pp".
function inPoints(text: string, line: ComparedLine): string {
  return line.unit === "share" ? text.replace("%", t().compare.points) : text;
}

// A difference, to the digits that its interval lets one say.
function signed(of: Effect, line: ComparedLine): string {
  const text = inPoints(shown(of, line.unit, kDigits).value, line);
  return (of.value ?? 0) > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

// A place on the axis: "+5 pp".
function tick(of: number, line: ComparedLine): string {
  const text = inPoints(value(of, line.unit), line).replace(/\.0+(?!\d)/, "");
  return of > 0 ? `+${text}` : text;
}

function range(difference: Difference, line: ComparedLine): string {
  return inPoints(interval(difference, line.unit, kDigits), line);
}

function label(line: ComparedLine): Child {
  const measure = upper(measureName(line.measure));
  return line.name ? h("span", {}, `${measure}, `, name(line.name)) : measure;
}

// ---- Differences -------------------------------------------------------------------------------

function differenceDrawing(data: CompareData, look: Look, line: ComparedLine): Drawing {
  const { theme } = look;
  const words = t().compare;
  const { variants } = data.result;
  const differences = line.differences.filter((d) => d.value !== null);
  const names = differences.map((d) => variants[d.variant].name);
  const baseline = estimate(line.values[0], line.unit);
  const bounds = differences.flatMap((d) => [d.low ?? d.value ?? 0, d.high ?? d.value ?? 0, 0]);
  const low = Math.min(...bounds);
  const high = Math.max(...bounds);
  const pad = (high - low || 1) * 0.16;
  const width = 160;
  return {
    title: upper(measureName(line.measure)),
    sub: words.from(baseline),
    alt: differences
      .map((d, i) => `${names[i]}: ${signed(d, line)} (${range(d, line)})`)
      .join("; "),
    legend: legend([
      ...(line.better === 0
        ? [{ label: words.other, color: theme.purple, kind: "line" as const }]
        : [
            { label: words.better, color: theme.blue, kind: "line" as const },
            { label: words.worse, color: theme.red, kind: "line" as const },
          ]),
      { label: words.unseen, color: theme.grey, kind: "line" },
    ]),
    columns: [
      { head: words.variant },
      { head: t().chart.value, number: true },
      { head: words.difference, number: true },
      { head: t().chart.interval, number: true },
    ],
    rows: () =>
      differences.map((d, i) => [
        name(names[i]),
        estimate(line.values[d.variant], line.unit),
        signed(d, line),
        range(d, line),
      ]),
    height: names.length * 46 + 42,
    empty: differences.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: width + 8, right: 18, top: 6, bottom: 28 },
      tooltip: {
        ...tooltip(theme),
        trigger: "item",
        formatter: (p: unknown) => {
          const i = (p as { dataIndex: number }).dataIndex;
          const d = differences[i];
          return tip(names[i], [
            [words.difference, signed(d, line), toneColor(toneOf(line, d), theme)],
            [t().chart.interval, range(d, line)],
            [t().chart.value, value(line.values[d.variant].value, line.unit)],
          ]);
        },
      },
      xAxis: openAxis(theme, { min: low - pad, max: high + pad }, (v) => tick(v, line)),
      yAxis: categoryAxis(theme, names, {
        inverse: true,
        axisLine: { show: false },
        axisLabel: {
          color: theme.ink,
          fontSize: 12.5,
          interval: 0,
          width,
          lineHeight: 15,
          overflow: "break",
        },
      }),
      series: [
        {
          type: "custom",
          data: differences.map((d, i) => [
            d.value ?? 0,
            d.low ?? d.value ?? 0,
            d.high ?? d.value ?? 0,
            i,
          ]),
          z: 3,
          encode: { x: [0, 1, 2], y: 3 },
          renderItem: ((
            params: { dataIndex: number },
            api: { value: (i: number) => number; coord: (p: number[]) => number[] },
          ) => {
            const d = differences[params.dataIndex];
            const color = toneColor(toneOf(line, d), theme);
            const [x, y] = api.coord([api.value(0), api.value(3)]);
            const [x1] = api.coord([api.value(1), api.value(3)]);
            const [x2] = api.coord([api.value(2), api.value(3)]);
            return {
              type: "group",
              children: [
                {
                  type: "text",
                  style: {
                    text: signed(d, line),
                    x,
                    y: y - 9,
                    align: "center",
                    verticalAlign: "bottom",
                    fontSize: 11.5,
                    fontFamily: kFont,
                    fill: theme.ink,
                    // Legible where the line of no difference passes.
                    stroke: theme.card,
                    lineWidth: 4,
                  },
                },
                {
                  type: "rect",
                  shape: { x: x1, y: y - 3, width: Math.max(x2 - x1, 1), height: 6, r: 3 },
                  style: { fill: color, opacity: 0.32 },
                },
                { type: "circle", shape: { cx: x, cy: y, r: 5 }, style: { fill: color } },
              ],
            };
          }) as never,
        },
        {
          type: "line",
          data: [],
          markLine: {
            silent: true,
            symbol: "none",
            z: 1,
            label: { show: false },
            lineStyle: { color: theme.ink, width: 1.2, type: "solid", opacity: 0.7 },
            data: [{ xAxis: 0 }],
          },
        },
      ],
    },
  };
}

export function differences(data: CompareData, look: Look, parent: HTMLElement): void {
  const words = t().compare;
  const main = data.result.measures.filter((line) => !line.name && line.differences.length);
  const run = data.result.run;
  parent.append(
    h(
      "p",
      { class: "note" },
      words.note(
        data.result.variants[0].name,
        number(run.replications),
        `${number(run.confidence * 100, run.confidence < 0.99 ? 0 : 1)} %`,
      ),
      run.simultaneous ? ` ${t().sure.simultaneous}` : "",
    ),
  );
  const best = data.result.best;
  if (best) {
    const names = (which: number[]) =>
      which.map((v) => `“${data.result.variants[v].name}”`).join(", ");
    const may = best.may_be_best.flatMap((yes, v) =>
      yes === true ? [v] : typeof yes === "number" ? [yes] : [],
    );
    parent.append(
      h(
        "p",
        { class: "sentence" },
        best.selected
          ? words.selected(names([best.selected.variant]), measureName(best.measure))
          : words.best(names(may), measureName(best.measure)),
      ),
    );
  }
  const grid = h("div", { class: "charts two" });
  parent.append(grid);
  const half = look.width >= 1000 ? { ...look, width: (look.width - 20) / 2 } : look;
  main.forEach((line, i) => {
    chart(`difference-${i}`, half, () => differenceDrawing(data, half, line)).place(grid);
  });
}

// ---- Tables ------------------------------------------------------------------------------------

function linesTable(data: CompareData, lines: ComparedLine[], title: string): HTMLElement {
  const { variants } = data.result;
  const words = t().compare;
  const cell = (line: ComparedLine, v: number): Child => {
    if (v === 0) return estimate(line.values[0], line.unit);
    const d = line.differences.find((one) => one.variant === v);
    if (!d) return value(line.values[v]?.value, line.unit);
    return h(
      "span",
      { class: `difference ${toneOf(line, d)}` },
      value(line.values[v].value, line.unit),
      h("small", {}, ` ${signed(d, line)} (${range(d, line)})`),
    );
  };
  return table(
    [
      { head: t().chart.measure },
      ...variants.map((variant) => ({ head: variant.name, number: true })),
    ],
    lines.map((line) => [label(line), ...variants.map((_, v) => cell(line, v))]),
    `${words.all}: ${title}`,
  );
}

export function comparedValues(data: CompareData, parent: HTMLElement): void {
  const words = t().compare;
  const lines = data.result.measures;
  const block = (title: string, own: ComparedLine[]) =>
    own.length
      ? h(
          "div",
          { class: "block" },
          h("h3", { class: "block-title" }, title),
          linesTable(data, own, title),
        )
      : null;
  const blocks = [
    block(
      words.house,
      lines.filter((line) => !line.name),
    ),
    block(
      t().whom.types,
      lines.filter((line) => line.scope === "call_type"),
    ),
    block(
      t().whom.groups,
      lines.filter((line) => line.scope === "agent_group"),
    ),
  ];
  for (const one of blocks) if (one) parent.append(one);
}
