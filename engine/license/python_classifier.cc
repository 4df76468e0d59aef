#include "engine/license/python_classifier.h"

#include "engine/license/declared_license.h"
#include "engine/license/spdx_expression.h"

namespace copytrace {

void AddPythonClassifier(std::string_view classifier, std::string* license) {
  if (!classifier.starts_with("License ::")) return;
  const std::string_view name = classifier.substr(classifier.rfind("::") + 2);
  *license = JoinAnd({*license, ExpressionOfDeclaredLicense(name)});
}

}  // namespace copytrace
