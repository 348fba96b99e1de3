// What a reader can choose above a chart.
import { chart } from "./chart";
import type { Drawing, Look } from "./chart";
import { h } from "./dom";
import { t } from "./texts";

// Buttons of which one is pressed.
export function choice<T extends string>(
  label: string,
  options: [T, string][],
  first: T,
  then: (chosen: T) => void,
): HTMLElement {
  const buttons = options.map(([key, text]) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": key === first ? "true" : "false",
        click: () => {
          buttons.forEach((b, i) => b.setAttribute("aria-pressed", String(options[i][0] === key)));
          then(key);
        },
      },
      h("bdi", {}, text),
    ),
  );
  return h("div", { class: "choice", role: "group", "aria-label": label }, ...buttons);
}

// A list to choose from, for more or longer texts than buttons have room for.
export function select<T extends string>(
  label: string,
  options: [T, string][],
  first: T,
  then: (chosen: T) => void,
): HTMLElement {
  const list = h(
    "select",
    { "aria-label": label, change: () => then(options[list.selectedIndex][0]) },
    ...options.map(([key, text]) => h("option", { selected: key === first }, text)),
  );
  return list;
}

const kButtons = 60; // letters on one line of a page

export function choiceOrSelect<T extends string>(
  label: string,
  options: [T, string][],
  first: T,
  then: (chosen: T) => void,
): HTMLElement {
  const letters = options.reduce((sum, [, text]) => sum + text.length + 3, 0);
  return (letters > kButtons ? select : choice)(label, options, first, then);
}

// A chart of which one of `options` is drawn; without a choice if there is one only.
export function chosenChart<T extends string>(
  id: string,
  look: Look,
  label: string,
  options: [T, string][],
  first: T,
  draw: (chosen: T) => Drawing,
) {
  let chosen = first;
  const then = (now: T) => {
    chosen = now;
    made.update();
  };
  const controls = options.length > 1 ? [choiceOrSelect(label, options, first, then)] : [];
  const made = chart(id, look, () => draw(chosen), controls);
  return made;
}

export function weekdayOptions(days: string[]): [string, string][] {
  return days.map((day) => [day, t().weekday[day]]);
}
