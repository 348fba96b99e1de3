// The page in a real browser: opened from a file, with a strict look at its console.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { kMeasureTexts } from "@page/texts/measures";

const program = process.env.HOTLINE_PROGRAM ?? "hotline";
const project = process.env.HOTLINE_PROJECT ?? ".";
const folder = mkdtempSync(join(tmpdir(), "hotline-page-"));
const kHostile = `<script>alert(1)</script> "'&\u202eabc\u202c \u05d0\u05d1 🚨 </script><b>`;

let browser: Browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.HOTLINE_CHROMIUM,
    // The sandbox of the browser does not work for root, and every page here is our own.
    args: ["--no-sandbox"],
  });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

function hotline(...options: string[]): string {
  return execFileSync(program, options, { encoding: "utf8", cwd: project, stdio: "pipe" });
}

interface Opened {
  page: Page;
  complaints: string[];
}

async function open(file: string, width = 1280): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`asks for ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`file://${file}`);
  await page.waitForSelector("html[data-drawn]", { state: "attached" });
  return { page, complaints };
}

const baseline = join(folder, "baseline.html");
const baselineFiles = join(folder, "baseline");

test("a page is written beside the other files", () => {
  hotline(
    ...["run", "scenarios/ciam/2013.toml", "--replications", "4", "--quiet"],
    ...["--report", baseline, "--out", baselineFiles],
  );
  assert.ok(statSync(baseline).size < 3e6);
});

test("it opens without a complaint and draws every chart", async () => {
  const { page, complaints } = await open(baseline);
  const charts = await page.$$("figure.chart");
  assert.ok(charts.length >= 9, `${charts.length} charts`);
  for (const chart of charts) {
    const drawn = await chart.$$eval(".canvas svg path, .canvas svg rect", (all) => all.length);
    assert.ok(drawn > 5, (await chart.getAttribute("id")) ?? "");
    const alt = await chart.$eval(".canvas", (canvas) => canvas.getAttribute("aria-label"));
    assert.ok((alt ?? "").length > 20);
    assert.ok(((await chart.$eval("h3", (title) => title.textContent)) ?? "").length > 5);
    assert.ok(((await chart.$eval(".sub", (sub) => sub.textContent)) ?? "").length > 10);
    await chart.$eval("details.data", (details) => details.setAttribute("open", ""));
    await chart.waitForSelector("details.data tbody tr", { state: "attached" });
  }
  assert.deepEqual(complaints, []);
  await page.close();
});

test("it draws in under a second", async () => {
  // Of the processor's time, from the file to the last chart: what else the machine does is no
  // fault of the page.
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(`file://${baseline}`);
  await page.waitForSelector("html[data-drawn]", { state: "attached" });
  const { metrics } = await session.send("Performance.getMetrics");
  const seconds = metrics.find((metric) => metric.name === "TaskDuration")?.value ?? NaN;
  const wall = await page.getAttribute("html", "data-drawn");
  console.log(
    `drawn in ${Math.round(1000 * seconds)} ms of the processor, ${wall} ms of the clock`,
  );
  assert.ok(seconds < 1);
  await page.close();
});

// The number at the start of a text, and half a unit of its last digit; units as in summary.json.
function read(text: string, unit: string): [value: number, half: number] {
  const plain = text.replaceAll("\u202f", " ").replaceAll(",", "");
  if (unit === "s" && plain.includes("min")) {
    const [, minutes, seconds] = /(\d+) min(?: (\d+) s)?/.exec(plain) ?? [];
    return [60 * Number(minutes) + Number(seconds ?? 0), 0.5];
  }
  const digits = /-?\d+(\.(\d+))?/.exec(plain);
  assert.ok(digits, text);
  const scale = unit === "share" ? 0.01 : 1;
  return [Number(digits[0]) * scale, 0.5 * scale * 10 ** -(digits[2]?.length ?? 0)];
}

