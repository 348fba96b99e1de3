// What the page works out by itself: numbers for people, marks in a scenario, texts.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { date, duration, estimate, number, value } from "@page/format";
import { histogram, openShare, outcomesOf, verdict, withCalls } from "@page/model";
import { commentStart, markedLines, marksOf } from "@page/source";
import { kLanguages, setLanguage } from "@page/texts";
import { kPlanningSentences, planningSentence, targetText } from "@page/texts/planning";
import { kDark, kLight, seriesColors } from "@page/theme";
import { difference, kVisions, seen } from "./colours";
import type { Triple } from "./colours";
import { kMeasureTexts } from "@page/texts/measures";
import type { Estimate, RunData } from "@page/data";

const plain = (text: string) => text.replaceAll("\u202f", " ").replaceAll("–", "-");

function about(middle: number, low: number | null = null, high: number | null = null): Estimate {
  return {
    value: middle,
    low,
    high,
    p5: null,
    p95: null,
    error: null,
    gain: null,
    mean_of_ratios: null,
    observations: 2,
  };
}

test("numbers read as in the text report", () => {
  assert.equal(number(24013.5, 1), "24,013.5");
  assert.equal(number(-0.04, 1), "0.0");
  assert.equal(number(null), "–");
  assert.equal(plain(value(0.8125, "share")), "81.3 %");
  assert.equal(plain(value(72, "s")), "1 min 12 s");
  assert.equal(plain(value(59.96, "s")), "1 min");
  assert.equal(plain(value(7.25, "s")), "7.3 s");
  assert.equal(plain(value(11424, "h")), "11,424 h");
  assert.equal(plain(value(99.5, "calls")), "99.5");
});

test("an estimate has as many digits as its interval lets one say", () => {
  assert.equal(plain(estimate(about(0.81312, 0.809, 0.817), "share")), "81.3 % (80.9 - 81.7)");
  assert.equal(plain(estimate(about(0.81312, 0.7, 0.9), "share")), "81 % (70 - 90)");
  assert.equal(plain(estimate(about(72, 68, 77), "s")), "1 min 12 s (1 min 8 s - 1 min 17 s)");
  assert.equal(plain(estimate(about(1, 1, 1), "share")), "100.0 %");
});

test("dates are written in words", () => {
  assert.equal(date("2013-07-04"), "4 July 2013");
  assert.equal(date("2013-07-04", "short"), "Thu 4 Jul 2013");
});

test("durations have two units at most", () => {
  assert.equal(plain(duration(20)), "20 s");
  assert.equal(plain(duration(0.25)), "0.25 s");
  assert.equal(plain(duration(3599.7)), "1 h");
  assert.equal(plain(duration(90000)), "1 d 1 h");
  assert.equal(plain(duration(7500)), "2 h 5 min");
});

test("a target is met only if the whole interval reaches it", () => {
  assert.equal(verdict(about(0.82, 0.81, 0.83), 0.8), "met");
  assert.equal(verdict(about(0.79, 0.78, 0.8), 0.8), "not certain");
  assert.equal(verdict(about(0.79, 0.78, 0.799), 0.8), "not met");
  assert.equal(verdict(about(0.79), 0.8), "missed once");
  assert.equal(verdict(undefined, 0.8), "unknown");
});

test("outcomes add up to all attempts", () => {
  const of = {
    attempts: about(120),
    offered: about(105),
    served: about(80),
    service_level: about(60 / 105),
    abandoned: about(20),
    closed: about(15),
  };
  const calls = outcomesOf(of);
  assert.equal(Math.round(calls.get("in_time") ?? 0), 60);
  assert.equal(Math.round(calls.get("late") ?? 0), 20);
  assert.equal(calls.get("in_queue"), 5);
  const sum = [...calls.values()].reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - 120) < 1e-9);
});

test("a histogram loses no value", () => {
  const values = Array.from({ length: 500 }, (_, i) => 0.8 + 0.01 * Math.sin(i));
  const bins = histogram([...values, null]);
  assert.equal(
    bins.reduce((sum, bin) => sum + bin.count, 0),
    500,
  );
  assert.ok(bins.length > 5 && bins.length < 60);
  assert.deepEqual(histogram([]), []);
  assert.equal(histogram([1, 1, 1]).length, 1);
});

