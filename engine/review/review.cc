#include "engine/review/review.h"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include "engine/license/purl.h"
#include "engine/review/decision_match.h"
#include "engine/review/source_mark.h"
#include "engine/source/source_file.h"
#include "engine/source/thread_limit.h"

namespace copytrace {
namespace {

constexpr double kMarkCovers = 0.8;    // of a finding's lines
constexpr double kAllNew = 0.8;        // of its lines: not an edit, but another copy
constexpr size_t kFilesPerThread = 2;  // read ahead

std::optional<SourceFile> MakeProjectFile(const std::string& path, std::string bytes) {
  SourceFile file = MakeSourceFile(path, std::move(bytes), {.max_file_bytes = UINT64_MAX});
  if (file.skipped) return std::nullopt;
  return file;
}

// The words of the project's files, each read once.
class ProjectWords {
 public:
  explicit ProjectWords(const ReviewInput& input) : input_(input) {}

  void Put(const std::string& path, std::optional<FileWords> words) {
    words_.insert_or_assign(path, std::move(words));
  }
  // Null where there is no such file.
  const FileWords* Of(const std::string& path) {
    const auto [entry, is_new] = words_.try_emplace(path);
    if (is_new && input_.read) {
      if (std::optional<std::string> bytes = input_.read(path)) {
        const auto file = MakeProjectFile(path, *std::move(bytes));
        if (file) entry->second.emplace(*file);
      }
    }
    return entry->second ? &*entry->second : nullptr;
  }

 private:
  const ReviewInput& input_;
  std::map<std::string, std::optional<FileWords>> words_;
};

// A file and the findings in it, which follow each other.
struct JudgedFile {
  std::string path;
  size_t begin;
  size_t end;
  std::optional<std::string> bytes;  // where they are needed
};

std::string ProjectPath(const ReviewInput& input, const std::string& path) {
  return input.project_path ? input.project_path(path) : path;
}

std::string ComponentOf(const std::string& purl) {
  const auto parsed = ParsePurl(purl);
  return parsed ? WithoutVersion(*parsed) : purl;
}

std::string Past(DecisionAction action) {
  switch (action) {
    case DecisionAction::kAccept:
      return "accepted";
    case DecisionAction::kIgnore:
      return "ignored";
    case DecisionAction::kReplace:
      return "to be replaced";
    case DecisionAction::kBaseline:
      break;
  }
  return "in the baseline";
}

// "accepted by Ann on 2026-11-22: attributed in NOTICE"
std::string InWords(const Decision& decision) {
  std::string words = Past(decision.action);
  if (!decision.by.empty()) words += " by " + decision.by;
  if (decision.at.size() >= 10) words += " on " + decision.at.substr(0, 10);
  if (!decision.until.empty()) words += ", until " + decision.until;
  if (!decision.reason.empty()) words += ": " + decision.reason;
  return words;
}

class Reviewer {
 public:
  Reviewer(const ScanResult& result, const ReviewInput& input)
      : result_(result),
        input_(input),
        are_decided_(!input.decisions.empty() || !input.baseline.empty()),
        words_(input) {}

  Review Run() {
    review_.done = true;
    review_.policy_file = input_.policy->file;
    review_.project_license = input_.policy->project_license;
    review_.project_license_from = input_.policy->project_license_from;
    if (input_.change != nullptr) DescribeChange();
    JudgeAllByPolicy();
    for (const Judgement& judgement : review_.judgements) {
      places_.push_back(judgement.place);
    }
    const WordsByPath words = [this](const std::string& path) { return words_.Of(path); };
    const std::vector<Decision> current = CurrentDecisions(input_.decisions);
    auto decided = MatchDecisions(result_.findings, places_, current, input_.today, words);
    ReopenForAdvisories(&decided);
    for (size_t i = 0; i < decided.size(); ++i) ApplyDecision(decided[i], &review_.judgements[i]);
    review_.unused = Unused(current, decided);
    if (input_.has_baseline) {
      const std::vector<Decision> baseline = CurrentDecisions(input_.baseline);
      auto before = MatchDecisions(result_.findings, places_, baseline, input_.today, words);
      ReopenForAdvisories(&before);
      for (size_t i = 0; i < before.size(); ++i) ApplyBaseline(before[i], &review_.judgements[i]);
      review_.absent = Unused(baseline, before);
    }
    if (input_.find_own) ExcuseOwnCode(current);
    for (size_t i = 0; i < result_.findings.size(); ++i) {
      Judgement& judgement = review_.judgements[i];
      judgement.next = NextStepOf(result_.findings[i], judgement.verdict, review_.project_license);
    }
    return std::move(review_);
  }

