// The filters of the report's own findings: which fields there are, and which findings they let
// through.

import type { Choice, Field } from "./filters";
import { kinds, licenseClasses, verdicts, type Finding } from "./report";
import { standingInWords, verdictInWords } from "./words";

function counts(findings: Finding[], of: (finding: Finding) => string | undefined) {
  const totals = new Map<string, number>();
  for (const finding of findings) {
    const value = of(finding);
    if (value !== undefined) totals.set(value, (totals.get(value) ?? 0) + 1);
  }
  return totals;
}

function choices(
  totals: Map<string, number>,
  order: readonly string[],
  label: (value: string) => string,
): Choice[] {
  const known = order.filter((value) => totals.has(value));
  return known.map((value) => ({ value, label: label(value), count: totals.get(value) ?? 0 }));
}

const verdictOf = (finding: Finding) =>
  finding.review?.standing === "open" ? finding.review.verdict : undefined;

export function fieldsOf(findings: Finding[]): Field[] {
  const standing = counts(findings, (finding) => finding.review?.standing);
  const fields: Field[] = [
    {
      form: "words",
      name: "text",
      label: "Search",
      hint: "path, package, licence, function …",
    },
  ];
  const verdict = counts(findings, verdictOf);
  if (verdict.size > 0) {
    fields.push({
      form: "chips",
      name: "verdict",
      label: "Open, by verdict",
      style: "verdict",
      choices: choices(verdict, verdicts, verdictInWords),
    });
  }
  fields.push({
    form: "chips",
    name: "class",
    label: "Licence class of the origin",
    style: "class",
    choices: choices(
      counts(findings, (finding) => finding.origin.license_class),
      licenseClasses,
      (value) => value,
    ),
  });
  if (standing.size > 1) {
    fields.push({
      form: "select",
      name: "status",
      label: "Status",
      any: "any status",
      choices: choices(standing, [...standing.keys()].sort(), standingInWords),
    });
  }
  fields.push({
    form: "select",
    name: "kind",
    label: "Kind of match",
    any: "any kind",
    choices: choices(
      counts(findings, (finding) => finding.kind),
      kinds,
      (value) => value,
    ),
  });
  if (findings.some((finding) => finding.generated)) {
    fields.push({ form: "check", name: "generated", label: "without generated code", value: "no" });
  }
  return fields;
}

function holdsWords(finding: Finding, words: string): boolean {
  const { origin } = finding;
  const text = [
    finding.path,
    finding.function,
    finding.id,
    origin.purl,
    origin.name,
    origin.path,
    origin.license,
    origin.function,
  ]
    .join("\n")
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function accepts(finding: Finding, values: URLSearchParams): boolean {
  const among = (name: string, value: string | undefined) => {
    const chosen = values.getAll(name);
    return chosen.length === 0 || (value !== undefined && chosen.includes(value));
  };
  if (!among("class", finding.origin.license_class)) return false;
  if (!among("verdict", verdictOf(finding))) return false;
  if (!among("status", finding.review?.standing)) return false;
  if (!among("kind", finding.kind)) return false;
  if (values.get("generated") === "no" && finding.generated) return false;
  return holdsWords(finding, values.get("text") ?? "");
}
