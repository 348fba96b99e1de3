// A chart with all that belongs to it: title, units, legend, values on hover, a text alternative and
// its data as a table.
import {
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  SankeyChart,
  ScatterChart,
} from "echarts/charts";
import type {
  BarSeriesOption,
  CustomSeriesOption,
  HeatmapSeriesOption,
  LineSeriesOption,
  SankeySeriesOption,
  ScatterSeriesOption,
} from "echarts/charts";
import {
  CalendarComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import type {
  CalendarComponentOption,
  GridComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from "echarts/components";
import { init, use } from "echarts/core";
import type { ComposeOption, EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { h, styled, table } from "./dom";
import type { Child, Column } from "./dom";
import { t } from "./texts";
import type { Theme } from "./theme";

use([
  BarChart,
  CalendarComponent,
  CustomChart,
  GridComponent,
  HeatmapChart,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  SankeyChart,
  ScatterChart,
  SVGRenderer,
  TooltipComponent,
  VisualMapComponent,
]);

export type Option = ComposeOption<
  | BarSeriesOption
  | CalendarComponentOption
  | CustomSeriesOption
  | GridComponentOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | SankeySeriesOption
  | ScatterSeriesOption
  | TooltipComponentOption
  | VisualMapComponentOption
>;

export const kFont = '"Inter Variable", system-ui, sans-serif';

export interface LegendItem {
  label: string;
  color: string;
  kind: "line" | "dash" | "band" | "box";
}

export interface ChartText {
  title: string;
  // Units, and what one sees.
  sub: string;
  // The picture in words, for those who do not see it.
  alt: string;
  legend: Child[];
  columns: Column[];
  rows: () => Child[][]; // made when somebody asks for the table
}

export interface Drawing extends ChartText {
  height: number;
  option: Option;
  empty?: string; // why there is no picture
}

export interface Look {
  theme: Theme;
  width: number; // of the page, in pixels
  narrow: boolean; // a phone
}

interface Placed {
  canvas: HTMLElement;
  update: () => void;
  chart?: EChartsType;
  width: number;
}

let placed: Placed[] = [];

export function forgetCharts(): void {
  for (const { chart } of placed) chart?.dispose();
  placed = [];
}

// Draws the charts that were placed. All widths are asked for before the first chart is drawn: the
// browser then lays the page out once and not once for each.
export function drawCharts(): void {
  for (const one of placed) one.width = one.canvas.clientWidth;
  for (const one of placed) one.update();
}

export function resizeCharts(): void {
  for (const one of placed) one.width = one.canvas.clientWidth;
  for (const { chart, width } of placed) chart?.resize({ width });
}

export function legend(items: LegendItem[]): Child[] {
  return items.map((item) =>
    h(
      "span",
      { class: "legend-item" },
      styled(h("i", { class: `swatch ${item.kind}` }), { "--swatch": item.color }),
      item.label,
    ),
  );
}

// A scale of colours from one end to the other.
export function scaleLegend(colors: string[], ends: string[]): Child[] {
  const bar = styled(h("i", { class: "scale" }), {
    background: `linear-gradient(90deg, ${colors.join(", ")})`,
  });
  return [
    h("span", { class: "legend-item" }, ends[0], bar, ends[ends.length - 1]),
    ends.length > 2 ? h("span", { class: "legend-item" }, ends[1]) : null,
  ];
}

// A chart whose picture `draw` makes anew whenever a choice of `controls` changes. It is drawn by
// drawCharts, after it was placed.
export function chart(id: string, look: Look, draw: () => Drawing, controls: Child[] = []) {
  const title = h("h3", { id: `${id}-title` });
  const sub = h("p", { class: "sub" });
  const key = h("div", { class: "legend" });
  const canvas = h("div", { class: "canvas", role: "img" });
  const data = h("details", { class: "data" });
  const figure = h(
    "figure",
    { class: "chart", id, "aria-labelledby": `${id}-title` },
    h("figcaption", {}, title, sub),
    controls.length ? h("div", { class: "controls" }, ...controls) : null,
    key,
    canvas,
    data,
  );

  const update = () => {
    const picture = draw();
    title.textContent = picture.title;
    sub.textContent = picture.sub;
    key.replaceChildren(...picture.legend.filter((c): c is Node => c instanceof Node));
    canvas.setAttribute("aria-label", picture.alt);
    // The table is made when somebody asks for it.
    let filled = false;
    data.replaceChildren(h("summary", {}, t().chart.table));
    const fillTable = () => {
      if (!data.open || filled) return;
      filled = true;
      data.append(table(picture.columns, picture.rows(), picture.title));
    };
    data.ontoggle = fillTable;
    fillTable();
    if (picture.empty) {
      canvas.replaceChildren(h("p", { class: "nothing" }, picture.empty));
      return;
    }
    styled(canvas, { height: `${picture.height}px` });
    const size = { width: one.width, height: picture.height };
    const option = { ...base(look.theme), ...picture.option };
    if (one.chart) {
      one.chart.resize(size);
      one.chart.setOption(option, { notMerge: true });
      return;
    }
    // Drawn before it is put on the page, so that nothing asks for its place there.
    const host = styled(h("div"), { width: "100%", height: "100%" });
    one.chart = init(host, undefined, { renderer: "svg", ...size });
    one.chart.setOption(option);
    canvas.append(host);
  };
  const one: Placed = { canvas, update, width: 0 };
  const place = (parent: HTMLElement) => {
    parent.append(figure);
    placed.push(one);
  };
  return { place, update };
}

function base(theme: Theme) {
  return {
    animation: false,
    textStyle: { fontFamily: kFont, color: theme.soft, fontSize: 12 },
  };
}

// What all tooltips look like; `rows` are texts, never markup.
export function tip(title: string, rows: [string, string, string?][]): HTMLElement {
  return h(
    "div",
    { class: "tip" },
    h("strong", {}, title),
    ...rows.map(([label, value, color]) =>
      h(
        "div",
        { class: "tip-row" },
        color ? styled(h("i", { class: "dot" }), { background: color }) : null,
        h("span", {}, label),
        h("b", {}, value),
      ),
    ),
  );
}

export function tooltip(theme: Theme): TooltipComponentOption {
  return {
    backgroundColor: theme.card,
    borderColor: theme.line,
    borderWidth: 1,
    padding: [8, 12],
    confine: true,
    extraCssText: "box-shadow:0 6px 24px rgba(0,0,0,.14);border-radius:8px;",
    textStyle: { color: theme.ink, fontSize: 12.5, fontFamily: kFont },
    transitionDuration: 0,
  };
}

export function axisTooltip(theme: Theme): TooltipComponentOption {
  return {
    ...tooltip(theme),
    trigger: "axis",
    axisPointer: { type: "line", lineStyle: { color: theme.faint, width: 1, type: "solid" } },
  };
}

// Axes without ornament: thin lines behind the picture, labels in a soft grey.
export function valueAxis(theme: Theme, more: object = {}) {
  return {
    type: "value" as const,
    axisLine: { show: false },
    axisTick: { show: false },
    splitNumber: 4,
    splitLine: { lineStyle: { color: theme.line, width: 1 } },
    axisLabel: { color: theme.faint, fontSize: 11.5, fontFamily: kFont },
    ...more,
  };
}

// An axis from `min` to `max` that are no round numbers, so neither has a label or a line.
export function openAxis(
  theme: Theme,
  ends: { min: number; max: number },
  formatter: (v: number) => string,
  more: object = {},
) {
  return valueAxis(theme, {
    ...ends,
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
      hideOverlap: true,
      formatter,
    },
    ...more,
  });
}

export function categoryAxis(theme: Theme, data: string[], more: object = {}) {
  return {
    type: "category" as const,
    data,
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: { color: theme.faint, fontSize: 11.5, fontFamily: kFont, hideOverlap: true },
    ...more,
  };
}