 private:
  void DescribeChange() {
    review_.base = input_.change->base;
    review_.head = input_.change->head;
    for (const ChangedFile& file : input_.change->files) {
      if (!file.lines.empty()) ++review_.changed_files;
      for (const LineRange& lines : file.lines) {
        review_.changed_lines += lines.last - lines.first + 1;
      }
    }
  }

  // One file is read after the other, since that may be from git; they are judged side by side.
  void JudgeAllByPolicy() {
    const size_t count = result_.findings.size();
    review_.judgements.resize(count);
    denied_advisories_.resize(count);
    using oneapi::tbb::filter_mode;
    using oneapi::tbb::make_filter;
    const ThreadLimit limit(input_.threads);
    size_t next = 0;
    const auto read = [&](oneapi::tbb::flow_control& control) -> std::shared_ptr<JudgedFile> {
      if (next == count) {
        control.stop();
        return nullptr;
      }
      const std::string& found_in = result_.findings[next].path;
      auto file = std::make_shared<JudgedFile>(
          JudgedFile{.path = ProjectPath(input_, found_in), .begin = next});
      while (next < count && result_.findings[next].path == found_in) ++next;
      file->end = next;
      const bool may_be_marked = result_.findings[file->begin].place.may_be_marked;
      if (input_.read && (are_decided_ || may_be_marked)) file->bytes = input_.read(file->path);
      return file;
    };
    const auto judge = [&](const std::shared_ptr<JudgedFile>& file) { JudgeFile(file.get()); };
    oneapi::tbb::parallel_pipeline(
        static_cast<size_t>(limit.threads()) * kFilesPerThread,
        make_filter<void, std::shared_ptr<JudgedFile>>(filter_mode::serial_in_order, read) &
            make_filter<std::shared_ptr<JudgedFile>, void>(filter_mode::parallel, judge));
  }

  void JudgeFile(JudgedFile* judged) {
    std::optional<FileWords> words;
    SourceMarks marks;
    if (judged->bytes) {
      if (const auto file = MakeProjectFile(judged->path, *std::move(judged->bytes))) {
        if (are_decided_) words.emplace(*file);
        marks = ReadSourceMarks(*file);
      }
    }
    for (size_t i = judged->begin; i < judged->end; ++i) JudgeByPolicy(i, judged->path, marks);
    if (!are_decided_) return;
    const std::lock_guard lock(words_mutex_);
    words_.Put(judged->path, std::move(words));
  }

  void JudgeByPolicy(size_t i, const std::string& path, const SourceMarks& marks) {
    const Finding& finding = result_.findings[i];
    Judgement& judgement = review_.judgements[i];
    judgement.place = {.path = path,
                       .content = finding.place.content,
                       .component = ComponentOf(finding.origin.purl),
                       .origin_path = finding.origin.path,
                       .copy = finding.place.copy};
    judgement.shown = finding.lines;
    if (input_.change != nullptr) {
      const auto file =
          std::ranges::lower_bound(input_.change->files, finding.path, {}, &ChangedFile::path);
      if (file != input_.change->files.end() && file->path == finding.path) {
        judgement.shown = ClipTo(finding.lines, file->lines);
      }
    }
    const PolicyAnswer answer =
        Judge(*input_.policy,
              {.path = path, .purl = finding.origin.purl, .license = finding.origin.license});
    judgement.verdict = answer.verdict;
    judgement.why = answer.why;
    judgement.rule = answer.place;
    AdvisoryAnswer danger = JudgeAdvisories(*input_.policy, finding.advisories);
    if (finding.IsMalicious() ? danger.verdict >= answer.verdict
                              : danger.verdict > answer.verdict) {
      judgement.verdict = danger.verdict;
      judgement.why = danger.why;
      judgement.rule = danger.place;
    } else if (!danger.why.empty()) {
      judgement.notes.push_back(danger.why);
    }
    denied_advisories_[i] = std::move(danger.denied);
    if (answer.excluded) {
      Settle(Standing::kExcluded, answer.why, &judgement);
    } else if (answer.own) {
      Settle(Standing::kOwnComponent, answer.why, &judgement);
    } else if (finding.score_bits < answer.min_score) {
      Settle(Standing::kBelowMinimum,
             fmt::format("{:.1f} bits, the policy asks for {:.1f}", finding.score_bits,
                         answer.min_score),
             &judgement);
    } else if (finding.lines_covered < answer.min_lines) {
      Settle(
          Standing::kBelowMinimum,
          fmt::format("{} lines, the policy asks for {}", finding.lines_covered, answer.min_lines),
          &judgement);
    }
    ApplyMarks(marks, finding, &judgement);
  }

