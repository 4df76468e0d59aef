// The shapes of the data in the page: the JSON report (report.schema.json), and the sides of its
// findings as side_json.h writes them.

export const licenseClasses = [
  "unknown",
  "proprietary",
  "source-available",
  "network-copyleft",
  "strong-copyleft",
  "weak-copyleft",
  "permissive",
  "public-domain",
] as const; // strictest first

export const verdicts = ["deny", "warn", "allow"] as const; // strictest first

export const kinds = ["identical", "reformatted", "renamed", "modified"] as const;

export type LicenseClass = (typeof licenseClasses)[number];
export type Verdict = (typeof verdicts)[number];

export interface Origin {
  purl: string;
  name: string;
  version: string | null;
  released: string | null;
  path: string;
  start_line: number;
  end_line: number;
  function: string | null;
  license: string | null;
  license_class: LicenseClass;
  license_source: string | null;
  copyright: string | null;
  swhid: string | null;
  unchanged: { versions: number; first_version: string | null; last_version: string | null };
}

export interface Obligation {
  name: string;
  sentence: string;
  section: string | null;
  license: string | null;
}

export interface Decision {
  action: string;
  reason: string;
  by: string;
  at: string;
  until?: string | null;
}

export interface Judgement {
  verdict: Verdict;
  why: string;
  rule: string;
  standing: string;
  standing_reason: string | null;
  fails: boolean;
  baseline: string | null;
  decision: Decision | null;
  reopened: string | null;
  notes: string[];
  next: {
    action: string;
    attribution: string | null;
    snippet_begin: string | null;
    snippet_end: string | null;
    package: string | null;
    license_choice: string | null;
    obligations: Obligation[];
  };
}

export interface ProjectFit {
  project_license: string | null;
  stated_in: string | null;
  answer: "compatible" | "ask" | "incompatible";
  reason: string | null;
  choice: string | null;
  narrows_project_to: string | null;
}

export interface RemovedHeader {
  license: string | null;
  copyright: string | null;
  start_line: number;
  end_line: number;
}

// Of a published record that names the origin's version.
export interface Advisory {
  id: string;
  aliases?: string[];
  summary?: string | null;
  severity?: string | null;
  score?: number | null; // CVSS
  fixed?: string | null;
  malicious?: boolean;
}

export interface Finding {
  id: string;
  path: string;
  start_line: number;
  end_line: number;
  start_column: number | null;
  end_column: number | null;
  minified: boolean;
  whole_file: boolean;
  generated: boolean;
  function: string | null;
  kind: (typeof kinds)[number];
  score_bits: number;
  e_value: number;
  lines_covered: number;
  origin: Origin;
  carriers: { purl: string; path: string }[];
  carrier_count: number;
  reason: string;
  obligations: string[];
  compatibility: ProjectFit;
  removed_header: RemovedHeader | null;
  advisories?: Advisory[];
  review?: Judgement;
}

export interface Review {
  policy_file: string | null;
  project_license: string | null;
  project_license_from: string | null;
  base: string | null;
  head: string | null;
  changed_files: number;
  changed_lines: number;
  failing: number;
  standings: Record<string, number>;
}

export interface ClassTotal {
  license_class: LicenseClass;
  findings: number;
  files: number;
  lines: number;
}

export interface Report {
  tool: { name: string; version: string };
  store: { directory: string; generation: number; components: number; releases: number };
  root: string;
  summary: {
    files: number;
    lines: number;
    findings: number;
    skipped: number;
    by_license_class: ClassTotal[];
  };
  skipped: { path: string; reason: string; detail: string | null }[];
  findings: Finding[];
  review?: Review;
}

// [line number, code, text, code, text, …], code = 10 × syntax + difference.
export type ShownLine = (number | string)[];

// Relations: 0 equal, 1 renamed, 2 changed, 3 only here, 4 only there.
export type SideRow = [relation: number, here: ShownLine | null, there: ShownLine | null];

export interface Sides {
  rows: SideRow[];
  rows_left_out: number;
  here_missing: boolean;
  there_missing: boolean;
}

export interface PageData {
  report: Report;
  sides: Record<string, Sides>;
}
