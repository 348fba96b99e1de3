// All words of the page are in texts/, in both languages; here is which of them are shown.
import { kEnglish } from "./texts/english";
import type { Texts } from "./texts/english";
import { kMeasureTexts } from "./texts/measures";
import type { MeasureKey } from "./texts/measures";
import { kSpanish } from "./texts/spanish";

export const kLanguages = { en: kEnglish, es: kSpanish };
export type Language = keyof typeof kLanguages;

let language: Language = "en";

export function setLanguage(to: string): void {
  language = to === "es" ? "es" : "en";
  if (typeof document !== "undefined") document.documentElement.lang = language;
}

export function currentLanguage(): Language {
  return language;
}

export function t(): Texts {
  return kLanguages[language];
}

// The name of a measure; its key if the page does not know it.
export function measureName(key: string): string {
  return kMeasureTexts[language][key as MeasureKey] ?? key;
}

export function upper(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