test("its numbers are those of summary.json", async () => {
  const summary = JSON.parse(readFileSync(join(baselineFiles, "summary.json"), "utf8"));
  const { page } = await open(baseline);
  const within = await page.evaluate(() => {
    const data = JSON.parse(document.getElementById("data")?.textContent ?? "");
    return data.summary;
  });
  assert.deepEqual(within, summary);
  for (const scope of Object.values(summary.measures) as object[]) {
    for (const key of Object.keys(scope)) assert.ok(key in kMeasureTexts.es, `${key} has no name`);
  }
  const cards = await page.$$eval("[data-measure]", (all) =>
    all.map((card) => ({
      key: card.getAttribute("data-measure") ?? "",
      unit: card.getAttribute("data-unit") ?? "",
      figure: card.querySelector(".figure")?.textContent ?? "",
      range: card.querySelector(".range b")?.textContent ?? "",
    })),
  );
  assert.ok(cards.length >= 8);
  for (const { key, unit, figure, range } of cards) {
    const [scope, measure] = key.split(".");
    const of = summary[scope][measure];
    const [value, half] = read(figure, unit);
    assert.ok(Math.abs(value - of.value) <= half * 1.0001, `${key}: ${figure}, not ${of.value}`);
    if (!range) continue;
    for (const [i, bound] of [of.low, of.high].entries()) {
      const [limit, halfLimit] = read(range.split("–")[i], unit);
      assert.ok(Math.abs(limit - bound) <= halfLimit * 1.0001, `${key}: ${range}, not ${bound}`);
    }
  }
  await page.close();
});

test("values show on hover", async () => {
  const { page } = await open(baseline);
  const canvas = page.locator("#week-map .canvas");
  await canvas.scrollIntoViewIfNeeded();
  await canvas.hover({ position: { x: 300, y: 60 } });
  const tip = page.locator("#week-map .tip");
  await tip.waitFor({ state: "visible" });
  assert.match((await tip.textContent()) ?? "", /Service level.*%/);
  await page.close();
});

