// The page: draws itself from the data that the program put into it, anew when the language, the
// colours or the width change.
import "./styles/base.css";
import "./styles/head.css";
import "./styles/cards.css";
import "./styles/charts.css";
import "./styles/phone.css";
import "./styles/print.css";
import { drawCharts, forgetCharts, resizeCharts } from "./chart";
import type { Look } from "./chart";
import { readData } from "./data";
import type { CompareData, PageData, RunData, ScheduleData, StaffData, SweepData } from "./data";
import { h } from "./dom";
import { date, number } from "./format";
import { isCalendar } from "./model";
import { comparedValues, differences } from "./sections/compare";
import { day, dates } from "./sections/day";
import { health } from "./sections/health";
import { inputs, source } from "./sections/inputs";
import { numbers } from "./sections/numbers";
import { cover, roster } from "./sections/schedule";
import { formulas, required } from "./sections/staffing";
import { frontier } from "./sections/frontier";
import { checkBlock } from "./sections/targets";
import { methodText } from "./texts/planning";
import { sure } from "./sections/sure";
import { sweep, sweepTables } from "./sections/sweep";
import { week } from "./sections/week";
import { whom } from "./sections/whom";
import { currentLanguage, kLanguages, setLanguage, t } from "./texts";
import { applyTheme, onSystemTheme, themeOf } from "./theme";
import type { ThemeChoice } from "./theme";

const kNarrow = 640; // pixels; below it is a phone
const kPrinted = 702; // pixels that A4 paper has between the margins of styles/print.css

interface Section {
  id: string;
  title: string;
  draw: (parent: HTMLElement) => void;
}

let themeChoice: ThemeChoice = "auto";
let printing = false;

function runSections(data: RunData, look: Look): Section[] {
  const words = t().page.sections;
  return [
    { id: "health", title: words.health, draw: (parent) => health(data, parent) },
    {
      id: "when",
      title: words.when,
      draw: (parent) => {
        if (!isCalendar(data.summary)) {
          parent.append(h("p", { class: "note" }, t().when.none));
          return;
        }
        week(data, look, parent);
        day(data, look, parent);
        dates(data, look, parent);
      },
    },
    { id: "whom", title: words.whom, draw: (parent) => whom(data, look, parent) },
    { id: "sure", title: words.sure, draw: (parent) => sure(data, look, parent) },
    { id: "inputs", title: words.inputs, draw: (parent) => inputs(data, parent) },
    { id: "numbers", title: words.numbers, draw: (parent) => numbers(data, parent) },
  ];
}

function compareSections(data: CompareData, look: Look): Section[] {
  const words = t().page.sections;
  return [
    { id: "what-if", title: words.effects, draw: (parent) => differences(data, look, parent) },
    { id: "values", title: t().compare.values, draw: (parent) => comparedValues(data, parent) },
    { id: "inputs", title: words.inputs, draw: (parent) => source(data, parent) },
  ];
}

// Sections without anything to show are left out.
function staffSections(data: StaffData, look: Look): Section[] {
  const words = t().page.sections;
  const { check, frontier: points, formulas: known, targets, currency, busy_day } = data.result;
  const all: (Section | null)[] = [
    { id: "required", title: words.required, draw: (parent) => required(data, look, parent) },
    points?.length
      ? {
          id: "price",
          title: words.frontier,
          draw: (parent) => frontier(points, currency, look, parent),
        }
      : null,
    known.length
      ? { id: "formulas", title: words.formulas, draw: (parent) => formulas(data, parent) }
      : null,
    check
      ? {
          id: "sure",
          title: words.sure,
          draw: (parent) => checkBlock(check, targets, busy_day, parent),
        }
      : null,
    { id: "inputs", title: words.inputs, draw: (parent) => source(data, parent) },
  ];
  return all.filter((section): section is Section => section !== null);
}

function scheduleSections(data: ScheduleData, look: Look): Section[] {
  const words = t().page.sections;
  const { frontier: points, targets, currency, check, busy_day } = data.result;
  const all: (Section | null)[] = [
    { id: "enough", title: words.cover, draw: (parent) => cover(data, look, parent) },
    { id: "who", title: words.roster, draw: (parent) => roster(data, look, parent) },
    points?.length
      ? {
          id: "price",
          title: words.frontier,
          draw: (parent) => frontier(points, currency, look, parent),
        }
      : null,
    {
      id: "sure",
      title: words.sure,
      draw: (parent) => checkBlock(check, targets, busy_day, parent),
    },
    { id: "inputs", title: words.inputs, draw: (parent) => source(data, parent) },
  ];
  return all.filter((section): section is Section => section !== null);
}

function sweepSections(data: SweepData, look: Look): Section[] {
  const words = t().page.sections;
  return [
    { id: "what-if", title: words.effects, draw: (parent) => sweep(data, look, parent) },
    { id: "cells", title: words.cells, draw: (parent) => sweepTables(data, parent) },
    { id: "inputs", title: words.inputs, draw: (parent) => source(data, parent) },
  ];
}

function sectionsOf(data: PageData, look: Look): Section[] {
  switch (data.kind) {
    case "run":
      return runSections(data, look);
    case "compare":
      return compareSections(data, look);
    case "staff":
      return staffSections(data, look);
    case "schedule":
      return scheduleSections(data, look);
    case "sweep":
      return sweepSections(data, look);
  }
}

// ---- The head of the page ----------------------------------------------------------------------

