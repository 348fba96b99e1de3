// The data of a page as the program writes it: docs/report.md. Numbers that are unknown are null.

export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
  p5: number | null;
  p95: number | null;
  error: number | null;
  gain: number | null;
  mean_of_ratios: number | null;
  observations: number;
}

export type Estimates = Record<string, Estimate>;
export type Unit = "calls" | "share" | "s" | "h" | "number" | "s2" | "money";

export interface CallType {
  name: string;
  target: { answered_within: number; share: number };
  estimates: Estimates;
}

export interface Finding {
  measure: string;
  scope: "all" | "call_type" | "agent_group";
  name: string;
  yellow: number;
  red: number;
  light: "none" | "green" | "yellow" | "red";
  certainty: number | null;
  beyond_yellow: number | null;
  beyond_red: number | null;
  value: number | null;
  weekday?: string;
  from?: string;
  to?: string;
}

export interface Definition {
  title: string;
  unit: Unit;
  definition: string;
}

// summary.json, word for word.
export interface Summary {
  hotline: string;
  title: string;
  scenario: string;
  from?: string;
  to?: string;
  run: {
    seed: number;
    replications: number;
    replications_asked: number;
    interrupted: boolean;
    observations: number;
    observation: "replication" | "batch";
    confidence: number;
    simulated_calls: number;
    simultaneous?: object;
    control_variates?: string;
    antithetic?: boolean;
    warm_up?: { length: number; found: boolean; doubtful: boolean };
  };
  all_calls: Estimates;
  call_types: CallType[];
  all_agents: Estimates;
  agent_groups: { name: string; estimates: Estimates }[];
  house: Estimates;
  further_targets: {
    answered_within: number;
    all_calls: Estimates;
    call_types: { name: string; estimates: Estimates }[];
  }[];
  segments: { name: string; calls: Estimates; agents: Estimates }[];
  limits: Finding[];
  currency?: string;
  measures: Record<"calls" | "agents" | "house", Record<string, Definition>>;
}

export type Numbers = (number | null)[];
export type Columns = Record<string, Numbers>;

export interface Rows {
  calls: Columns;
  agents: Columns;
  call_types: Columns[];
  agent_groups: Columns[];
}

export interface Band {
  p5: Numbers;
  p50: Numbers;
  p95: Numbers;
}

export interface Week extends Rows {
  calls_low: Columns;
  calls_high: Columns;
  cells: [weekday: string, from: string, to: string, days: number][];
  required: Numbers;
}

export interface Day extends Rows {
  slots: [from: string, to: string][];
  bands: {
    replications: number;
    days: number;
    offered: Band;
    service_level: Band;
    queue_mean: Band;
  };
}

export interface Dates extends Rows {
  dates: string[];
}

export interface Theory {
  teams: {
    types: string[];
    groups: string[];
    formula: string | null;
    breaks: string[];
    measures: {
      type: string | null;
      key: string;
      unit: Unit;
      formula: number | null;
      simulated: Pick<Estimate, "value" | "low" | "high">;
      standard_errors: number | null;
    }[];
  }[];
  intervals: {
    weekday: string;
    from: string;
    to: string;
    calls_per_hour: number;
    agents: number;
    service_level: Pick<Estimate, "value" | "low" | "high">;
    erlang_c: number | null;
    erlang_a: number | null;
    modified_offered_load: number | null;
    standard_errors: number | null;
  }[];
}

export interface Source {
  name: string;
  text: string;
  cut: boolean; // only the beginning
}

export interface RunData {
  kind: "run";
  language: string;
  command: string;
  summary: Summary;
  week: Week;
  day: Day;
  dates: Dates;
  observed: Record<string, Numbers>;
  theory: Theory;
  sources: Source[];
}

// ---- Staffing and schedules: docs/staffing.md --------------------------------------------------

export type Effect = Pick<Estimate, "value" | "low" | "high">;

export interface Check {
  replications: number;
  service_level: Effect;
  abandonment: Effect;
  asa: Effect;
  occupancy: Effect;
  callers_reached: number | null;
  // in the order of the result's own targets
  targets: { overall: Effect; certainty: number | null; days_held: number | null }[];
}

export type BusyDay = Check & { times_the_mean_demand: number };

