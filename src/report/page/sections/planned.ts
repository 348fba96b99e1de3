// The pages of `hotline staff` and `hotline schedule`: how many are required, who works when, how
// sure the targets are, and what service costs.
import {
  axisTooltip,
  categoryAxis,
  chart,
  legend,
  scaleLegend,
  tip,
  tooltip,
  valueAxis,
} from "../chart";
import type { Drawing, Look } from "../chart";
import type { Check, FrontierPoint, ScheduleData, StaffData } from "../data";
import { h, name, table } from "../dom";
import type { Child } from "../dom";
import { date, estimate, interval, number, percent, value } from "../format";
import { clockHours, kWeekdays } from "../model";
import { t } from "../texts";
import { inkOn, scaleColor, seriesColors } from "../theme";
import { plainCard } from "./health";
import { choice } from "./week";

// ---- How sure the targets are ------------------------------------------------------------------

export function checkBlock(check: Check | undefined): HTMLElement | null {
  if (!check) return null;
  const words = t().plan.check;
  const isShare = (limit: number) => limit > 0 && limit <= 1;
  return h(
    "div",
    { class: "block" },
    h("h3", { class: "block-title" }, words.title),
    h("p", { class: "sub" }, words.sub(number(check.replications))),
    table(
      [
        { head: words.target },
        { head: words.overall, number: true },
        { head: words.certainty, number: true },
        { head: words.days, number: true },
      ],
      check.targets.map((target) => [
        target.target,
        isShare(target.limit)
          ? estimate(target.overall, "share")
          : estimate(target.overall, "number"),
        value(target.certainty, "share"),
        value(target.days_held, "share"),
      ]),
      words.title,
    ),
    h(
      "dl",
      { class: "facts" },
      ...(
        [
          [t().when.heat.short.service_level, estimate(check.service_level, "share")],
          [t().when.heat.short.abandonment, estimate(check.abandonment, "share")],
          [t().whom.asa, estimate(check.asa, "s")],
          [t().whom.occupancy, estimate(check.occupancy, "share")],
        ] as const
      ).map(([label, text]) => h("div", {}, h("dt", {}, label), h("dd", {}, text))),
    ),
  );
}

// ---- Required agents ---------------------------------------------------------------------------

function requiredDrawing(data: StaffData, look: Look, group: string): Drawing {
  const { theme } = look;
  const words = t().plan.required;
  const cells = data.result.intervals;
  const agents = (i: number) =>
    group
      ? (cells[i].agents[group] ?? 0)
      : Object.values(cells[i].agents).reduce((all, n) => all + n, 0);
  const rowKey = (i: number) => cells[i].date ?? cells[i].weekday ?? "";
  const rowName = (key: string) => t().weekday[key] ?? (key ? date(key, "short") : "");
  const keys = [...new Set(cells.map((_, i) => rowKey(i)))];
  const rows = keys.every((key) => kWeekdays.includes(key))
    ? kWeekdays.filter((day) => keys.includes(day))
    : keys;
  const slots = [...new Set(cells.map((cell) => cell.from ?? ""))].sort();
  const most = Math.max(1, ...cells.map((_, i) => agents(i)));
  const width = (look.width - 90) / Math.max(slots.length, 1);
  const perLabel = Math.max(1, Math.ceil(52 / width));
  const left = rows.some((key) => !kWeekdays.includes(key)) ? 110 : 46;
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
        rowName(rowKey(i)),
        `${cell.from ?? ""} – ${cell.to ?? ""}`,
        ...data.result.groups.map((g) => number(cell.agents[g.name])),
        value(cell.calls, "calls"),
      ]),
    height: rows.length * (rows.length > 14 ? 22 : 38) + 34,
    empty: cells.length ? undefined : t().chart.nothing,
    option: {
      grid: { left, right: 2, top: 2, bottom: 28 },
      tooltip: {
        ...tooltip(theme),
        formatter: (p: unknown) => {
          const i = (p as { value: number[] }).value[3];
          const cell = cells[i];
          return tip(`${rowName(rowKey(i))} ${cell.from ?? ""} – ${cell.to ?? ""}`, [
            ...Object.entries(cell.agents).map(([g, n]): [string, string] => [g, number(n)]),
            [t().when.heat.short.offered, value(cell.calls, "calls")],
          ]);
        },
      },
      xAxis: categoryAxis(theme, slots, {
        axisLine: { show: false },
        axisLabel: {
          color: theme.faint,
          fontSize: 11.5,
          interval: (i: number) => i % perLabel === 0,
        },
      }),
      yAxis: categoryAxis(theme, rows.map(rowName), {
        inverse: true,
        axisLine: { show: false },
        axisLabel: { color: theme.soft, fontSize: 12, interval: 0 },
      }),
      visualMap: {
        show: false,
        min: 0,
        max: 1,
        dimension: 2,
        inRange: { color: theme.sequential },
      },
      series: [
        {
          type: "heatmap",
          data: cells.map((cell, i) => {
            const scale = agents(i) / most;
            return {
              value: [slots.indexOf(cell.from ?? ""), rows.indexOf(rowKey(i)), scale, i],
              label: { color: inkOn(scaleColor(theme.sequential, scale)) },
            };
          }),
          label: {
            show: width >= 18,
            fontSize: 11.5,
            formatter: (p: unknown) => number(agents((p as { value: number[] }).value[3])),
          },
          itemStyle: { borderColor: theme.card, borderWidth: 1.5, borderRadius: 3 },
          emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 1.5 } },
        },
      ],
    },
  };
}

