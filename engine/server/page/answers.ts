// The shapes of what the API answers: openapi.json is their contract.

import type {
  ClassTotal,
  Finding,
  LicenseClass,
  Obligation,
  Review,
  Sides,
  Verdict,
} from "../../report/page/report";

export interface Problem {
  title: string;
  status: number;
  detail: string;
}

export interface About {
  version: string;
  author: string | null;
  token_required: boolean;
  limits: { rows: number; search_bytes: number; reason_bytes: number };
  store: {
    directory: string;
    generation: number;
    components: number;
    releases: number;
    has_sources: boolean;
  } | null;
}

export type Counts = Record<string, number>;

export interface Scan {
  id: number;
  started: string;
  seconds: number;
  project: string;
  revision: string | null;
  root: string;
  store: string;
  generation: number;
  tool_version: string;
  options: string[];
  files: number;
  bytes: number;
  lines: number;
  findings: number;
  skipped: number;
}

export interface Project {
  name: string;
  scans: number;
  newest: Scan;
  by_license_class: Counts;
  by_status: Counts;
  by_verdict: Counts;
  appeared: number | null;
  disappeared: number | null;
}

export interface TrendPoint {
  scan: number;
  started: string;
  revision: string | null;
  findings: number;
  by_license_class: Counts;
  by_status: Counts;
  appeared: number | null;
  disappeared: number | null;
}

export interface ScanDetails {
  scan: Scan;
  by_license_class: ClassTotal[];
  by_status: Counts;
  by_verdict: Counts;
  skipped: { path: string; reason: string; detail: string | null }[];
  skipped_left_out: number;
  review: Review | null;
}

export interface FindingRow {
  scan: number;
  scanned: string;
  project: string;
  id: string;
  path: string;
  start_line: number;
  end_line: number;
  kind: string;
  origin: string;
  license: string | null;
  license_class: LicenseClass;
  score_bits: number;
  status: string;
  verdict: Verdict | null;
  first_seen: string;
}

export interface FindingPage {
  findings: FindingRow[];
  total: number;
  offset: number;
  limit: number;
}

export type Facet = { value: string | null; count: number }[];

export interface Facets {
  project: Facet;
  license: Facet;
  class: Facet;
  component: Facet;
  status: Facet;
  verdict: Facet;
  kind: Facet;
}

export interface Decision {
  id: number;
  project: string;
  finding: string;
  scan: number;
  action: string;
  reason: string;
  by: string;
  at: string;
  until: string | null;
  path: string;
  start_line: number;
  end_line: number;
  origin: string;
  license: string | null;
}

export interface FindingDetails {
  scan: Scan;
  finding: Finding;
  status: string;
  verdict: Verdict | null;
  first_seen: string;
  carriers_left_out: number;
  decision: Decision | null;
  can_decide: boolean;
  cannot_decide: string | null;
}

export interface FindingHistory {
  first_seen: string;
  sightings: {
    scan: number;
    started: string;
    revision: string | null;
    path: string;
    start_line: number;
    end_line: number;
    status: string;
    verdict: Verdict | null;
  }[];
  sightings_total: number;
  scans: number;
  decisions: Decision[];
}

export interface ScanDifference {
  before: Scan;
  after: Scan;
  appeared: FindingRow[];
  disappeared: FindingRow[];
  appeared_total: number;
  disappeared_total: number;
  unchanged: number;
}

export interface SearchAnswer {
  language: string | null;
  lines: number;
  sources: { finding: Finding; sides: Sides; license_text_ids: string[] }[];
  sources_left_out: number;
  skipped: string | null;
  seconds: number;
}

export interface License {
  expression: string;
  class: LicenseClass;
  licenses: {
    id: string;
    name: string | null;
    snippet_class: LicenseClass;
    note: string | null;
    has_text: boolean;
  }[];
  choices: {
    expression: string;
    class: LicenseClass;
    obligations: (Omit<Obligation, "name"> & { code: string; derived: boolean })[];
  }[];
}

export interface LicenseText {
  id: string;
  name: string | null;
  text: string;
}
