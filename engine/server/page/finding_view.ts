// One finding: what is said of it, where it comes from, what to do, both sides, its licence, and
// its history; and the place to decide about it.

import { classBadge, standingBadge } from "../../report/page/badges";
import { button, element } from "../../report/page/element";
import { decisionInWords, judgementOf } from "../../report/page/judgement";
import { nextSteps } from "../../report/page/next_steps";
import { provenance } from "../../report/page/provenance";
import type { Sides } from "../../report/page/report";
import { sideBySide } from "../../report/page/side_by_side";
import { day, place, standingInWords } from "../../report/page/words";
import { link, projectLink, revisionOf, scanLink } from "./addresses";
import type { FindingDetails, FindingHistory, License } from "./answers";
import { get } from "./api";
import { askForDecision } from "./decide_dialog";
import { findingHistory } from "./finding_history";
import { licenseSection } from "./license_section";
import type { Router, View } from "./router";
import type { Shell } from "./shell";
import { later } from "./states";

function standing(details: FindingDetails, router: Router, shell: Shell): HTMLElement {
  const { finding, status, verdict, decision } = details;
  const box = element("div", { class: "standing" });
  const judged = judgementOf(finding, status);
  box.append(judged ?? element("p", {}, standingBadge(verdict, status)));
  const saidAlready = finding.review?.decision != null && status === finding.review.standing;
  if (decision !== null && !saidAlready) {
    box.append(element("p", { class: "decision" }, decisionInWords(decision)));
  }
  const decide = button(
    decision === null ? "Decide …" : "Decide again …",
    () =>
      void askForDecision(
        details,
        (made) => {
          shell.tell(`Recorded: this finding is now ${standingInWords(made.status)}.`);
          void router.reload();
        },
        (message) => shell.tell(message),
      ),
    "main",
  );
  decide.disabled = !details.can_decide;
  box.append(decide);
  if (details.cannot_decide !== null) {
    box.append(element("p", { class: "note" }, `Nothing can be decided here: ${details.cannot_decide}`));
  }
  return box;
}

export async function findingView(
  url: URL,
  signal: AbortSignal,
  router: Router,
  shell: Shell,
): Promise<View> {
  const id = decodeURIComponent(url.pathname.split("/")[2] ?? "");
  const path = `/api/findings/${encodeURIComponent(id)}`;
  const scan = url.searchParams.get("scan");
  const details = await get<FindingDetails>(path, scan === null ? {} : { scan }, signal);
  const { finding } = details;
  const inScan = { scan: details.scan.id };
  const where = place(finding.path, finding.start_line, finding.end_line);
  const expression = finding.origin.license;
  return {
    title: where,
    content: [
      element(
        "p",
        { class: "trail" },
        projectLink(details.scan.project),
        " / ",
        link("/findings", { project: details.scan.project }, "Findings"),
      ),
      element("h1", { class: "place" }, where),
      element(
        "p",
        { class: "summary" },
        classBadge(finding.origin.license_class),
        ` ${expression ?? "no licence found"}; ${finding.kind}; ` +
          `first seen ${day(details.first_seen)}; shown as of `,
        scanLink(details.scan),
        details.scan.revision === null ? null : " at ",
        revisionOf(details.scan.revision),
      ),
      standing(details, router, shell),
      element("h2", { class: "unseen" }, "Evidence"),
      element("div", { class: "columns" }, provenance(finding), nextSteps(finding)),
      later("both sides", signal, async () =>
        sideBySide(finding, await get<Sides>(`${path}/sides`, inScan, signal)),
      ),
      expression === null
        ? element("span")
        : later("the licence", signal, async () =>
            licenseSection(
              await get<License>("/api/license", { expression }, signal),
              finding.review === undefined,
              signal,
            ),
          ),
      element("h2", {}, "History"),
      later("the history", signal, async () =>
        findingHistory(
          await get<FindingHistory>(`${path}/history`, { project: details.scan.project }, signal),
        ),
      ),
    ],
  };
}