  static void Settle(Standing standing, std::string reason, Judgement* judgement) {
    if (judgement->standing != Standing::kOpen) return;
    judgement->standing = standing;
    judgement->standing_reason = std::move(reason);
  }

  static void ApplyMarks(const SourceMarks& marks, const Finding& finding, Judgement* judgement) {
    for (const IgnoreMark& mark : marks.ignores) {
      if (CoveredShare(finding.lines, mark.lines) < kMarkCovers) continue;
      if (mark.reason.empty()) {
        judgement->notes.push_back(
            fmt::format("the mark in line {} gives no reason, so it does not count", mark.line));
      } else if (finding.IsMalicious()) {  // its author may have written the mark, too
        judgement->notes.push_back(fmt::format(
            "the mark in line {} does not settle what a malicious package does", mark.line));
      } else {
        Settle(Standing::kMarked, fmt::format("marked in line {}: {}", mark.line, mark.reason),
               judgement);
      }
    }
    for (const SnippetMark& mark : marks.snippets) {
      if (CoveredShare(finding.lines, mark.lines) < kMarkCovers) continue;
      const std::string wrong = WhatIsWrong(mark, finding);
      if (!wrong.empty()) {
        judgement->notes.push_back(
            fmt::format("the snippet declared in line {} {}", mark.lines.first, wrong));
      } else if (judgement->verdict != Verdict::kDeny) {
        Settle(Standing::kDeclared,
               fmt::format("declared in line {} under {}", mark.lines.first, mark.license),
               judgement);
      } else {
        judgement->notes.push_back(fmt::format(
            "the snippet declared in line {} says so rightly, which does not lift the ban",
            mark.lines.first));
      }
    }
  }

  // Empty where the declaration agrees with the match.
  static std::string WhatIsWrong(const SnippetMark& mark, const Finding& finding) {
    const Origin& origin = finding.origin;
    if (!mark.closed) return "is never closed by SPDX-SnippetEnd";
    if (mark.license.empty()) return "names no licence";
    if (!mark.origin.empty()) {
      const std::string declared = ComponentOf(mark.origin);
      const bool known = declared == ComponentOf(origin.purl) ||
                         std::ranges::any_of(finding.carriers, [&](const Carrier& carrier) {
                           return ComponentOf(carrier.purl) == declared;
                         });
      if (!known) {
        return fmt::format("names {} as the origin, which is {}", mark.origin, origin.purl);
      }
    }
    if (origin.license.empty()) {
      return fmt::format("says {}, but no licence is known of the origin", mark.license);
    }
    if (!DeclaresRightly(mark.license, origin.license)) {
      return fmt::format("says {}, but the origin is under {}", mark.license, origin.license);
    }
    return "";
  }

  // Nobody has decided about what was published since.
  void ReopenForAdvisories(std::vector<DecisionAnswer>* answers) const {
    for (size_t i = 0; i < answers->size(); ++i) {
      DecisionAnswer& answer = (*answers)[i];
      if (answer.decision == nullptr || !answer.reopened.empty()) continue;
      std::string news;
      for (const std::string& id : denied_advisories_[i]) {
        const std::vector<std::string>& known = answer.decision->advisories;
        if (std::ranges::find(known, id) == known.end()) news += (news.empty() ? "" : ", ") + id;
      }
      if (!news.empty()) answer.reopened = "since then it is known of " + news;
    }
  }

  void ApplyDecision(const DecisionAnswer& answer, Judgement* judgement) {
    if (answer.decision == nullptr) return;
    const Decision& decision = *answer.decision;
    const std::string words = InWords(decision);
    if (answer.second_copy) {
      second_copies_.insert(judgement);
      judgement->notes.push_back(
          fmt::format("another copy of this code is in {}:{}, {}; this one was not decided about",
                      decision.place.path, decision.lines.first, words));
      return;
    }
    judgement->decision = decision;
    judgement->reopened = answer.reopened;
    if (!answer.reopened.empty()) {
      judgement->notes.push_back(fmt::format("open again: {}; but {}", words, answer.reopened));
      return;
    }
    switch (decision.action) {
      case DecisionAction::kAccept:
        Settle(Standing::kAccepted, words, judgement);
        break;
      case DecisionAction::kIgnore:
        Settle(Standing::kIgnored, words, judgement);
        break;
      case DecisionAction::kReplace:
        if (decision.until.empty()) {
          judgement->notes.push_back(words);
        } else {
          Settle(Standing::kPutOff, words, judgement);
        }
        break;
      case DecisionAction::kBaseline:
        break;
    }
  }

