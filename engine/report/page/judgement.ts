// What the policy says of a finding, and what people have decided about it.

import { standingBadge } from "./badges";
import { element } from "./element";
import type { Decision, Finding } from "./report";
import { day } from "./words";

const actions: Record<string, string> = {
  accept: "Accepted",
  ignore: "Ignored",
  replace: "To be replaced",
};

export function decisionInWords(decision: Decision): string {
  const until =
    decision.until === null || decision.until === undefined ? "" : `, until ${day(decision.until)}`;
  const action = actions[decision.action] ?? decision.action;
  return `${action} by ${decision.by} on ${day(decision.at)}${until}: ${decision.reason}`;
}

// `standing`: what it counts for now, where that is known better than the report knows it.
export function judgementOf(finding: Finding, standing?: string): HTMLElement | null {
  const { review } = finding;
  if (review === undefined) return null;
  const now = standing ?? review.standing;
  const lines = [`${review.why}.`];
  if (review.rule !== "" && review.rule !== "default") lines.push(`Said in ${review.rule}.`);
  const reason = review.standing_reason;
  const notes = [...review.notes];
  if (now === review.standing && reason !== null && review.decision === null) notes.unshift(reason);
  if (review.reopened !== null) notes.unshift(`Open again: ${review.reopened}`);
  if (review.baseline !== null) notes.push(`Against the baseline: ${review.baseline}.`);
  return element(
    "div",
    { class: "judgement" },
    element("p", {}, standingBadge(review.verdict, now), " ", lines.join(" ")),
    review.decision === null || now !== review.standing
      ? null
      : element("p", { class: "decision" }, decisionInWords(review.decision)),
    ...notes.map((note) => element("p", { class: "note" }, note)),
  );
}
