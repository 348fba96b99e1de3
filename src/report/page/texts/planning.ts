// What planning says of numbers of people: targets from their parts, and the sentences of the
// program (src/staffing), which are English, in Spanish.
import type { PlannedTarget } from "../data";
import { duration, percent } from "../format";
import { currentLanguage, t } from "../texts";

export function targetText(target: PlannedTarget): string {
  const words = t().plan.targets;
  const limit = target.measure === "asa" ? duration(target.limit) : percent(target.limit);
  const within = typeof target.within === "number" ? duration(target.within) : words.ownTime;
  const of = target.of.length ? words.of(target.of.join(", ")) : "";
  const when = target.in_days
    ? words.inDays(percent(target.in_days))
    : target.each
      ? words.each[target.each]
      : "";
  return words.measure[target.measure](limit, within) + of + when;
}

const kCell = /^(mon|tue|wed|thu|fri|sat|sun) /;

// "mon 10:00-10:30" in the language of the page.
function cellText(cell: string): string {
  return cell.replace(kCell, (_, day: string) => `${t().weekday[day]} `);
}

const kLimits: [RegExp, string][] = [
  [/^at most (\d+) people$/, "$1 personas como máximo"],
  [/^the most people of a group$/, "el máximo de personas de un grupo"],
  [/^the most people of a shift$/, "el máximo de personas de un turno"],
  [/^at most (.+) % of people part time$/, "$1 % de las personas a tiempo parcial como máximo"],
];

function limitText(limit: string): string {
  const found = kLimits.find(([pattern]) => pattern.test(limit));
  return found ? limit.replace(found[0], found[1]) : limit;
}

// Sentences by their pattern; the units of hours, minutes and days are the same in both languages.
export const kPlanningSentences: [RegExp, (parts: string[]) => string][] = [
  [
    /^without wages every group costs the same, and those who take most call types are best$/,
    () =>
      "sin salarios todos los grupos cuestan lo mismo, y son mejores los que atienden más tipos de llamada",
  ],
  [
    /^targets of a day or of the horizon are planned for in each interval: formulas know nothing else$/,
    () =>
      "las metas de un día o de todo el horizonte se planean en cada intervalo: las fórmulas no conocen otra cosa",
  ],
  [
    /^.*: no number of agents reaches the goal \((.*) at (.*)\)$/s,
    ([, cell, method]) =>
      `ningún número de agentes alcanza la meta (${cellText(cell)}, ${methodText(method)})`,
  ],
  [
    /^no permitted shift of "(.*)" reaches (.*?)(?: and (\d+) more intervals)?, where (\d+) are required: ([\d.]+) agent-hours a week$/s,
    ([, group, cell, more, agents, hours]) =>
      `ningún turno permitido de “${group}” llega a ${cellText(cell)}${more ? ` y a ${more} intervalos más` : ""}, donde hacen falta ${agents}: ${hours} horas-agente por semana`,
  ],
  [
    /^"(.*)" of (.*) leaves (.*) of rest before the next day's, (.*) less than the rule asks for$/s,
    ([, shift, length, rest, less]) =>
      `“${shift}” de ${length} deja ${rest} de descanso antes del turno del día siguiente, ${less} menos de lo que pide la regla`,
  ],
  [
    /^no week of (\d+) days fits "(.*)": its days are (\d+), and at most (\d+) in a row are allowed(, days off together)?$/s,
    ([, days, shift, its, row, together]) =>
      `ninguna semana de ${days} días cabe en “${shift}”: sus días son ${its}, y se permiten ${row} seguidos como máximo${together ? ", con los días libres juntos" : ""}`,
  ],
  [
    /^(.*): ([\d.]+) agent-hours a week are short; without this limit (\d+) people would leave ([\d.]+)$/s,
    ([, limit, short, people, left]) =>
      `${limitText(limit)}: faltan ${short} horas-agente por semana; sin este límite, con ${people} personas faltarían ${left}`,
  ],
  [
    /^the limits together leave ([\d.]+) agent-hours a week short; without any of them (\d+) people would leave ([\d.]+)$/s,
    ([, short, people, left]) =>
      `los límites juntos dejan ${short} horas-agente por semana sin cubrir; sin ninguno de ellos, con ${people} personas faltarían ${left}`,
  ],
];

export function methodText(method: string): string {
  return t().plan.methods[method] ?? method;
}

// A sentence of the program in the language of the page; the English one if there is no other.
export function planningSentence(sentence: string): { text: string; lang: string } {
  if (currentLanguage() === "en") return { text: sentence, lang: "en" };
  for (const [pattern, spanish] of kPlanningSentences) {
    const parts = pattern.exec(sentence);
    if (parts) return { text: spanish(parts), lang: "es" };
  }
  return { text: sentence, lang: "en" };
}