test("the language switches, words and numbers", async () => {
  const { page, complaints } = await open(baseline);
  assert.equal(await page.getAttribute("html", "lang"), "en");
  await page.click("[data-language=es]");
  assert.equal(await page.getAttribute("html", "lang"), "es");
  assert.match((await page.textContent("#health h2")) ?? "", /Estamos bien/);
  assert.match((await page.textContent("#week-map h3")) ?? "", /Nivel de servicio/);
  // Nothing but the scenario itself is left in English.
  assert.equal(await page.locator("main [lang=en]").count(), 0);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("dark colours, paper and a phone", async () => {
  const { page, complaints } = await open(baseline, 390);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} wide on a phone of 390`);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForSelector("html[data-theme=dark]", { state: "attached" });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.ok(pdf.length > 20000);
  assert.deepEqual(complaints, []);
  await page.close();
});

function hostileScenario(): string {
  const name = JSON.stringify(kHostile);
  return `
title = ${name}
[horizon]
from     = 2013-07-04
to       = 2013-07-05
interval = "1 h"
[open]
every_day = "08:00-16:00"
[[call]]
name     = ${name}   # fact: F1 <img src=x onerror=alert(2)>
arrivals = { rate = "30/h" }
talk     = { exponential = { mean = "4 min" } }
patience = { exponential = { mean = "3 min" } }
[[agents]]
name  = ${name}
takes = [${name}]
count = 3
[[staffing.shift]]
name    = ${name}
starts  = ["08:00"]
lengths = ["8 h"]
breaks  = [{ after = "2 h", until = "6 h", length = "30 min" }]
[run]
replications = 5
`;
}

const hostile = join(folder, "hostile.toml");
writeFileSync(hostile, hostileScenario());

// Nothing of the name became markup, and it can be read.
async function showsNames(report: string): Promise<Opened> {
  const opened = await open(report);
  const { page, complaints } = opened;
  assert.equal(await page.getAttribute("html", "lang"), "es");
  assert.ok((await page.textContent("#page"))?.includes(kHostile));
  for (const chart of await page.$$("figure.chart details.data")) {
    await chart.evaluate((details) => details.setAttribute("open", ""));
  }
  assert.equal(await page.locator("img, b:has-text('abc'), b:has-text('alert')").count(), 0);
  assert.equal(await page.locator("script").count(), 2);
  assert.equal(await page.locator("main [lang=en]").count(), 0);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 1280, `${wide} wide`);
  assert.deepEqual(complaints, []);
  return opened;
}

test("hostile names are shown as text", async () => {
  const report = join(folder, "hostile.html");
  hotline("run", hostile, "--quiet", "--report", report, "--lang", "es");
  const { page } = await showsNames(report);
  assert.equal(await page.textContent("h1"), kHostile);
  assert.ok((await page.locator("bdi", { hasText: "alert(1)" }).count()) >= 2);
  assert.ok((await page.textContent("#inputs"))?.includes("onerror=alert(2)"));
  await page.close();
});

test("hostile names are shown as text by the other commands", async () => {
  const name = JSON.stringify(kHostile);
  const experiment = join(folder, "hostile-experiment.toml");
  writeFileSync(
    experiment,
    `
title        = ${name}
scenario     = "hostile.toml"
design       = "grid"
replications = 2
response     = ["service_level"]
[[factor]]
name   = ${name}
key    = "agents[0].count"
labels = [${name}, "x<b>abc</b>"]
values = [3, 4]
`,
  );
  const commands: [string, string[]][] = [
    ["compare", [hostile, "--with", "agents[0].count=4", "--replications", "3"]],
    ["sweep", [experiment]],
    ["staff", [hostile, "--method", "erlang-a"]],
    ["schedule", [hostile, "--method", "erlang-a", "--cover-only", "--replications", "2"]],
  ];
  for (const [command, options] of commands) {
    const report = join(folder, `hostile-${command}.html`);
    hotline(command, ...options, "--quiet", "--report", report, "--lang", "es");
    const { page } = await showsNames(report);
    await page.close();
  }
});

// A queue without a calendar, played in an instant.
const steady = join(folder, "steady.toml");
writeFileSync(
  steady,
  `
[horizon]
steady  = "40 h"
warm_up = "1 h"
[[call]]
name     = "calls"
arrivals = { rate = "2/min" }
talk     = { exponential = { mean = "3 min" } }
patience = { exponential = { mean = "3 min" } }
[[agents]]
name  = "agent"
takes = ["calls"]
count = 6
[run]
replications = 4
`,
);

test("a steady run has a page as well", async () => {
  const report = join(folder, "steady.html");
  hotline("run", steady, "--quiet", "--report", report);
  const { page, complaints } = await open(report);
  assert.match((await page.textContent("#sure")) ?? "", /Erlang A/);
  assert.deepEqual(complaints, []);
  await page.close();
});

// What a command prints with `--format json`.
type Printed = any;

// Opens the page that a command wrote, in both languages, and looks at its charts; its data is what
// the command printed as JSON, and `figures` stand on it, rounded for people.
async function opens(
  report: string,
  printed: string,
  charts: string[],
  figures: (result: Printed) => [place: string, unit: string, figure: number][],
): Promise<void> {
  const { page, complaints } = await open(report);
  const result = JSON.parse(printed) as Printed;
  const within = await page.evaluate(
    () => JSON.parse(document.getElementById("data")?.textContent ?? "{}").result,
  );
  assert.deepEqual(within, result);
  for (const [place, unit, figure] of figures(result)) {
    const text = (await page.textContent(place)) ?? "";
    const [shown, half] = read(text, unit);
    assert.ok(Math.abs(shown - figure) <= half * 1.0001, `${figure} in ${place}: ${text}`);
  }
  for (const language of ["en", "es"]) {
    await page.click(`[data-language=${language}]`);
    for (const chart of charts) {
      const drawn = await page.locator(`#${chart} .canvas svg path`).count();
      assert.ok(drawn > 1, `${chart} in ${language}`);
    }
  }
  assert.equal(await page.locator("main [lang=en]").count(), 0);
  assert.deepEqual(complaints, []);
  await page.close();
}

test("a comparison has a page and a workbook", async () => {
  const report = join(folder, "compare.html");
  const workbook = join(folder, "compare.xlsx");
  const printed = hotline(
    ...["compare", steady, "--with", "agents.agent.count=7"],
    ...["--with", "agents.agent.count=8", "--quiet", "--format", "json"],
    ...["--report", report, "--xlsx", workbook],
  );
  assert.ok(statSync(workbook).size > 4000);
  await opens(report, printed, ["difference-0", "difference-1"], (result) => {
    const [level] = result.measures as { measure: string; values: { value: number }[] }[];
    assert.equal(level.measure, "service_level");
    return level.values.map(({ value }, i): [string, string, number] => [
      `#values tbody tr:first-child td:nth-child(${i + 2})`,
      "share",
      value,
    ]);
  });
});

