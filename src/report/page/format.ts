// Numbers for people, rounded as the text report of the program rounds them (src/report/number.cpp).
import type { Estimate, Unit } from "./data";
import { kWeekdays } from "./model";
import { t } from "./texts";

export type Figure = Pick<Estimate, "value" | "low" | "high">;

const kAbsent = "–";
const kThin = "\u202f"; // narrow space that no line breaks at

interface Manner {
  scale: number;
  sign: string;
  usual: number; // decimals when no interval tells how many make sense
  most: number;
}

function mannerOf(unit: Unit, size: number): Manner {
  const few = 0 < size && size < 100 ? 1 : 0;
  switch (unit) {
    case "share":
      return { scale: 100, sign: kThin + "%", usual: 1, most: 2 };
    case "s":
      return { scale: 1, sign: kThin + "s", usual: size === 0 ? 0 : size < 1 ? 2 : 1, most: 3 };
    case "h":
      return { scale: 1, sign: kThin + "h", usual: few, most: 1 };
    case "calls":
      return { scale: 1, sign: "", usual: few, most: 1 };
    case "number":
      return { scale: 1, sign: "", usual: size === 0 ? 0 : size < 10 ? 2 : 1, most: 2 };
    case "s2":
      return { scale: 1, sign: kThin + "s²", usual: few, most: 1 };
    case "money":
      return { scale: 1, sign: "", usual: size < 1000 ? 2 : 0, most: 2 };
  }
}

// "24,013.5": so in English and in the Spanish of Mexico. A number that rounds to 0 has no sign.
export function number(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return kAbsent;
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? `.${fraction}` : "");
  return value < 0 && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

// "1 min 12 s", "2 h 5 min": the two largest parts.
export function duration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return kAbsent;
  const sign = seconds < 0 ? "-" : "";
  const size = Math.abs(seconds);
  if (size < 0.0005) return `0${kThin}s`;
  if (size < 59.95) {
    const digits = String(Number(size.toPrecision(3))); // "20", "7.5", "0.25"
    const decimals = digits.includes(".") ? digits.length - digits.indexOf(".") - 1 : 0;
    return sign + number(size, decimals) + kThin + "s";
  }
  const parts: [number, string][] = [
    [86400, "d"],
    [3600, "h"],
    [60, "min"],
    [1, "s"],
  ];
  const at = parts.findIndex(([length]) => size >= length);
  const small = parts[Math.min(at + 1, 3)][0];
  const whole = Math.round(size / small) * small;
  const largest = parts.findIndex(([length]) => whole >= length);
  const [length, word] = parts[largest];
  let text = number(Math.floor(whole / length)) + kThin + word;
  if (largest + 1 < parts.length) {
    const rest = Math.floor((whole % length) / parts[largest + 1][0]);
    if (rest > 0) text += " " + number(rest) + kThin + parts[largest + 1][1];
  }
  return sign + text;
}

function isWide(figure: Figure): boolean {
  return figure.low !== null && (figure.high === null || figure.high > figure.low);
}

function decimalsFor(halfWidth: number, manner: Manner): number {
  if (!(halfWidth > 0)) return manner.usual;
  const digits = Math.ceil(-Math.log10(halfWidth));
  return Math.min(Math.max(digits, 0), manner.most);
}

export interface Shown {
  value: string; // with its unit
  low: string; // of the interval, without unit where the value has it; empty if there is none
  high: string; // empty if there is no upper limit
  sign: string; // the unit
}

// A value and its interval, rounded to what the width of the interval lets one say; to `most`
// decimals where its unit has fewer.
export function shown(figure: Figure | undefined, unit: Unit, most = 0): Shown {
  if (!figure || figure.value === null) return { value: kAbsent, low: "", high: "", sign: "" };
  const largest = Math.max(Math.abs(figure.value), Math.abs(figure.high ?? 0));
  const wide = isWide(figure);
  if (unit === "s" && largest >= 59.95) {
    return {
      value: duration(figure.value),
      low: wide ? duration(figure.low) : "",
      high: wide && figure.high !== null ? duration(figure.high) : "",
      sign: "",
    };
  }
  const manner = mannerOf(unit, largest);
  const width =
    figure.low === null ? 0 : (figure.high ?? figure.value * 2 - figure.low) - figure.low;
  const most_ = Math.max(manner.most, most);
  const decimals = decimalsFor((width / 2) * manner.scale, { ...manner, most: most_ });
  const part = (value: number) => number(value * manner.scale, decimals);
  return {
    value: part(figure.value) + manner.sign,
    low: wide && figure.low !== null ? part(figure.low) : "",
    high: wide && figure.high !== null ? part(figure.high) : "",
    sign: manner.sign,
  };
}

// A share that somebody chose: "80 %", "99.5 %".
export function percent(share: number): string {
  const digits = String(Number((100 * share).toFixed(2)));
  return number(100 * share, digits.includes(".") ? digits.split(".")[1].length : 0) + kThin + "%";
}

export function value(of: number | null | undefined, unit: Unit): string {
  return shown({ value: of ?? null, low: null, high: null }, unit).value;
}

// "5,234 USD".
export function money(of: number | null | undefined, currency: string): string {
  const text = value(of, "money");
  return currency && text !== kAbsent ? text + kThin + currency : text;
}

// "80.9 – 81.7 %"; empty if there is no interval.
export function interval(figure: Figure | undefined, unit: Unit, most = 0): string {
  const { low, high, sign } = shown(figure, unit, most);
  if (!low) return "";
  return high ? `${low} – ${high}${sign}` : `≥ ${low}${sign}`;
}

// "81.3 % (80.9 – 81.7)".
export function estimate(figure: Figure | undefined, unit: Unit): string {
  const { value: text, low, high } = shown(figure, unit);
  if (!low) return text;
  return high ? `${text} (${low} – ${high})` : `${text} (≥ ${low})`;
}

// Between which values nine observations in ten lie: "78.1 – 84.0 %".
export function spread(of: Estimate | undefined, unit: Unit): string {
  if (!of || of.p5 === null || of.p95 === null) return "";
  if (of.p5 === of.p95) return value(of.p5, unit);
  if (unit === "s" && of.p95 >= 59.95) return `${duration(of.p5)} – ${duration(of.p95)}`;
  const manner = mannerOf(unit, Math.abs(of.p95));
  const decimals = decimalsFor(((of.p95 - of.p5) / 2) * manner.scale, manner);
  return `${number(of.p5 * manner.scale, decimals)} – ${number(of.p95 * manner.scale, decimals)}${manner.sign}`;
}

// "4 July 2013", or "Thu 4 Jul 2013", in the language of the page.
export function date(iso: string, style: "long" | "short" = "long"): string {
  const day = new Date(iso + "T00:00:00Z");
  if (Number.isNaN(day.getTime())) return iso;
  const month = day.getUTCMonth();
  const [number_, year] = [String(day.getUTCDate()), String(day.getUTCFullYear())];
  if (style === "long") return t().dateLong(number_, t().monthsLong[month], year);
  const weekday = t().weekday[kWeekdays[(day.getUTCDay() + 6) % 7]];
  return `${weekday} ${number_} ${t().months[month]} ${year}`;
}