export function required(data: StaffData, look: Look, parent: HTMLElement): void {
  const { result } = data;
  const words = t().plan.required;
  parent.append(
    h(
      "div",
      { class: "cards four" },
      plainCard(words.hours, value(result.agent_hours, "h"), words.method(result.method)),
      result.wages === null
        ? null
        : plainCard(words.wages, value(result.wages, "money"), words.week),
      result.lower_bound === null
        ? null
        : plainCard(words.bound, value(result.lower_bound, "h"), words.boundNote),
      result.check
        ? plainCard(
            t().when.heat.short.service_level,
            value(result.check.service_level.value, "share"),
            interval(result.check.service_level, "share"),
          )
        : null,
    ),
  );
  const groups = result.groups.map((g) => g.name);
  let group = "";
  const made = chart(
    "required",
    look,
    () => requiredDrawing(data, look, group),
    groups.length < 2
      ? []
      : [
          choice(
            t().whom.group,
            [["", words.all], ...groups.map((g): [string, string] => [g, g])],
            group,
            (chosen) => {
              group = chosen;
              made.update();
            },
          ),
        ],
  );
  made.place(parent);
  if (result.notes.length) {
    parent.append(
      h("ul", { class: "note", lang: "en" }, ...result.notes.map((n) => h("li", {}, n))),
    );
  }
}

export function formulas(data: StaffData, parent: HTMLElement): void {
  const words = t().plan.formulas;
  if (data.result.formulas.length === 0) return;
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
        data.result.formulas.map((f) => [
          f.method,
          f.why_not ? h("span", { lang: "en" }, f.why_not) : value(f.hours, "h"),
          f.why_not ? "" : value(f.hours_too_many, "h"),
          f.why_not ? "" : value(f.hours_too_few, "h"),
          f.why_not ? "" : `${number(f.intervals_too_many)} / ${number(f.intervals_too_few)}`,
        ]),
        words.title,
      ),
    ),
  );
}

// ---- What service costs ------------------------------------------------------------------------

