// Colours, light and dark. The hues are those of Okabe and Ito (2008), moved in lightness until
// people of all kinds of colour vision tell any two apart (tests/report/page/units.test.ts); the
// scales of heat maps run in lightness, so that they hold in grey too.

export interface Theme {
  dark: boolean;
  paper: string;
  card: string;
  ink: string;
  soft: string;
  faint: string;
  line: string;
  blue: string; // the thing itself
  sky: string;
  orange: string; // what is asked for
  green: string; // good
  red: string; // vermilion: bad
  purple: string;
  yellow: string;
  grey: string;
  band: string; // fill of a band of the blue
  diverging: string[]; // from bad over the target to good
  sequential: string[]; // from few to many
}

export const kLight: Theme = {
  dark: false,
  paper: "#f7f6f3",
  card: "#ffffff",
  ink: "#18222f",
  soft: "#5a6573",
  faint: "#8b95a1",
  line: "#e4e2dc",
  blue: "#0277c7",
  sky: "#54b3e8",
  orange: "#e9a000",
  green: "#00724f",
  red: "#c94d00",
  purple: "#b4618c",
  yellow: "#cdc082",
  grey: "#aeb5bd",
  band: "#cfe3f1",
  diverging: ["#8c3300", "#d55e00", "#f0a875", "#f4efe8", "#9cc9e4", "#3b93c6", "#005a8f"],
  sequential: ["#f1f5f8", "#c3dcec", "#7fb7da", "#2f86bd", "#0a4f80"],
};

export const kDark: Theme = {
  dark: true,
  paper: "#0f1419",
  card: "#171d25",
  ink: "#e9edf1",
  soft: "#a3aebb",
  faint: "#75818f",
  line: "#2a333e",
  blue: "#4ca9dd",
  sky: "#afd3ee",
  orange: "#efb132",
  green: "#04e1ad",
  red: "#dc7a4d",
  purple: "#bf8da6",
  yellow: "#fef38f",
  grey: "#5f6b78",
  band: "#1f3d52",
  diverging: ["#ffb489", "#e8762f", "#8a4a24", "#2b323b", "#215a7c", "#3b93c6", "#a5dbfa"],
  sequential: ["#1d2630", "#1f4a66", "#2a77a3", "#4fa8d8", "#bfe6fb"],
};

export type ThemeChoice = "auto" | "light" | "dark";

const kDarkSystem = "(prefers-color-scheme: dark)";

export function themeOf(choice: ThemeChoice): Theme {
  if (choice === "auto") return matchMedia(kDarkSystem).matches ? kDark : kLight;
  return choice === "dark" ? kDark : kLight;
}

export function onSystemTheme(then: () => void): void {
  matchMedia(kDarkSystem).addEventListener("change", then);
}

// The style sheet takes its colours from here.
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  for (const [name, value] of Object.entries(theme)) {
    if (typeof value === "string") root.style.setProperty(`--${name}`, value);
  }
  root.style.colorScheme = theme.dark ? "dark" : "light";
  root.dataset.theme = theme.dark ? "dark" : "light";
}

// Colours of call types, agent groups and the like, in their order.
export function seriesColors(theme: Theme): string[] {
  return [theme.blue, theme.orange, theme.green, theme.purple, theme.sky, theme.red, theme.yellow];
}

// A point of a scale, 0..1.
export function scaleColor(scale: string[], at: number): string {
  const x = Math.min(Math.max(at, 0), 1) * (scale.length - 1);
  const i = Math.min(Math.floor(x), scale.length - 2);
  const part = (color: string, k: number) => parseInt(color.slice(1 + 2 * k, 3 + 2 * k), 16);
  const mixed = [0, 1, 2].map((k) =>
    Math.round(part(scale[i], k) + (x - i) * (part(scale[i + 1], k) - part(scale[i], k))),
  );
  return `rgb(${mixed.join(",")})`;
}

// Black or white, whichever reads better on a colour "rgb(r,g,b)".
export function inkOn(color: string): string {
  const [r, g, b] = (color.match(/\d+/g) ?? []).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b > 150 ? "#18222f" : "#ffffff";
}
