// The shapes of the data in the page: the JSON report (report.schema.json), and the sides of its
// findings as html_report.cc writes them.

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

export type LicenseClass = (typeof licenseClasses)[number];

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
}

export interface Finding {
  id: string;
  path: string;
  start_line: number;
  end_line: number;
  whole_file: boolean;
  generated: boolean;
  function: string | null;
  kind: "identical" | "reformatted" | "renamed" | "modified";
  score_bits: number;
  e_value: number;
  lines_covered: number;
  origin: Origin;
  carriers: { purl: string; path: string }[];
  carrier_count: number;
  reason: string;
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
    by_license_class: {
      license_class: LicenseClass;
      findings: number;
      files: number;
      lines: number;
    }[];
  };
  skipped: { path: string; reason: string; detail: string | null }[];
  findings: Finding[];
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