test("a hash sign within a string is no comment", () => {
  assert.equal(commentStart('name = "a # b" # c'), 15);
  assert.equal(commentStart("name = 'a # b'"), -1);
  assert.equal(commentStart('name = "a \\" # b"'), -1);
});

test("facts and assumptions are told apart", () => {
  assert.deepEqual(marksOf(" fact: F15 (the dates); assumption: A4 (the factor)."), [
    { mark: "fact", reference: "F15", note: "(the dates)" },
    { mark: "assumption", reference: "A4", note: "(the factor)" },
  ]);
  const lines = markedLines(
    [
      '# "fact: F1" and "assumption: A1" refer to a page.',
      "",
      "[horizon]",
      "from = 2013-07-04 # fact: F1",
      "[demand]",
      "levels = [",
      "  { calls_per_day = 5 },  # fact: F2, 12 calls",
      "]",
      "[[call]]",
      'name = "papers"',
      "# assumption: A6",
      'talk = "4 min"',
    ].join("\n"),
  );
  assert.deepEqual(
    lines.map(({ mark, reference, key, line }) => [mark, reference, key, line]),
    [
      ["fact", "F1", "horizon · from", 4],
      ["fact", "F2", "demand · levels", 7],
      ["assumption", "A6", "call “papers” · talk", 12],
    ],
  );
});

test("both languages have words for everything", () => {
  const paths = (of: object, at = ""): string[] =>
    Object.entries(of).flatMap(([key, v]) =>
      typeof v === "object" ? paths(v as object, `${at}.${key}`) : [`${at}.${key}`],
    );
  const without = (all: string[]) =>
    all.filter((path) => !/^\.(page\.designs|plan\.methods)/.test(path));
  assert.deepEqual(without(paths(kLanguages.es)), paths(kLanguages.en));
  assert.deepEqual(Object.keys(kMeasureTexts.es), Object.keys(kMeasureTexts.en));
});

// What the planner says: the words of src/staffing that a sentence is known by, the sentence, and how
// it begins in Spanish.
const kSaid: [string, string, RegExp][] = [
  [
    "without wages every group costs the same, and those who take most call types are best",
    "without wages every group costs the same, and those who take most call types are best",
    /^sin salarios/,
  ],
  [
    "targets of a day or of the horizon are planned for in each interval: formulas know nothing else",
    "targets of a day or of the horizon are planned for in each interval: formulas know nothing else",
    /^las metas de un día/,
  ],
  [
    "no number of agents reaches the goal",
    "80 % answered within 20 s: no number of agents reaches the goal (mon 10:00-10:30 at Erlang A)",
    /^ningún número .*\(lun 10:00-10:30, Erlang A\)$/,
  ],
  [
    "agent-hours a week",
    'no permitted shift of "night" reaches sun 22:00-22:30 and 3 more intervals, where 2 are required: 4.0 agent-hours a week',
    /^ningún turno .*“night” llega a dom 22:00-22:30 y a 3 intervalos más/,
  ],
  [
    "less than the rule asks for",
    '"long" of 14 h leaves 10 h of rest before the next day\'s, 1 h less than the rule asks for',
    /^“long” de 14 h deja 10 h de descanso/,
  ],
  [
    "days fits",
    'no week of 5 days fits "early": its days are 4, and at most 3 in a row are allowed, days off together',
    /^ninguna semana de 5 días .* juntos$/,
  ],
  [
    "are short; without this limit",
    "at most 6 people: 12.5 agent-hours a week are short; without this limit 8 people would leave 0.0",
    /^6 personas como máximo: faltan 12.5/,
  ],
  [
    "without any of them",
    "the limits together leave 3.0 agent-hours a week short; without any of them 9 people would leave 0.0",
    /^los límites juntos/,
  ],
];

