// The page: draws itself from the data that the program put into it, anew when the language, the
// colours or the width change.
import "./style.css";
import { drawCharts, forgetCharts, resizeCharts } from "./chart";
import type { Look } from "./chart";
import { readData } from "./data";
import type { PageData, RunData } from "./data";
import { h } from "./dom";
import { date, number } from "./format";
import { isCalendar } from "./model";
import { day, dates } from "./sections/day";
import { health } from "./sections/health";
import { inputs } from "./sections/inputs";
import { numbers } from "./sections/numbers";
import { sure } from "./sections/sure";
import { week } from "./sections/week";
import { whom } from "./sections/whom";
import { currentLanguage, kLanguages, setLanguage, t } from "./texts";
import { applyTheme, onSystemTheme, themeOf } from "./theme";
import type { ThemeChoice } from "./theme";

const kNarrow = 640; // pixels; below it is a phone
const kPrinted = 718; // the width of the page on A4 paper

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

function sectionsOf(data: PageData, look: Look): Section[] {
  return runSections(data, look);
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

function head(data: PageData): HTMLElement {
  const { summary } = data;
  const { run } = summary;
  const words = t().page;
  const facts = [
    isCalendar(summary)
      ? words.horizon(date(summary.from ?? ""), date(summary.to ?? ""))
      : words.steady,
    run.observation === "batch"
      ? words.batches(number(run.observations))
      : words.replications(number(run.replications)),
    words.seed(String(run.seed)),
  ];
  return h(
    "header",
    { class: "head" },
    h(
      "div",
      { class: "head-line" },
      h("p", { class: "kind" }, `Hotline · ${words.kind[data.kind]}`),
      switches(data),
    ),
    h("h1", { dir: "auto" }, summary.title || summary.scenario),
    h("p", { class: "head-facts" }, ...facts.map((text) => h("span", {}, text))),
    run.interrupted
      ? h(
          "p",
          { class: "alarm" },
          words.interrupted(number(run.replications), number(run.replications_asked)),
        )
      : null,
  );
}

// ---- Drawing -----------------------------------------------------------------------------------

function render(data: PageData): void {
  const start = performance.now();
  const scroll = window.scrollY;
  const theme = themeOf(printing ? "light" : themeChoice);
  applyTheme(theme);
  forgetCharts();
  document.title = `${data.summary.title || data.summary.scenario} · Hotline`;
  const page = document.getElementById("page") as HTMLElement;
  const main = h("main", { id: "result" });
  page.replaceChildren(head(data), main);
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
  page.append(h("footer", {}, t().page.footer(data.summary.hotline)));
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
