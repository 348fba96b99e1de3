// The page of `hotline schedule`: whether it is enough, and who works when.
import { axisTooltip, categoryAxis, legend, tip, tooltip, valueAxis } from "../chart";
import type { Drawing, Look } from "../chart";
import { chosenChart, weekdayOptions } from "../controls";
import type { ScheduleData } from "../data";
import { h, name } from "../dom";
import type { Child } from "../dom";
import { interval, money, number, value } from "../format";
import { columnsAgainst, custom, everyLabel } from "../marks";
import { clockHours, kWeekdays } from "../model";
import { t } from "../texts";
import { seriesColors } from "../theme";
import { plainCard } from "./health";
import { remarks } from "./targets";

// ---- The roster --------------------------------------------------------------------------------

interface Duty {
  person: number;
  from: number; // hours
  to: number;
  pause: boolean;
  group: string;
  text: string;
}

function dutiesOf(data: ScheduleData, weekday: string): { people: string[]; duties: Duty[] } {
  const people: string[] = [];
  const duties: Duty[] = [];
  for (const slot of data.result.roster) {
    const work = slot.days[weekday];
    if (!work) continue;
    const person = people.push(slot.name) - 1;
    const span = (text: string): [number, number] => {
      const [from, to] = text.split("-").map(clockHours);
      return [from, to <= from ? to + 24 : to];
    };
    const [from, to] = span(`${work.from}-${work.to}`);
    const add = (a: number, b: number, pause: boolean, text: string) =>
      duties.push({ person, from: a, to: b, pause, group: slot.group, text });
    add(from, to, false, `${work.from} – ${work.to}`);
    for (const pause of work.breaks) {
      const [a, b] = span(pause);
      add(a < from ? a + 24 : a, a < from ? b + 24 : b, true, pause.replace("-", " – "));
    }
  }
  return { people, duties };
}

function ganttDrawing(data: ScheduleData, look: Look, weekday: string): Drawing {
  const { theme, narrow } = look;
  const words = t().plan.roster;
  const { people, duties } = dutiesOf(data, weekday);
  const groups = [...new Set(data.result.roster.map((slot) => slot.group))];
  const colors = seriesColors(theme);
  const color = (group: string) => colors[groups.indexOf(group) % colors.length];
  const first = Math.floor(Math.min(24, ...duties.map((d) => d.from)));
  const last = Math.ceil(Math.max(0, ...duties.map((d) => d.to)));
  const clock = (hour: number) => `${String(hour % 24).padStart(2, "0")}:00`;
  const row = people.length > 60 ? 17 : 26; // pixels
  const bar = Math.round(row * 0.64);
  const pauses = duties.some((d) => d.pause);
  return {
    title: words.title,
    sub: words.sub(t().weekdayLong[weekday], number(people.length)),
    alt: words.alt(number(people.length), t().weekdayLong[weekday], clock(first), clock(last)),
    legend: legend([
      ...groups.map((g) => ({ label: g, color: color(g), kind: "box" as const })),
      ...(pauses ? [{ label: words.pause, color: theme.faint, kind: "box" as const }] : []),
    ]),
    columns: [
      { head: words.person },
      { head: t().whom.group },
      { head: t().chart.weekday },
      { head: words.works },
      { head: words.pause },
    ],
    rows: () =>
      data.result.roster.flatMap((slot) =>
        kWeekdays
          .filter((day) => slot.days[day])
          .map((day): Child[] => [
            name(slot.name),
            name(slot.group),
            t().weekdayLong[day],
            `${slot.days[day].from} – ${slot.days[day].to}`,
            slot.days[day].breaks.join(", "),
          ]),
      ),
    height: people.length * row + 40,
    empty: people.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: narrow ? 92 : 160, right: 20, top: 26, bottom: 6 },
      tooltip: {
        ...tooltip(theme),
        formatter: (p: unknown) => {
          const duty = duties[(p as { dataIndex: number }).dataIndex];
          return tip(people[duty.person], [
            [duty.pause ? words.pause : words.works, duty.text, color(duty.group)],
            [t().whom.group, duty.group],
          ]);
        },
      },
      xAxis: valueAxis(theme, {
        min: first,
        max: last,
        position: "top",
        interval: narrow ? 3 : last - first > 14 ? 2 : 1,
        axisLabel: { color: theme.faint, fontSize: 11.5, formatter: clock, hideOverlap: true },
      }),
      yAxis: categoryAxis(theme, people, {
        inverse: true,
        axisLine: { show: false },
        axisLabel: {
          color: theme.soft,
          fontSize: row < 20 ? 10.5 : 12,
          interval: 0,
          width: narrow ? 84 : 150,
          overflow: "truncate",
        },
      }),
      series: [
        custom(
          duties.map((d) => [d.from, d.to, d.person]),
          { x: [0, 1], y: 2 },
          (at, api) => {
            const duty = duties[at];
            const [x1, y] = api.coord([api.value(0), api.value(2)]);
            const [x2] = api.coord([api.value(1), api.value(2)]);
            const inset = duty.pause ? 2 : 0;
            return {
              type: "rect",
              shape: {
                x: x1,
                y: y - bar / 2 + inset,
                width: x2 - x1,
                height: bar - 2 * inset,
                r: duty.pause ? 2 : 4,
              },
              style: duty.pause
                ? { fill: theme.card, stroke: theme.faint, lineWidth: 1 }
                : { fill: color(duty.group), opacity: 0.9 },
            };
          },
        ),
      ],
    },
  };
}