export interface PlannedTarget {
  measure: "service_level" | "abandonment" | "asa" | "occupancy";
  limit: number;
  within?: number | null; // seconds; null if call types differ
  of: string[]; // call types or agent groups; empty is all
  each?: "interval" | "day" | "horizon";
  in_days?: number;
}

export interface FrontierPoint {
  limit: number;
  agent_hours: number;
  wages: number | null;
  service_level: Effect;
  abandonment: Effect;
}

// What pages of all commands but `run` have in common.
interface CommandData<Kind extends string, Result> {
  kind: Kind;
  language: string;
  command: string;
  result: Result;
  sources: Source[];
}

interface StaffResult {
  hotline: string;
  title: string;
  scenario: string;
  method: string;
  targets: PlannedTarget[];
  groups: { name: string; at_the_phones: number; wage_per_hour: number | null }[];
  currency: string;
  agent_hours: number;
  wages: number | null;
  lower_bound: number | null;
  notes: string[];
  intervals: {
    date?: string;
    weekday?: string;
    from?: string;
    to?: string;
    calls: number | null;
    agents: Record<string, number>;
  }[];
  formulas: {
    method: string;
    why_not: string;
    hours: number | null;
    hours_too_many: number | null;
    hours_too_few: number | null;
    intervals_too_many: number;
    intervals_too_few: number;
  }[];
  check?: Check;
  busy_day?: BusyDay;
  frontier?: FrontierPoint[];
}

interface ScheduleResult {
  hotline: string;
  title: string;
  scenario: string;
  method: string;
  targets: PlannedTarget[];
  currency: string;
  cover: { people: number; obstacles: string[] };
  improved: {
    people: number;
    cost_a_week: number | null;
    paid_hours_a_week: number | null;
    let_go: number;
    shortened: number;
    added: number;
  };
  coverage: {
    hours_required: number | null;
    hours_scheduled: number | null;
    hours_short: number | null;
    hours_surplus: number | null;
    intervals_covered: number | null;
    intervals: {
      weekday: string;
      from: string;
      to: string;
      groups: Record<string, { required: number; scheduled: number | null }>;
    }[];
  };
  check: Check;
  busy_day?: BusyDay;
  roster: {
    name: string;
    group: string;
    shift: string;
    days: Record<string, { from: string; to: string; breaks: string[] }>;
  }[];
  frontier?: FrontierPoint[];
}

export type StaffData = CommandData<"staff", StaffResult>;
export type ScheduleData = CommandData<"schedule", ScheduleResult>;

// ---- Experiments: docs/experiments.md ----------------------------------------------------------

export interface SweepResponse {
  unit: Unit;
  effects: { factor: string; level: string; mean: Effect; change: Effect }[];
  surface: {
    terms: ({ term: string } & Effect)[];
    r_squared: number | null;
    lack_of_fit: { p_value: number | null };
  } | null;
  sensitivity: { factors: Record<string, { first: Effect; total: Effect }> };
}

interface SweepResult {
  hotline: string;
  experiment: string;
  title: string;
  scenario: string;
  design: string;
  seed: number;
  interrupted: boolean;
  factors: { name: string }[];
  cells: {
    cell: number;
    factors: Record<string, { label: string; number: number | null }>;
    replications: number;
    responses: Record<string, Effect>;
  }[];
  responses: Record<string, SweepResponse>;
}

export type SweepData = CommandData<"sweep", SweepResult>;

// ---- Comparisons: docs/experiments.md ----------------------------------------------------------

export type Difference = Effect & { variant: number; seen: boolean };

export interface ComparedLine {
  measure: string;
  scope: string;
  name: string; // of the call type or agent group
  unit: Unit;
  better: number; // 1 if more is better, -1 if less, 0 if that depends
  values: Effect[]; // [variant]
  differences: Difference[]; // of all but the first
}

interface CompareResult {
  hotline: string;
  run: {
    seed: number;
    replications: number;
    replications_asked: number;
    interrupted: boolean;
    confidence: number;
    simultaneous: boolean;
  };
  variants: { name: string; title: string }[];
  measures: ComparedLine[];
  best?: {
    measure: string;
    may_be_best: (number | boolean)[];
    selected?: { variant: number };
  };
}

export type CompareData = CommandData<"compare", CompareResult>;

export type PageData = RunData | CompareData | StaffData | ScheduleData | SweepData;

export function readData(): PageData {
  return JSON.parse(document.getElementById("data")?.textContent ?? "{}") as PageData;
}
