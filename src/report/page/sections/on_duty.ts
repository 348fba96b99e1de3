// When are we not? Agents on duty against agents required.
import { axisTooltip, categoryAxis, legend, tip, valueAxis } from "../chart";
import type { Drawing, Look } from "../chart";
import { chosenChart, weekdayOptions } from "../controls";
import type { RunData } from "../data";
import { number, value } from "../format";
import { columnsAgainst } from "../marks";
import { agentsOnDuty, gridOf, worstWeekday } from "../model";
import { t } from "../texts";

function onDutyDrawing(data: RunData, look: Look, weekday: string): Drawing {
  const { theme, narrow } = look;
  const words = t().when.staffing;
  const week = data.week;
  const duty = agentsOnDuty(week);
  const formula = data.theory.teams.some((team) => team.formula === "Erlang C")
    ? "Erlang C"
    : "Erlang A";
  const order = gridOf(week).weekdays;
  const shown = week.cells
    .map((cell, i) => ({ cell, i }))
    .filter(({ cell }) => weekday === "week" || cell[0] === weekday)
    .sort(
      (a, b) =>
        order.indexOf(a.cell[0]) - order.indexOf(b.cell[0]) || (a.cell[1] < b.cell[1] ? -1 : 1),
    );
  // Days are apart from each other by an empty place.
  const places: (number | null)[] = [];
  shown.forEach(({ cell, i }, k) => {
    if (k > 0 && shown[k - 1].cell[2] !== cell[1] && shown[k - 1].cell[0] !== cell[0])
      places.push(null);
    places.push(i);
  });
  const isShort = (i: number) => {
    const needed = week.required[i];
    const there = duty[i];
    return needed !== null && there !== null && there < needed - 0.005;
  };
  const short = shown.filter(({ i }) => isShort(i));
  const gap = (i: number) => (week.required[i] ?? 0) - (duty[i] ?? 0);
  const worst = [...short].sort((a, b) => gap(b.i) - gap(a.i))[0];
  const when = (i: number) =>
    `${t().weekdayLong[week.cells[i][0]]} ${week.cells[i][1]} – ${week.cells[i][2]}`;
  const asked = week.required.some((r) => r !== null);
  const labels = places.map((i) => (i === null ? "" : week.cells[i][1]));
  const middle = new Map<number, string>();
  for (const day of order) {
    const own = places
      .map((p, k) => ({ p, k }))
      .filter(({ p }) => p !== null && week.cells[p][0] === day);
    if (own.length) middle.set(own[Math.floor(own.length / 2)].k, day);
  }
  return {
    title: words.title,
    sub: asked ? words.sub : `${words.sub}. ${t().when.noRequired}`,
    alt: words.alt(
      number(short.length),
      number(shown.length),
      worst ? words.worst(number(gap(worst.i), 1), when(worst.i)) : "",
    ),
    legend: legend([
      { label: words.duty, color: theme.blue, kind: "box" },
      ...(short.length ? [{ label: words.short, color: theme.red, kind: "box" as const }] : []),
      ...(asked
        ? [{ label: words.required(formula), color: theme.ink, kind: "line" as const }]
        : []),
    ]),
    columns: [
      { head: t().chart.weekday },
      { head: t().chart.interval },
      { head: words.duty, number: true },
      { head: words.required(formula), number: true },
      { head: words.gap, number: true },
    ],
    rows: () =>
      shown.map(({ cell, i }) => [
        t().weekdayLong[cell[0]],
        `${cell[1]} – ${cell[2]}`,
        number(duty[i], 2),
        number(week.required[i]),
        week.required[i] === null ? "–" : number(-gap(i), 2),
      ]),
    height: narrow ? 230 : 260,
    empty: shown.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: 34, right: 6, top: 12, bottom: 26 },
      tooltip: {
        ...axisTooltip(theme),
        axisPointer: { type: "shadow", shadowStyle: { color: theme.faint, opacity: 0.15 } },
        formatter: (p: unknown) => {
          const at = places[(p as { dataIndex: number }[])[0].dataIndex];
          if (at === null) return "";
          return tip(when(at), [
            [words.duty, number(duty[at], 2), isShort(at) ? theme.red : theme.blue],
            [words.required(formula), number(week.required[at]), theme.ink],
            [t().when.heat.short.offered, value(week.calls.offered[at], "calls")],
            [t().when.heat.short.service_level, value(week.calls.service_level[at], "share")],
          ]);
        },
      },
      xAxis: categoryAxis(theme, labels, {
        axisLabel: {
          color: theme.soft,
          fontSize: 12,
          interval: (i: number) =>
            weekday === "week" ? middle.has(i) : i % (narrow ? 6 : 2) === 0,
          formatter: (text: string, i: number) =>
            weekday === "week" ? t().weekday[middle.get(i) ?? "mon"] : text,
        },
      }),
      yAxis: valueAxis(theme, { minInterval: 1 }),
      series: columnsAgainst(
        theme,
        places.map((i) => (i === null ? null : duty[i])),
        places.map((i) => (i === null ? null : week.required[i])),
        (place) => {
          const i = places[place];
          return i !== null && isShort(i);
        },
        weekday === "week" ? "6%" : "14%",
      ),
    },
  };
}

export function onDuty(data: RunData, look: Look, parent: HTMLElement): void {
  const days = gridOf(data.week).weekdays;
  const whole: [string, string][] = [["week", t().chart.wholeWeek]];
  chosenChart(
    "staffing",
    look,
    t().chart.weekday,
    days.length < 2 ? [] : [...whole, ...weekdayOptions(days)],
    look.narrow && days.length > 1 ? worstWeekday(data) : "week",
    (weekday) => onDutyDrawing(data, look, weekday),
  ).place(parent);
}
