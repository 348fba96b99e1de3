// What the program says, in English, of the assumptions that a scenario breaks
// (src/experiment/theory_assumptions.cpp), in Spanish.
import { currentLanguage } from "../texts";

const kLaws: Record<string, string> = {
  constant: "constante",
  uniform: "uniforme",
  triangular: "triangular",
  "log-normal": "log-normal",
  gamma: "gamma",
  Erlang: "de Erlang",
  Weibull: "de Weibull",
  normal: "normal",
  hyperexponential: "hiperexponencial",
  "a list of values": "una lista de valores",
  shifted: "desplazada",
  mixed: "mixta",
};

// By how the English sentence begins.
const kSpanish: [string, string][] = [
  [
    "some times are busier by chance",
    "algunos ratos son más activos por azar: la fórmula toma la tasa media por segura",
  ],
  [
    "calls do not come independently",
    "las llamadas no llegan independientes unas de otras: la fórmula supone llegadas de Poisson",
  ],
  [
    "talk and after-call work together",
    "la conversación y el trabajo posterior juntos no son exponenciales",
  ],
  ["handling depends on the time", "la atención depende de la hora: la fórmula toma la usual"],
  [
    "call types differ in their mean talk",
    "los tipos de llamada difieren en su conversación media: la fórmula los toma por uno solo",
  ],
  [
    "call types differ in their patience",
    "los tipos de llamada difieren en su paciencia: la fórmula toma la del primero",
  ],
  ["talk grows with the wait", "la conversación crece con la espera: la de la fórmula no"],
  [
    "callers who fail call again",
    "quien fracasa vuelve a llamar: la fórmula sólo conoce primeros intentos",
  ],
  [
    "calls lead to further calls",
    "unas llamadas llevan a otras (transferencias, consultas, nuevas llamadas): la fórmula no las cuenta",
  ],
  [
    "callers may be called back",
    "a las personas se les puede devolver la llamada o dejan mensaje: las de la fórmula esperan o cuelgan",
  ],
  [
    "the calls are work that agents do",
    "las llamadas son trabajo para cuando nadie espera: la fórmula no conoce a nadie más",
  ],
  [
    "callers hang up at once",
    "hay quien cuelga enseguida cuando se le pide esperar: la fórmula lo hace esperar",
  ],
  ["lines are limited", "las líneas son limitadas: la fórmula tiene cuantas hagan falta"],
  ["the queue has a limit", "la fila tiene un límite: la de la fórmula no"],
  ["the last caller is served first", "se atiende primero a la última persona"],
  [
    "callers change their groups",
    "las personas cambian de grupo o prioridad mientras esperan: las de la fórmula no",
  ],
  [
    "agents pick among call types",
    "los agentes eligen entre tipos de llamada con su propia regla: la fórmula atiende por orden de llegada",
  ],
  ["not every agent takes", "no todo agente atiende todo tipo de llamada: los de la fórmula sí"],
  [
    "agents also do work without",
    "los agentes también trabajan sin nadie en la línea: los de la fórmula sólo contestan llamadas",
  ],
  [
    "people are in the house",
    "hay personas en la casa al comenzar: la de la fórmula comienza vacía o no termina nunca",
  ],
  ["agents are kept in reserve", "hay agentes en reserva: los de la fórmula toman toda llamada"],
  [
    "agent groups differ in their talk",
    "los grupos de agentes difieren en su conversación: los de la fórmula no",
  ],
  [
    "how many agents are on duty is left",
    "cuántos agentes hay en turno queda al azar: la fórmula toma la media",
  ],
  [
    "who waits at the end of an interval",
    "quien espera al final de un intervalo sigue en el próximo: la fórmula toma cada uno por separado",
  ],
  [
    "agents take breaks",
    "los agentes descansan después de la llamada en curso: la fórmula toma el número medio en turno",
  ],
  [
    "lines open and close",
    "las líneas abren y cierran: la fila comienza vacía y se atiende después del cierre",
  ],
  ["no formula: there are no calls", "ninguna fórmula: no hay llamadas, atención o agentes"],
  [
    "no formula: there are fewer agents",
    "ninguna fórmula: hay menos agentes que trabajo y nadie abandona",
  ],
  ["no formula: there are fewer lines", "ninguna fórmula: hay menos líneas que agentes"],
  [
    "no formula by interval",
    "ninguna fórmula por intervalo: la casa tiene varios equipos de agentes",
  ],
];

// "talk of "papers" is log-normal: the formula assumes exponential"
const kLaw = /^(talk|patience)( of .*)? is ([^:]*): the formula assumes exponential$/s;

// The sentence in the language of the page; the English one if there is no other.
export function brokenAssumption(sentence: string): { text: string; lang: string } {
  if (currentLanguage() === "en") return { text: sentence, lang: "en" };
  const law = kLaw.exec(sentence);
  if (law) {
    const what = law[1] === "talk" ? "la conversación" : "la paciencia";
    const of = (law[2] ?? "").replace(/^ of /, " de ");
    return {
      text: `${what}${of} es ${kLaws[law[3]] ?? law[3]}: la fórmula la supone exponencial`,
      lang: "es",
    };
  }
  const found = kSpanish.find(([begin]) => sentence.startsWith(begin));
  return found ? { text: found[1], lang: "es" } : { text: sentence, lang: "en" };
}