test("the planner's sentences are known in Spanish", () => {
  const rooms = ["src/staffing", "src/theory"].map((room) =>
    join(process.env.HOTLINE_PROJECT ?? ".", room),
  );
  const sources = rooms
    .flatMap((room) => readdirSync(room).map((file) => readFileSync(join(room, file), "utf8")))
    .join("\n")
    .replace(/"\s*\n\s*"/g, ""); // texts that go on in the next line
  assert.equal(kSaid.length, kPlanningSentences.length);
  setLanguage("es");
  for (const [words, sentence, spanish] of kSaid) {
    assert.ok(sources.includes(words), `the planner no longer says: ${words}`);
    const { text, lang } = planningSentence(sentence);
    assert.equal(lang, "es", sentence);
    assert.match(text, spanish);
  }
  assert.equal(planningSentence("something new").lang, "en");
  const target = {
    measure: "service_level",
    limit: 0.8,
    within: 20,
    of: ["a"],
    each: "day",
  } as const;
  assert.equal(
    plain(targetText({ ...target, of: ["a"] })),
    "80 % atendidas en 20 s de a, cada día",
  );
  setLanguage("en");
  assert.equal(planningSentence("something new").text, "something new");
  assert.equal(
    plain(targetText({ measure: "asa", limit: 30, of: [], in_days: 0.9 })),
    "mean wait at most 30 s, on 90 % of days",
  );
});

test("colour differences are those of the published table", () => {
  // Sharma, Wu and Dalal (2005), table 1, pairs 1, 17, 24, 25, 29.
  const pairs: [Triple, Triple, number][] = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[50, 2.5, 0], [58, 24, 15], 19.4535],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ];
  for (const [a, b, wanted] of pairs) assert.ok(Math.abs(difference(a, b) - wanted) < 1e-4);
});

test("people of all kinds of colour vision tell the colours apart", () => {
  for (const theme of [kLight, kDark]) {
    for (const vision of Object.keys(kVisions)) {
      const apart = (a: string, b: string) => difference(seen(a, vision), seen(b, vision));
      const hold = (a: string, b: string, least: number) =>
        assert.ok(apart(a, b) >= least, `${a} and ${b}: ${apart(a, b)} with ${vision}`);
      const colors = seriesColors(theme);
      colors.forEach((a, i) => colors.slice(0, i).forEach((b) => hold(a, b, 12)));
      for (const color of [...colors, theme.grey]) hold(color, theme.card, 15);
      for (const color of [theme.blue, theme.red]) hold(color, theme.grey, 20);
      hold(theme.purple, theme.grey, 12);
      hold(theme.blue, theme.red, 40); // better and worse, enough and too few
      hold(theme.diverging[1], theme.diverging[5], 40);
      const lightness = theme.sequential.map((color) => seen(color, vision)[0]);
      const sorted = [...lightness].sort((a, b) => (theme.dark ? a - b : b - a));
      assert.deepEqual(lightness, sorted);
    }
  }
});

test("the workbook calls measures as the page does", () => {
  const file = join(process.env.HOTLINE_PROJECT ?? ".", "src/report/xlsx/measure_words.cpp");
  const words = [...readFileSync(file, "utf8").matchAll(/\{"(\w+)",\s*"([^"]*)"\}/g)];
  const measures = Object.fromEntries(words.map(([, key, text]) => [key, text]));
  assert.deepEqual(measures, kMeasureTexts.es);
});

test("an average day is that of the days with calls at the time", () => {
  const week = {
    cells: [
      ["mon", "08:00", "08:30", 2],
      ["sat", "08:00", "08:30", 2],
      ["mon", "20:00", "20:30", 2],
    ],
    calls: { offered: [5, 0, 0] },
  };
  const data = { week, dates: { dates: Array(14).fill("2024-03-04") } } as unknown as RunData;
  assert.equal(openShare(data, "08:00"), 2 / 14);
  assert.equal(openShare(data, "20:00"), 1);
  assert.deepEqual(
    withCalls([0, 3, 0, 2, 0], (n) => n > 0),
    [3, 0, 2],
  );
  assert.deepEqual(
    withCalls([0, 0], (n) => n > 0),
    [0, 0],
  );
});