function switches(data: PageData): HTMLElement {
  const languages = Object.entries(kLanguages).map(([key, texts]) =>
    h(
      "button",
      {
        type: "button",
        lang: key,
        "aria-pressed": String(key === currentLanguage()),
        "data-language": key,
        click: () => {
          setLanguage(key);
          render(data);
        },
      },
      texts.language,
    ),
  );
  const choices: ThemeChoice[] = ["auto", "light", "dark"];
  const signs = { auto: "◐", light: "☀", dark: "☾" };
  const themes = choices.map((choice) =>
    h(
      "button",
      {
        type: "button",
        title: t().page.theme[choice],
        "aria-label": t().page.theme[choice],
        "aria-pressed": String(choice === themeChoice),
        "data-theme-choice": choice,
        click: () => {
          themeChoice = choice;
          render(data);
        },
      },
      signs[choice],
    ),
  );
  return h(
    "div",
    { class: "switches" },
    h("div", { class: "choice", role: "group" }, ...languages),
    h("div", { class: "choice", role: "group" }, ...themes),
  );
}

function runFacts({ summary }: RunData): string[] {
  const { run } = summary;
  const words = t().page;
  return [
    isCalendar(summary)
      ? words.horizon(date(summary.from ?? ""), date(summary.to ?? ""))
      : words.steady,
    run.observation === "batch"
      ? words.batches(number(run.observations))
      : words.replications(number(run.replications)),
    words.seed(String(run.seed)),
  ];
}

function titleOf(data: PageData): string {
  if (data.kind === "run") return data.summary.title || data.summary.scenario;
  if (data.kind === "compare") {
    const [first, second, ...others] = data.result.variants.map((variant) => variant.name);
    if (others.length === 0) return t().compare.pair(first, second ?? "");
    return t().compare.title(first, number(others.length + 1));
  }
  return data.result.title || data.result.scenario;
}

function factsOf(data: PageData): string[] {
  switch (data.kind) {
    case "run":
      return runFacts(data);
    case "compare":
      return [
        t().page.replications(number(data.result.run.replications)),
        t().page.seed(String(data.result.run.seed)),
      ];
    case "staff":
    case "schedule":
      return [t().plan.required.method(methodText(data.result.method)), data.result.scenario];
    case "sweep":
      return [
        t().page.design(
          t().page.designs[data.result.design] ?? data.result.design,
          number(data.result.cells.length),
        ),
        t().page.seed(String(data.result.seed)),
        data.result.scenario,
      ];
  }
}

function alarmOf(data: PageData): string {
  if (data.kind === "compare" && data.result.run.interrupted) return t().page.interruptedShort;
  if (data.kind === "sweep" && data.result.interrupted) return t().page.interruptedShort;
  if (data.kind !== "run" || !data.summary.run.interrupted) return "";
  const { run } = data.summary;
  return t().page.interrupted(number(run.replications), number(run.replications_asked));
}

function head(data: PageData): HTMLElement {
  const words = t().page;
  const alarm = alarmOf(data);
  return h(
    "header",
    { class: "head" },
    h(
      "div",
      { class: "head-line" },
      h("p", { class: "kind" }, `Hotline · ${words.kind[data.kind]}`),
      switches(data),
    ),
    h("h1", { dir: "auto" }, titleOf(data)),
    h("p", { class: "head-facts" }, ...factsOf(data).map((text) => h("span", {}, text))),
    alarm ? h("p", { class: "alarm" }, alarm) : null,
  );
}

// ---- Drawing -----------------------------------------------------------------------------------

function render(data: PageData): void {
  const start = performance.now();
  const scroll = window.scrollY;
  const theme = themeOf(printing ? "light" : themeChoice);
  applyTheme(theme);
  forgetCharts();
  document.title = `${titleOf(data)} · Hotline`;
  const page = document.getElementById("page") as HTMLElement;
  const main = h("main", { id: "result" });
  page.replaceChildren(head(data), main);
  // Charts are as wide on paper as they are measured here, where the rules for paper do not hold yet.
  document.documentElement.toggleAttribute("data-printing", printing);
  page.style.width = printing ? `${kPrinted}px` : "";
  const width = main.clientWidth;
  const look: Look = { theme, width, narrow: width < kNarrow };
  const sections = sectionsOf(data, look);
  const nav = h(
    "nav",
    { "aria-label": t().page.contents },
    ...sections.map((s) => h("a", { href: `#${s.id}` }, s.title)),
  );
  page.insertBefore(nav, main);
  for (const { id, title, draw } of sections) {
    const section = h("section", { id, "aria-labelledby": `${id}-heading` });
    section.append(h("h2", { id: `${id}-heading` }, title));
    main.append(section);
    draw(section);
  }
  drawCharts();
  page.append(
    h(
      "footer",
      {},
      t().page.footer(data.kind === "run" ? data.summary.hotline : data.result.hotline),
    ),
  );
  window.scrollTo(0, scroll);
  document.documentElement.dataset.drawn = String(Math.round(performance.now() - start));
}

function follow(data: PageData): void {
  onSystemTheme(() => {
    if (themeChoice === "auto") render(data);
  });
  let width = window.innerWidth;
  let waiting = 0;
  window.addEventListener("resize", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (printing || window.innerWidth === width) return;
      const crossed = width < kNarrow !== window.innerWidth < kNarrow;
      width = window.innerWidth;
      if (crossed) render(data);
      else resizeCharts();
    }, 120);
  });
  window.addEventListener("beforeprint", () => {
    printing = true;
    render(data);
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    render(data);
  });
}

// Charts measure their texts, so the letters have to be there first.
async function begin(): Promise<void> {
  const data = readData();
  setLanguage(data.language);
  await Promise.all(
    ["400", "600"].map((weight) => document.fonts.load(`${weight} 12px "Inter Variable"`)),
  ).catch(() => undefined);
  render(data);
  follow(data);
}

void begin();
