// The page in a real browser: opened from a file, with a strict look at its console.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { kMeasureTexts } from "@page/measure_texts";

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
[run]
replications = 5
`;
}

test("hostile names are shown as text", async () => {
  const scenario = join(folder, "hostile.toml");
  const report = join(folder, "hostile.html");
  writeFileSync(scenario, hostileScenario());
  hotline("run", scenario, "--quiet", "--report", report, "--lang", "es");
  const { page, complaints } = await open(report);
  assert.equal(await page.getAttribute("html", "lang"), "es");
  assert.equal(await page.textContent("h1"), kHostile);
  assert.ok((await page.locator("bdi", { hasText: "alert(1)" }).count()) >= 2);
  assert.equal(await page.locator("img, b:has-text('abc')").count(), 0);
  assert.equal(await page.locator("script").count(), 2);
  assert.ok((await page.textContent("#inputs"))?.includes("onerror=alert(2)"));
  assert.deepEqual(complaints, []);
  await page.close();
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

// Opens the page that a command wrote, in both languages, and looks at its charts.
async function opens(report: string, charts: string[]): Promise<void> {
  const { page, complaints } = await open(report);
  for (const language of ["en", "es"]) {
    await page.click(`[data-language=${language}]`);
    for (const chart of charts) {
      const drawn = await page.locator(`#${chart} .canvas svg path`).count();
      assert.ok(drawn > 1, `${chart} in ${language}`);
    }
  }
  assert.deepEqual(complaints, []);
  await page.close();
}

test("a comparison has a page and a workbook", async () => {
  const report = join(folder, "compare.html");
  const workbook = join(folder, "compare.xlsx");
  hotline(
    ...["compare", steady, "--with", "agents.agent.count=7"],
    ...["--with", "agents.agent.count=8", "--quiet"],
    ...["--report", report, "--xlsx", workbook],
  );
  assert.ok(statSync(workbook).size > 4000);
  await opens(report, ["difference-0", "difference-1"]);
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
  hotline("sweep", experiment, "--quiet", "--report", report, "--xlsx", workbook);
  assert.ok(statSync(workbook).size > 4000);
  await opens(report, ["effects", "surface", "sensitivity"]);
});

test("required agents have a page and a workbook", async () => {
  const report = join(folder, "staff.html");
  const workbook = join(folder, "staff.xlsx");
  hotline(
    ...["staff", "scenarios/ciam/2013.toml", "--method", "erlang-a", "--quiet"],
    ...["--report", report, "--xlsx", workbook],
  );
  assert.ok(statSync(workbook).size > 4000);
  await opens(report, ["required"]);
});

test("a schedule has a page with its roster, and a workbook", async () => {
  const report = join(folder, "schedule.html");
  const workbook = join(folder, "schedule.xlsx");
  hotline(
    ...["schedule", "scenarios/ciam/staffing/smallest.toml", "--method", "erlang-a"],
    ...["--cover-only", "--replications", "4", "--quiet", "--report", report, "--xlsx", workbook],
  );
  assert.ok(statSync(workbook).size > 4000);
  await opens(report, ["cover", "roster"]);
});
