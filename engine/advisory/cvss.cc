#include "engine/advisory/cvss.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>

namespace copytrace {
namespace {

using Metrics = std::map<std::string, char, std::less<>>;

Metrics ReadMetrics(std::string_view text) {
  Metrics metrics;
  while (!text.empty()) {
    const size_t end = text.find('/');
    const std::string_view metric = text.substr(0, end);
    const size_t colon = metric.find(':');
    if (colon != std::string_view::npos && colon + 1 < metric.size()) {
      metrics.emplace(metric.substr(0, colon), metric[colon + 1]);
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return metrics;
}

// The weight of a metric's value; NaN where the metric or the value is missing.
double Weight(const Metrics& metrics, std::string_view name,
              std::initializer_list<std::pair<char, double>> weights) {
  const auto metric = metrics.find(name);
  if (metric == metrics.end()) return std::nan("");
  const auto weight = std::find_if(weights.begin(), weights.end(), [&](const auto& entry) {
    return entry.first == metric->second;
  });
  return weight == weights.end() ? std::nan("") : weight->second;
}

// Appendix A of the specification: up to one decimal, without the noise of floating point.
double RoundUp(double value) {
  const auto scaled = std::llround(value * 100000);
  if (scaled % 10000 == 0) return static_cast<double>(scaled) / 100000;
  return (std::floor(static_cast<double>(scaled) / 10000) + 1) / 10;
}

double ScoreOfVersion3(const Metrics& metrics) {
  const double scope = Weight(metrics, "S", {{'U', 0}, {'C', 1}});
  const bool changed = scope == 1;
  const auto impact_of = [&](std::string_view name) {
    return Weight(metrics, name, {{'H', 0.56}, {'L', 0.22}, {'N', 0}});
  };
  const double exploitability =
      8.22 * Weight(metrics, "AV", {{'N', 0.85}, {'A', 0.62}, {'L', 0.55}, {'P', 0.2}}) *
      Weight(metrics, "AC", {{'L', 0.77}, {'H', 0.44}}) *
      Weight(metrics, "PR",
             {{'N', 0.85}, {'L', changed ? 0.68 : 0.62}, {'H', changed ? 0.5 : 0.27}}) *
      Weight(metrics, "UI", {{'N', 0.85}, {'R', 0.62}});
  const double share = 1 - (1 - impact_of("C")) * (1 - impact_of("I")) * (1 - impact_of("A"));
  const double impact =
      changed ? 7.52 * (share - 0.029) - 3.25 * std::pow(share - 0.02, 15) : 6.42 * share;
  if (std::isnan(exploitability + impact + scope)) return std::nan("");
  if (impact <= 0) return 0;
  return RoundUp(std::min((changed ? 1.08 : 1) * (impact + exploitability), 10.0));
}

double ScoreOfVersion2(const Metrics& metrics) {
  const auto impact_of = [&](std::string_view name) {
    return Weight(metrics, name, {{'N', 0}, {'P', 0.275}, {'C', 0.660}});
  };
  const double impact =
      10.41 * (1 - (1 - impact_of("C")) * (1 - impact_of("I")) * (1 - impact_of("A")));
  const double exploitability = 20 *
                                Weight(metrics, "AV", {{'L', 0.395}, {'A', 0.646}, {'N', 1.0}}) *
                                Weight(metrics, "AC", {{'H', 0.35}, {'M', 0.61}, {'L', 0.71}}) *
                                Weight(metrics, "Au", {{'M', 0.45}, {'S', 0.56}, {'N', 0.704}});
  const double score = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact == 0 ? 0 : 1.176);
  return std::round(score * 10) / 10;
}

}  // namespace

std::optional<double> CvssBaseScore(std::string_view vector) {
  double score = std::nan("");
  if (vector.starts_with("CVSS:3.0/") || vector.starts_with("CVSS:3.1/")) {
    score = ScoreOfVersion3(ReadMetrics(vector.substr(9)));
  } else if (!vector.starts_with("CVSS:")) {
    if (vector.starts_with('(') && vector.ends_with(')'))
      vector = vector.substr(1, vector.size() - 2);
    score = ScoreOfVersion2(ReadMetrics(vector));
  }
  return std::isnan(score) ? std::nullopt : std::optional(score);
}

AdvisorySeverity CvssRating(double score) {
  if (score <= 0) return AdvisorySeverity::kNone;
  if (score < 4) return AdvisorySeverity::kLow;
  if (score < 7) return AdvisorySeverity::kMedium;
  return score < 9 ? AdvisorySeverity::kHigh : AdvisorySeverity::kCritical;
}

}  // namespace copytrace
