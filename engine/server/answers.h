// What the routes answer: a function each, in a file a group. Thread-safe.
//
// They throw Problem where the request does not fit, and Error where history or store cannot be
// read.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/history/counts.h"
#include "engine/history/history.h"
#include "engine/history/query.h"
#include "engine/server/http.h"
#include "engine/server/service.h"

namespace copytrace {

// project_answers.cc
HttpResponse GetHealth(Service& service, const HttpRequest& request, const std::string&);
HttpResponse GetAbout(Service& service, const HttpRequest& request, const std::string&);
HttpResponse ListProjects(Service& service, const HttpRequest& request, const std::string&);
HttpResponse GetTrend(Service& service, const HttpRequest& request, const std::string&);

// scan_answers.cc
HttpResponse ListScans(Service& service, const HttpRequest& request, const std::string&);
HttpResponse GetScan(Service& service, const HttpRequest& request, const std::string& scan);
HttpResponse GetReport(Service& service, const HttpRequest& request, const std::string& scan);
HttpResponse CompareScans(Service& service, const HttpRequest& request, const std::string&);

// finding_answers.cc
HttpResponse ListFindings(Service& service, const HttpRequest& request, const std::string&);
HttpResponse CountFindings(Service& service, const HttpRequest& request, const std::string&);
HttpResponse GetFinding(Service& service, const HttpRequest& request, const std::string& finding);
HttpResponse GetSides(Service& service, const HttpRequest& request, const std::string& finding);
HttpResponse GetFindingHistory(Service& service, const HttpRequest& request,
                               const std::string& finding);

// decision_answers.cc
HttpResponse ListDecisions(Service& service, const HttpRequest& request, const std::string&);
HttpResponse PostDecision(Service& service, const HttpRequest& request, const std::string&);

// search_answers.cc
HttpResponse Search(Service& service, const HttpRequest& request, const std::string&);

// license_answers.cc
HttpResponse ExplainLicense(Service& service, const HttpRequest& request, const std::string&);
HttpResponse GetLicenseText(Service& service, const HttpRequest& request, const std::string&);

}  // namespace copytrace
