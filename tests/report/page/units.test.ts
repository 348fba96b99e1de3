// What the page works out by itself: numbers for people, marks in a scenario, texts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { date, duration, estimate, number, value } from "@page/format";
import { histogram, outcomesOf, verdict } from "@page/model";
import { commentStart, markedLines, marksOf } from "@page/source";
import { kLanguages } from "@page/texts";
import { kMeasureTexts } from "@page/measure_texts";
import type { Estimate } from "@page/data";

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
  const without = (all: string[]) => all.filter((path) => !path.startsWith(".page.designs"));
  assert.deepEqual(without(paths(kLanguages.es)), paths(kLanguages.en));
  assert.deepEqual(Object.keys(kMeasureTexts.es), Object.keys(kMeasureTexts.en));
});