function frontierDrawing(points: FrontierPoint[], look: Look): Drawing {
  const { theme } = look;
  const words = t().plan.frontier;
  const money = points.every((p) => p.wages !== null);
  const x = (p: FrontierPoint) => (money ? (p.wages ?? 0) : p.agent_hours);
  const xUnit = money ? "money" : "h";
  const sorted = [...points].sort((a, b) => x(a) - x(b));
  const lowest = Math.min(...sorted.map((p) => p.service_level.low ?? p.service_level.value ?? 1));
  return {
    title: words.title,
    sub: money ? words.subMoney : words.subHours,
    alt: words.alt(
      ...(sorted.length
        ? ([
            value(sorted[0].service_level.value, "share"),
            value(x(sorted[0]), xUnit),
            value(sorted[sorted.length - 1].service_level.value, "share"),
            value(x(sorted[sorted.length - 1]), xUnit),
          ] as [string, string, string, string])
        : (["–", "–", "–", "–"] as [string, string, string, string])),
    ),
    legend: legend([{ label: words.point, color: theme.blue, kind: "line" }]),
    columns: [
      { head: words.limit, number: true },
      { head: words.hours, number: true },
      { head: words.wages, number: true },
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
    height: 300,
    empty: sorted.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: 48, right: 24, top: 16, bottom: 44 },
      tooltip: {
        ...tooltip(theme),
        trigger: "item",
        formatter: (p: unknown) => {
          const point = sorted[(p as { dataIndex: number }).dataIndex];
          return tip(words.asked(percent(point.limit)), [
            [t().when.heat.short.service_level, estimate(point.service_level, "share")],
            [t().when.heat.short.abandonment, value(point.abandonment.value, "share")],
            [words.hours, value(point.agent_hours, "h")],
            ...(money ? [[words.wages, value(point.wages, "money")] as [string, string]] : []),
          ]);
        },
      },
      xAxis: valueAxis(theme, {
        scale: true,
        name: money ? words.wages : words.hours,
        nameLocation: "middle",
        nameGap: 30,
        nameTextStyle: { color: theme.soft },
        splitLine: { show: false },
        axisLabel: { color: theme.faint, fontSize: 11.5, formatter: (v: number) => number(v) },
      }),
      yAxis: valueAxis(theme, {
        min: Math.floor(lowest * 10) / 10,
        max: 1,
        axisLabel: {
          color: theme.faint,
          fontSize: 11.5,
          formatter: (v: number) => `${number(100 * v)} %`,
        },
      }),
      series: [
        errorBars(
          sorted.map((p) => [x(p), p.service_level.low, p.service_level.high]),
          theme.blue,
        ),
        {
          type: "line",
          data: sorted.map((p) => [x(p), p.service_level.value]),
          symbol: "circle",
          symbolSize: 9,
          lineStyle: { color: theme.blue, width: 2 },
          itemStyle: { color: theme.blue, borderColor: theme.card, borderWidth: 1.5 },
        },
      ],
    },
  };
}

// Intervals as upright lines: [x, low, high].
export function errorBars(
  bars: (number | string | null)[][],
  color: string,
): NonNullable<Drawing["option"]["series"]> extends (infer S)[] | infer S ? S : never {
  return {
    type: "custom",
    silent: true,
    data: bars.filter(([, low, high]) => low !== null && high !== null) as number[][],
    encode: { x: 0, y: [1, 2] },
    z: 4,
    renderItem: (
      _: unknown,
      api: { value: (i: number) => number; coord: (p: number[]) => number[] },
    ) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const line = (x1: number, y1: number, x2: number, y2: number) => ({
        type: "line",
        shape: { x1, y1, x2, y2 },
        style: { stroke: color, lineWidth: 1.6 },
      });
      return {
        type: "group",
        children: [
          line(x, low, x, high),
          line(x - 4, low, x + 4, low),
          line(x - 4, high, x + 4, high),
        ],
      };
    },
  } as never;
}

