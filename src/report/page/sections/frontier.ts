// What service costs: the staffing that was found for each of several targets.
import { chart, kFont, legend, tip, tooltip, valueAxis } from "../chart";
import type { Drawing, Look } from "../chart";
import type { FrontierPoint } from "../data";
import { estimate, money, number, percent, value } from "../format";
import { errorBars, shareLabels } from "../marks";
import { t } from "../texts";

function frontierDrawing(points: FrontierPoint[], currency: string, look: Look): Drawing {
  const { theme } = look;
  const words = t().plan.frontier;
  const paid = points.every((p) => p.wages !== null);
  const x = (p: FrontierPoint) => (paid ? (p.wages ?? 0) : p.agent_hours);
  const cost = (p: FrontierPoint) => (paid ? money(p.wages, currency) : value(p.agent_hours, "h"));
  const sorted = [...points].sort((a, b) => x(a) - x(b));
  const lowest = Math.min(...sorted.map((p) => p.service_level.low ?? p.service_level.value ?? 1));
  const level = (p: FrontierPoint) => value(p.service_level.value, "share");
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const unit = currency ? `, ${currency}` : "";
  return {
    title: words.title,
    sub: paid ? words.subMoney : words.subHours,
    alt: first ? words.alt(level(first), cost(first), level(last), cost(last)) : t().chart.nothing,
    legend: legend([
      { label: words.point, color: theme.blue, kind: "line" },
      { label: words.line, color: theme.ink, kind: "dash" },
    ]),
    columns: [
      { head: words.limit, number: true },
      { head: words.hours, number: true },
      { head: words.wages + unit, number: true },
      { head: t().when.heat.short.service_level, number: true },
      { head: t().when.heat.short.abandonment, number: true },
    ],
    rows: () =>
      sorted.map((p) => [
        percent(p.limit),
        value(p.agent_hours, "h"),
        value(p.wages, "money"),
        estimate(p.service_level, "share"),
        estimate(p.abandonment, "share"),
      ]),
    height: 320,
    empty: sorted.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: 48, right: 28, top: 20, bottom: 44 },
      tooltip: {
        ...tooltip(theme),
        trigger: "item",
        formatter: (p: unknown) => {
          const point = sorted[(p as { dataIndex: number }).dataIndex];
          return tip(words.asked(percent(point.limit)), [
            [t().when.heat.short.service_level, estimate(point.service_level, "share"), theme.blue],
            [t().when.heat.short.abandonment, value(point.abandonment.value, "share")],
            [words.hours, value(point.agent_hours, "h")],
            ...(paid ? [[words.wages, money(point.wages, currency)] as [string, string]] : []),
          ]);
        },
      },
      xAxis: valueAxis(theme, {
        scale: true,
        name: (paid ? words.wages + unit : words.hours) + words.perWeek,
        nameLocation: "middle",
        nameGap: 30,
        nameTextStyle: { color: theme.soft },
        splitLine: { show: false },
        axisLabel: {
          color: theme.faint,
          fontSize: 11.5,
          hideOverlap: true,
          formatter: (v: number) => number(v),
        },
      }),
      yAxis: valueAxis(theme, {
        min: Math.max(0, Math.floor(lowest * 10 - 0.5) / 10),
        max: 1,
        axisLabel: shareLabels(theme),
      }),
      series: [
        errorBars(
          sorted.map((p) => [x(p), p.service_level.low, p.service_level.high]),
          theme.blue,
        ),
        {
          type: "line",
          data: sorted.map((p) => [x(p), p.limit]),
          symbol: "none",
          lineStyle: { color: theme.ink, width: 1.2, type: [4, 4], opacity: 0.6 },
          silent: true,
        },
        {
          type: "line",
          data: sorted.map((p) => [x(p), p.service_level.value]),
          symbol: "circle",
          symbolSize: 9,
          lineStyle: { color: theme.blue, width: 2 },
          itemStyle: { color: theme.blue, borderColor: theme.card, borderWidth: 1.5 },
          labelLayout: { hideOverlap: true },
          label: {
            show: true,
            position: "top",
            distance: 9,
            color: theme.ink,
            fontSize: 11.5,
            fontFamily: kFont,
            formatter: (p: unknown) => level(sorted[(p as { dataIndex: number }).dataIndex]),
          },
        },
      ],
    },
  };
}

export function frontier(
  points: FrontierPoint[],
  currency: string,
  look: Look,
  parent: HTMLElement,
): void {
  chart("frontier", look, () => frontierDrawing(points, currency, look)).place(parent);
}
