// All numbers of summary.json, one table for each scope.
import type { Definition, Estimates, RunData } from "../data";
import { h, name, table } from "../dom";
import { estimate, spread } from "../format";
import { measureName, t, upper } from "../texts";

function scope(title: string, of: Estimates, definitions: Record<string, Definition>): HTMLElement {
  const details = h("details", { class: "data" }, h("summary", {}, name(title)));
  details.ontoggle = () => {
    if (!details.open || details.children.length > 1) return;
    const known = Object.entries(of).filter(([, e]) => e.value !== null);
    details.append(
      table(
        [
          { head: t().chart.measure },
          { head: t().numbers.estimate, number: true },
          { head: t().numbers.spread, number: true },
        ],
        known.map(([key, e]) => [
          h("span", { title: key }, upper(measureName(key))),
          estimate(e, definitions[key]?.unit ?? "number"),
          spread(e, definitions[key]?.unit ?? "number"),
        ]),
        title,
      ),
    );
  };
  return details;
}

export function numbers(data: RunData, parent: HTMLElement): void {
  const { summary } = data;
  const words = t().numbers;
  parent.append(
    h("p", { class: "sub" }, words.sub),
    scope(words.all, summary.all_calls, summary.measures.calls),
    ...summary.call_types.map((type) => scope(type.name, type.estimates, summary.measures.calls)),
    scope(words.agents, summary.all_agents, summary.measures.agents),
    ...summary.agent_groups.map((g) => scope(g.name, g.estimates, summary.measures.agents)),
    scope(words.house, summary.house, summary.measures.house),
  );
}