export function frontier(points: FrontierPoint[], look: Look, parent: HTMLElement): void {
  chart("frontier", look, () => frontierDrawing(points, look)).place(parent);
}

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
  return {
    title: words.title,
    sub: words.sub(t().weekdayLong[weekday], number(people.length)),
    alt: words.alt(number(people.length), t().weekdayLong[weekday], clock(first), clock(last)),
    legend: legend([
      ...groups.map((g) => ({ label: g, color: color(g), kind: "box" as const })),
      { label: words.pause, color: theme.line, kind: "box" as const },
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
    height: people.length * 26 + 40,
    empty: people.length ? undefined : t().chart.nothing,
    option: {
      grid: { left: narrow ? 84 : 150, right: 14, top: 26, bottom: 6 },
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
        interval: narrow || last - first > 14 ? 2 : 1,
        axisLabel: { color: theme.faint, fontSize: 11.5, formatter: clock },
      }),
      yAxis: categoryAxis(theme, people, {
        inverse: true,
        axisLine: { show: false },
        axisLabel: {
          color: theme.soft,
          fontSize: 12,
          interval: 0,
          width: narrow ? 76 : 140,
          overflow: "truncate",
        },
      }),
      series: [
        {
          type: "custom",
          data: duties.map((d) => [d.from, d.to, d.person]),
          encode: { x: [0, 1], y: 2 },
          renderItem: ((
            params: { dataIndex: number },
            api: { value: (i: number) => number; coord: (p: number[]) => number[] },
          ) => {
            const duty = duties[params.dataIndex];
            const [x1, y] = api.coord([api.value(0), api.value(2)]);
            const [x2] = api.coord([api.value(1), api.value(2)]);
            return {
              type: "rect",
              shape: { x: x1, y: y - 8, width: x2 - x1, height: 16, r: duty.pause ? 0 : 4 },
              style: duty.pause ? { fill: theme.line } : { fill: color(duty.group), opacity: 0.9 },
            };
          }) as never,
        },
      ],
    },
  };
}

export function roster(data: ScheduleData, look: Look, parent: HTMLElement): void {
  const days = kWeekdays.filter((day) => data.result.roster.some((slot) => slot.days[day]));
  let weekday = days[0] ?? "mon";
  const made = chart("roster", look, () => ganttDrawing(data, look, weekday), [
    choice(
      t().chart.weekday,
      days.map((day) => [day, t().weekday[day]]),
      weekday,
      (chosen) => {
        weekday = chosen;
        made.update();
      },
    ),
  ]);
  made.place(parent);
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
      { label: words.short, color: theme.red, kind: "box" },
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
        {
          axisLabel: {
            color: theme.faint,
            fontSize: 11.5,
            interval: (i: number) => i % perLabel === 0,
          },
        },
      ),
      yAxis: valueAxis(theme, { minInterval: 1 }),
      series: [
        {
          type: "bar",
          stack: "all",
          data: cells.map((_, i) => (isShort(i) ? null : sum(i, "scheduled"))),
          barCategoryGap: "12%",
          itemStyle: { color: theme.blue, opacity: 0.82 },
        },
        {
          type: "bar",
          stack: "all",
          data: cells.map((_, i) => (isShort(i) ? sum(i, "scheduled") : null)),
          itemStyle: { color: theme.red, opacity: 0.9 },
        },
        {
          type: "line",
          step: "middle",
          data: cells.map((_, i) => sum(i, "required")),
          symbol: "none",
          lineStyle: { color: theme.ink, width: 1.6 },
          silent: true,
        },
      ],
    },
  };
}

export function cover(data: ScheduleData, look: Look, parent: HTMLElement): void {
  const { result } = data;
  const words = t().plan.cover;
  const { coverage, improved } = result;
  parent.append(
    h(
      "div",
      { class: "cards four" },
      plainCard(
        words.people,
        number(improved.people),
        words.cost(value(improved.cost_a_week, "money")),
      ),
      plainCard(words.hours, value(improved.paid_hours_a_week, "h"), words.week),
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
  let weekday = days[0] ?? "mon";
  const made = chart("cover", look, () => coverDrawing(data, look, weekday), [
    choice(
      t().chart.weekday,
      days.map((day) => [day, t().weekday[day]]),
      weekday,
      (chosen) => {
        weekday = chosen;
        made.update();
      },
    ),
  ]);
  made.place(parent);
}