  void ApplyBaseline(const DecisionAnswer& answer, Judgement* judgement) {
    judgement->baseline = BaselineState::kNew;
    if (answer.decision == nullptr) return;
    if (answer.second_copy) {
      second_copies_.insert(judgement);
      judgement->notes.push_back(fmt::format("the baseline has another copy of this code, in {}:{}",
                                             answer.decision->place.path,
                                             answer.decision->lines.first));
      return;
    }
    if (!answer.reopened.empty()) {
      judgement->notes.push_back(
          fmt::format("the baseline knows this code, but {}", answer.reopened));
      return;
    }
    judgement->baseline = BaselineState::kUnchanged;
    Settle(Standing::kBaseline, "in the baseline", judgement);
  }

  // Not for what somebody had to decide about: an accepted snippet may stay where it is, which is
  // no leave to copy it about.
  void ExcuseOwnCode(const std::vector<Decision>& decisions) {
    std::set<std::pair<std::string, std::string>> decided;
    for (const Decision& decision : decisions) {
      decided.emplace(decision.place.component, decision.place.origin_path);
    }
    for (size_t i = 0; i < result_.findings.size(); ++i) {
      Judgement& judgement = review_.judgements[i];
      if (judgement.standing != Standing::kOpen || second_copies_.contains(&judgement)) continue;
      if (!judgement.reopened.empty()) continue;
      const Finding& finding = result_.findings[i];
      std::optional<std::string> bytes =
          input_.read ? input_.read(judgement.place.path) : std::nullopt;
      if (!bytes) continue;
      const auto file = MakeProjectFile(finding.path, *std::move(bytes));
      if (!file) continue;
      const std::optional<std::string> place = input_.find_own(*file, finding.lines);
      if (!place) continue;
      if (decided.contains({judgement.place.component, judgement.place.origin_path}) &&
          IsNewCopy(finding, *place)) {
        judgement.notes.push_back(
            fmt::format("the project has this code in {} already, where it was decided about; this "
                        "copy was not",
                        *place));
        continue;
      }
      Settle(Standing::kOwnCode, fmt::format("the project had it before, in {}", *place),
             &judgement);
    }
  }

  // Whether lines that the project had before, in `place`, are added to them, not edited.
  bool IsNewCopy(const Finding& finding, const std::string& place) const {
    const auto file =
        std::ranges::lower_bound(input_.change->files, finding.path, {}, &ChangedFile::path);
    if (file == input_.change->files.end() || file->path != finding.path) return true;
    if (place != file->old_path) return true;
    double is_new = 0;
    for (const LineRange& lines : file->lines) is_new += CoveredShare(finding.lines, lines);
    return is_new >= kAllNew;
  }

  // Those that no finding was held against, of files that were scanned.
  std::vector<Decision> Unused(const std::vector<Decision>& decisions,
                               const std::vector<DecisionAnswer>& answers) const {
    std::set<const Decision*> used;
    for (const DecisionAnswer& answer : answers) used.insert(answer.decision);
    std::vector<Decision> unused;
    for (const Decision& decision : decisions) {
      if (!used.contains(&decision)) unused.push_back(decision);
    }
    return unused;
  }

  const ScanResult& result_;
  const ReviewInput& input_;
  const bool are_decided_;  // whether words of files will be asked for
  std::mutex words_mutex_;
  ProjectWords words_;
  Review review_;
  std::vector<CopyPlace> places_;
  std::vector<std::vector<std::string>> denied_advisories_;  // ids, by finding
  std::set<const Judgement*> second_copies_;
};

}  // namespace

size_t Review::CountFailing() const {
  return static_cast<size_t>(std::ranges::count_if(judgements, &Judgement::Fails));
}

size_t Review::Count(Standing standing) const {
  return static_cast<size_t>(std::ranges::count(judgements, standing, &Judgement::standing));
}

Review ReviewFindings(const ScanResult& result, const ReviewInput& input) {
  return Reviewer(result, input).Run();
}

ScanResult FindingsInChange(ScanResult result, const ChangeSet& change) {
  std::erase_if(result.findings, [&](const Finding& finding) {
    const auto file = std::ranges::lower_bound(change.files, finding.path, {}, &ChangedFile::path);
    return file == change.files.end() || file->path != finding.path ||
           !Touches(finding.lines, file->lines);
  });
  return result;
}

}  // namespace copytrace
