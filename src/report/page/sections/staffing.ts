// The page of `hotline staff`: how many are required, and what formulas would have said.
import { categoryAxis, scaleLegend, tip, tooltip } from "../chart";
import type { Drawing, Look } from "../chart";
import { chosenChart } from "../controls";
import type { StaffData } from "../data";
import { h, name, table } from "../dom";
import { date, interval, money, number, value } from "../format";
import { everyLabel, heatCells, heatScale } from "../marks";
import { kWeekdays } from "../model";
import { t } from "../texts";
import { methodText, planningSentence } from "../texts/planning";
import { inkOn, scaleColor } from "../theme";
import { plainCard } from "./health";
import { remarks } from "./targets";

function requiredDrawing(data: StaffData, look: Look, group: string): Drawing {
  const { theme, narrow } = look;
  const words = t().plan.required;
  const cells = data.result.intervals;
  const agents = (i: number) =>
    group
      ? (cells[i].agents[group] ?? 0)
      : Object.values(cells[i].agents).reduce((all, n) => all + n, 0);
  const dayKey = (i: number) => cells[i].date ?? cells[i].weekday ?? "";
  const dayName = (key: string) => t().weekday[key] ?? (key ? date(key, "short") : "");
  const keys = [...new Set(cells.map((_, i) => dayKey(i)))];
  const ofWeek = keys.every((key) => kWeekdays.includes(key));
  const days = ofWeek ? kWeekdays.filter((day) => keys.includes(day)) : keys;
  const slots = [...new Set(cells.map((cell) => cell.from ?? ""))].sort();
  // On a phone a week stands upright: its days side by side, the time of day downwards.
  const upright = narrow && ofWeek;
  const [xs, ys] = upright ? [days.map(dayName), slots] : [slots, days.map(dayName)];
  const most = Math.max(1, ...cells.map((_, i) => agents(i)));
  const left = upright ? 48 : ofWeek ? 46 : 110;
  const width = (look.width - left - 44) / Math.max(xs.length, 1);
  const row = upright || ys.length > 14 ? 22 : 38;
  return {
    title: words.title,
    sub: words.sub,
    alt: words.alt(number(most)),
    legend: scaleLegend(theme.sequential, ["0", number(most)]),
    columns: [
      { head: t().when.worst.when },
      { head: t().chart.interval },
      ...data.result.groups.map((g) => ({ head: g.name, number: true })),
      { head: t().when.heat.short.offered, number: true },
    ],
    rows: () =>
      cells.map((cell, i) => [
        dayName(dayKey(i)),
        `${cell.from ?? ""} – ${cell.to ?? ""}`,
        ...data.result.groups.map((g) => number(cell.agents[g.name])),
        value(cell.calls, "calls"),
      ]),
    height: ys.length * row + 34,
    empty: cells.length ? undefined : t().chart.nothing,
    option: {
      grid: upright
        ? { left, right: 2, top: 24, bottom: 4 }
        : { left, right: 2, top: 2, bottom: 28 },
      tooltip: {
        ...tooltip(theme),
        formatter: (p: unknown) => {
          const i = (p as { value: number[] }).value[3];
          const cell = cells[i];
          return tip(`${dayName(dayKey(i))} ${cell.from ?? ""} – ${cell.to ?? ""}`, [
            ...Object.entries(cell.agents).map(([g, n]): [string, string] => [g, number(n)]),
            [t().when.heat.short.offered, value(cell.calls, "calls")],
          ]);
        },
      },
      xAxis: categoryAxis(theme, xs, {
        position: upright ? "top" : "bottom",
        axisLine: { show: false },
        axisLabel: everyLabel(theme, upright ? 1 : Math.max(1, Math.ceil(52 / width))),
      }),
      yAxis: categoryAxis(theme, ys, {
        inverse: true,
        axisLine: { show: false },
        axisLabel: { color: theme.soft, fontSize: 12, interval: 0 },
      }),
      visualMap: heatScale(theme.sequential),
      series: [
        {
          type: "heatmap",
          data: cells.map((cell, i) => {
            const scale = agents(i) / most;
            const place = [slots.indexOf(cell.from ?? ""), days.indexOf(dayKey(i))];
            if (upright) place.reverse();
            return {
              value: [...place, scale, i],
              label: { color: inkOn(scaleColor(theme.sequential, scale)) },
            };
          }),
          label: {
            show: width >= 18,
            fontSize: 11.5,
            formatter: (p: unknown) => number(agents((p as { value: number[] }).value[3])),
          },
          ...heatCells(theme),
        },
      ],
    },
  };
}

function cards(data: StaffData): HTMLElement {
  const { result } = data;
  const words = t().plan.required;
  const weekly = result.intervals.some((cell) => cell.weekday !== undefined && !cell.date);
  const cost = (of: number) =>
    result.wages === null ? value(of, "h") : money(of, result.currency ?? "");
  const least = result.lower_bound;
  return h(
    "div",
    { class: "cards four" },
    plainCard(
      words.hours,
      value(result.agent_hours, "h"),
      `${weekly ? `${words.week}, ` : ""}${words.method(methodText(result.method))}`,
    ),
    result.wages === null ? null : plainCard(words.wages, cost(result.wages), words.week),
    least === null ? null : plainCard(words.bound, cost(least), words.boundNote),
    result.check
      ? plainCard(
          t().when.heat.short.service_level,
          value(result.check.service_level.value, "share"),
          interval(result.check.service_level, "share"),
        )
      : null,
  );
}

export function required(data: StaffData, look: Look, parent: HTMLElement): void {
  const { result } = data;
  const groups = result.groups.map((g): [string, string] => [g.name, g.name]);
  parent.append(cards(data));
  chosenChart(
    "required",
    look,
    t().whom.group,
    groups.length > 1 ? [["", t().plan.required.all], ...groups] : [],
    "",
    (group) => requiredDrawing(data, look, group),
  ).place(parent);
  parent.append(remarks(result.targets, result.notes));
}

export function formulas(data: StaffData, parent: HTMLElement): void {
  const words = t().plan.formulas;
  const row = (f: StaffData["result"]["formulas"][number]) => {
    if (f.why_not) {
      const { text, lang } = planningSentence(f.why_not);
      return [methodText(f.method), h("span", { lang }, name(text)), "", "", ""];
    }
    return [
      methodText(f.method),
      value(f.hours, "h"),
      value(f.hours_too_many, "h"),
      value(f.hours_too_few, "h"),
      `${number(f.intervals_too_many)} / ${number(f.intervals_too_few)}`,
    ];
  };
  parent.append(
    h(
      "div",
      { class: "block" },
      h("h3", { class: "block-title" }, words.title),
      h("p", { class: "sub" }, words.sub),
      table(
        [
          { head: words.method },
          { head: words.hours, number: true },
          { head: words.many, number: true },
          { head: words.few, number: true },
          { head: words.intervals, number: true },
        ],
        data.result.formulas.map(row),
        words.title,
      ),
    ),
  );
}