const kExperiment = `
title        = "Load and patience"
scenario     = "steady.toml"
design       = "grid"
replications = 3
response     = ["service_level", "asa"]
[[factor]]
name   = "calls"
key    = "call[0].arrivals.rate"
values = ["1/min", "2/min", "3/min"]
[[factor]]
name   = "patience"
key    = "call[0].patience.exponential.mean"
values = ["1 min", "5 min"]
`;

test("an experiment has a page and a workbook", async () => {
  const report = join(folder, "sweep.html");
  const workbook = join(folder, "sweep.xlsx");
  const experiment = join(folder, "experiment.toml");
  writeFileSync(experiment, kExperiment);
  const printed = hotline(
    ...["sweep", experiment, "--quiet", "--format", "json"],
    ...["--report", report, "--xlsx", workbook],
  );
  assert.ok(statSync(workbook).size > 4000);
  await opens(report, printed, ["effects", "surface", "sensitivity"], (result) =>
    (result.cells as { cell: number; responses: Record<string, { value: number }> }[]).map(
      ({ cell, responses }): [string, string, number] => [
        `#cells tbody tr:nth-child(${cell}) td:nth-child(5)`,
        "share",
        responses.service_level.value,
      ],
    ),
  );
});

// A week of two groups, planned in a moment.
const planned = join(folder, "planned.toml");
writeFileSync(
  planned,
  `
title = "A small week"
[horizon]
from     = 2024-03-04
to       = 2024-03-10
interval = "1 h"
[open]
every_day = "08:00-18:00"
[[call]]
name     = "papers"
arrivals = { rate = "30/h" }
talk     = { exponential = { mean = "4 min" } }
patience = { exponential = { mean = "3 min" } }
[[call]]
name     = "help"
arrivals = { rate = "12/h" }
talk     = { exponential = { mean = "6 min" } }
patience = { exponential = { mean = "3 min" } }
[cost]
currency = "USD"
[[agents]]
name  = "all"
takes = ["papers", "help"]
count = 4
wage  = "18/h"
[[agents]]
name  = "papers only"
takes = ["papers"]
count = 2
wage  = "15/h"
[[staffing.target]]
service_level = 0.8
each          = "day"
[[staffing.shift]]
name    = "half a day"
starts  = ["08:00", "13:00"]
lengths = ["5 h"]
breaks  = [{ after = "2 h", until = "4 h", length = "15 min", paid = true }]
`,
);

test("required agents have a page and a workbook", async () => {
  const report = join(folder, "staff.html");
  const workbook = join(folder, "staff.xlsx");
  const printed = hotline(
    ...["staff", planned, "--method", "erlang-a", "--quiet"],
    ...["--format", "json"],
    ...["--report", report, "--xlsx", workbook],
  );
  assert.ok(statSync(workbook).size > 4000);
  await opens(report, printed, ["required"], (result) => [
    ["#required .card .figure", "h", result.agent_hours],
    ["#required ul.note li", "share", result.targets[0].limit],
  ]);
});

test("a schedule has a page with its roster, and a workbook", async () => {
  const report = join(folder, "schedule.html");
  const workbook = join(folder, "schedule.xlsx");
  const printed = hotline(
    ...["schedule", planned, "--method", "erlang-a", "--seconds", "2"],
    ...["--cover-only", "--replications", "4", "--quiet", "--format", "json"],
    ...["--report", report, "--xlsx", workbook],
  );
  assert.ok(statSync(workbook).size > 4000);
  await opens(report, printed, ["cover", "roster"], (result) => [
    ["#enough .card:nth-child(1) .figure", "number", result.improved.people],
    ["#enough .card:nth-child(2) .foot", "money", result.improved.cost_a_week],
    ["#enough .card:nth-child(4) .figure", "share", result.check.service_level.value],
  ]);
});