function worked(data: ScheduleData): string[] {
  return kWeekdays.filter((day) => data.result.roster.some((slot) => slot.days[day]));
}

export function roster(data: ScheduleData, look: Look, parent: HTMLElement): void {
  const days = worked(data);
  chosenChart(
    "roster",
    look,
    t().chart.weekday,
    weekdayOptions(days),
    days[0] ?? "mon",
    (weekday) => ganttDrawing(data, look, weekday),
  ).place(parent);
}

// ---- Scheduled against required ----------------------------------------------------------------

function coverDrawing(data: ScheduleData, look: Look, weekday: string): Drawing {
  const { theme } = look;
  const words = t().plan.cover;
  const cells = data.result.coverage.intervals.filter((cell) => cell.weekday === weekday);
  const sum = (i: number, key: "required" | "scheduled") =>
    Object.values(cells[i].groups).reduce((all, g) => all + (g[key] ?? 0), 0);
  // Of all groups together: who has more skills stands in for others.
  const isShort = (i: number) => sum(i, "scheduled") < sum(i, "required") - 0.005;
  const short = cells.filter((_, i) => isShort(i)).length;
  const perLabel = Math.max(1, Math.ceil((46 * cells.length) / (look.width - 100)));
  return {
    title: words.title,
    sub: words.sub(t().weekdayLong[weekday]),
    alt: words.alt(number(short), number(cells.length), t().weekdayLong[weekday]),
    legend: legend([
      { label: words.scheduled, color: theme.blue, kind: "box" },
      ...(short ? [{ label: words.short, color: theme.red, kind: "box" as const }] : []),
      { label: words.required, color: theme.ink, kind: "line" },
    ]),
    columns: [
      { head: t().chart.interval },
      { head: words.scheduled, number: true },
      { head: words.required, number: true },
    ],
    rows: () =>
      cells.map((cell, i) => [
        `${cell.from} – ${cell.to}`,
        number(sum(i, "scheduled"), 2),
        number(sum(i, "required")),
      ]),
    height: 240,
    empty: cells.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: 34, right: 8, top: 12, bottom: 26 },
      tooltip: {
        ...axisTooltip(theme),
        axisPointer: { type: "shadow", shadowStyle: { color: theme.faint, opacity: 0.15 } },
        formatter: (p: unknown) => {
          const i = (p as { dataIndex: number }[])[0].dataIndex;
          return tip(`${cells[i].from} – ${cells[i].to}`, [
            [words.scheduled, number(sum(i, "scheduled"), 1), isShort(i) ? theme.red : theme.blue],
            [words.required, number(sum(i, "required")), theme.ink],
            ...Object.entries(cells[i].groups).map(([g, n]): [string, string] => [
              g,
              `${number(n.scheduled, 1)} / ${number(n.required)}`,
            ]),
          ]);
        },
      },
      xAxis: categoryAxis(
        theme,
        cells.map((cell) => cell.from),
        { axisLabel: everyLabel(theme, perLabel) },
      ),
      yAxis: valueAxis(theme, { minInterval: 1 }),
      series: columnsAgainst(
        theme,
        cells.map((_, i) => sum(i, "scheduled")),
        cells.map((_, i) => sum(i, "required")),
        isShort,
      ),
    },
  };
}

export function cover(data: ScheduleData, look: Look, parent: HTMLElement): void {
  const { result } = data;
  const words = t().plan.cover;
  const { coverage, improved, cover: covered } = result;
  parent.append(
    h(
      "div",
      { class: "cards four" },
      plainCard(
        words.people,
        number(improved.people),
        words.played(
          number(covered.people),
          number(improved.let_go),
          number(improved.shortened),
          number(improved.added),
        ),
      ),
      plainCard(
        words.hours,
        value(improved.paid_hours_a_week, "h"),
        result.currency ? words.cost(money(improved.cost_a_week, result.currency)) : words.week,
      ),
      plainCard(
        words.covered,
        value(coverage.intervals_covered, "share"),
        words.hoursShort(value(coverage.hours_short, "h"), value(coverage.hours_surplus, "h")),
      ),
      plainCard(
        t().when.heat.short.service_level,
        value(result.check.service_level.value, "share"),
        interval(result.check.service_level, "share"),
      ),
    ),
  );
  const days = kWeekdays.filter((day) => coverage.intervals.some((cell) => cell.weekday === day));
  chosenChart("cover", look, t().chart.weekday, weekdayOptions(days), days[0] ?? "mon", (weekday) =>
    coverDrawing(data, look, weekday),
  ).place(parent);
  parent.append(remarks(result.targets, covered.obstacles));
}
