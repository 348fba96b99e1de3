// Reads a scenario's text as far as the page shows it: which lines are said to be facts and which
// assumptions, by comments such as "# fact: F2" and "# assumption: A1".

export type Mark = "fact" | "assumption";

export interface Marked {
  mark: Mark;
  reference: string; // "F2"; may be empty
  note: string; // what else the comment says
  line: number; // from 1
  key: string; // "call."protection".talk", or the table that the comment stands in
  value: string;
}

// Where a comment begins that is not within a string, or -1.
export function commentStart(line: string): number {
  let quote = "";
  for (let i = 0; i < line.length; ++i) {
    const c = line[i];
    if (quote) {
      if (c === "\\" && quote === '"') ++i;
      else if (c === quote) quote = "";
    } else if (c === '"' || c === "'") {
      quote = c;
    } else if (c === "#") {
      return i;
    }
  }
  return -1;
}

const kMark = /\b(fact|assumption)s?\s*:\s*([A-Z]\d+(?:\s*(?:,|and)\s*[A-Z]\d+)*)?/gi;

// The marks of a comment: "fact: F15 (the dates); assumption: A4 (the factor)".
export function marksOf(comment: string): Pick<Marked, "mark" | "reference" | "note">[] {
  const found = [...comment.matchAll(kMark)];
  return found.map((match, i) => {
    const end = i + 1 < found.length ? found[i + 1].index : comment.length;
    const rest = comment.slice((match.index ?? 0) + match[0].length, end);
    return {
      mark: match[1].toLowerCase() as Mark,
      reference: match[2] ?? "",
      note: rest.replace(/^[\s,;:.#]+|[\s;#,.]+$/g, ""),
    };
  });
}

export function markedLines(text: string): Marked[] {
  const all: Marked[] = [];
  let table = "";
  let named = "";
  let pending: Pick<Marked, "mark" | "reference" | "note">[] = [];
  let open = ""; // the key whose list goes on over several lines
  text.split("\n").forEach((line, index) => {
    const start = commentStart(line);
    const code = (start < 0 ? line : line.slice(0, start)).trim();
    const marks = start < 0 ? [] : marksOf(line.slice(start + 1));
    const header = /^\[+\s*([^\]]+?)\s*\]+$/.exec(code);
    const pair = /^([A-Za-z0-9_."'-]+)\s*=\s*(.*)$/.exec(code);
    if (header) {
      table = header[1];
      named = table.includes(".") ? named : "";
      open = "";
    }
    let key = table;
    let value = "";
    if (!header && pair) {
      if (pair[1] === "name")
        named = table.includes(".") ? named : pair[2].replace(/^["']|["']$/g, "");
      key = [named ? `${table} “${named}”` : table, pair[1]].filter(Boolean).join(" · ");
      value = pair[2].trim();
      open = /^\[[^\]]*$/.test(value) ? key : "";
    } else if (!header && code && open) {
      key = open;
      value = code.replace(/,$/, "");
    }
    // A comment of its own line speaks of the line below it. One that names no source is prose.
    if (!code) {
      pending = marks.filter((mark) => mark.reference);
      return;
    }
    for (const mark of [...pending, ...marks]) {
      all.push({ ...mark, line: index + 1, key, value: value === "[" ? "" : value });
    }
    pending = [];
    if (code.startsWith("]")) open = "";
  });
  return all;
}
