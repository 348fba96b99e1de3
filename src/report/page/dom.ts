// Elements of the page. Text from a scenario reaches the page through text nodes only, so no name in
// it can become markup.

export type Child = Node | string | null | undefined | false;

type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

// Styles by rule: a policy on inline styles does not hold for these.
export function styled<E extends HTMLElement>(element: E, styles: Record<string, string>): E {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
  return element;
}

// Names stand in a run of their own, so that right-to-left ones leave what is around them alone.
export function name(text: string): HTMLElement {
  return h("bdi", {}, text);
}

export interface Column {
  head: string;
  number?: boolean;
}

export function table(columns: Column[], rows: Child[][], caption?: string): HTMLElement {
  const cell = (tag: "th" | "td", child: Child, column: Column, scope?: string) =>
    h(tag, { class: column.number ? "number" : undefined, scope }, child);
  return h(
    "div",
    { class: "table-scroll", tabindex: 0, role: "region", "aria-label": caption ?? "" },
    h(
      "table",
      {},
      caption ? h("caption", { class: "hidden" }, caption) : null,
      h("thead", {}, h("tr", {}, ...columns.map((c) => cell("th", c.head, c, "col")))),
      h(
        "tbody",
        {},
        ...rows.map((row) =>
          h(
            "tr",
            {},
            ...row.map((child, i) =>
              i === 0 ? cell("th", child, columns[i], "row") : cell("td", child, columns[i]),
            ),
          ),
        ),
      ),
    ),
  );
}
