#include "engine/report/table_report.h"

#include <gtest/gtest.h>

namespace copytrace {
namespace {

TextTable Hostile() {
  return {{"name", "lines"},
          {false, true},
          {{"=HYPERLINK(\"x\")", "-7"}, {"a,b\nc", "12"}, {"\x1b[31m\xe2\x80\xae", std::nullopt}}};
}

TEST(TableReport, AlignsColumnsAndSpellsOutEscapes) {
  EXPECT_EQ(WriteTableText(Hostile()),
            "name             lines\n"
            "=HYPERLINK(\"x\")     -7\n"
            "a,b\\x0ac            12\n"
            "\\x1b[31m\\u202e       -\n");
}

TEST(TableReport, WritesNumbersAndNullsInJson) {
  EXPECT_EQ(WriteTableJson({{"name", "lines"}, {false, true}, {{"12", "12"}, {"x", std::nullopt}}}),
            "[\n  {\n    \"name\": \"12\",\n    \"lines\": 12\n  },\n"
            "  {\n    \"name\": \"x\",\n    \"lines\": null\n  }\n]\n");
}

TEST(TableReport, KeepsFormulasOutOfSpreadsheets) {
  EXPECT_EQ(
      WriteTableCsv(Hostile()),
      "name,lines\r\n\"'=HYPERLINK(\"\"x\"\")\",-7\r\n\"a,b\nc\",12\r\n\x1b[31m\xe2\x80\xae,\r\n");
}

}  // namespace
}  // namespace copytrace
