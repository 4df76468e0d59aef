#include "engine/history/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/history/sightings.h"
#include "tests/unit/history/recorded_scans.h"

namespace copytrace {
namespace {

// A file of the first version: what reviews had settled was recorded as open.
TEST(SchemaTest, BringsAFileOfTheFirstVersionUpToDate) {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "history.db";
  {
    Sqlite old(file, Sqlite::Mode::kReadWrite);
    MigrateHistoryTo(&old, 1);
    old.Run(
        R"(INSERT INTO scan VALUES (1, '2026-01-01T00:00:00Z', 1, 'shop', NULL, 'shop',
             '["/src/shop"]', '/src', '/store', 3, '0.1.0', '["scan"]', 1, 1, 1, 2, 0, '{}');
           INSERT INTO occurrence VALUES (1, x'01', 'f1', 'a.js', 1, 9, 'renamed', 50, 0.1,
             'pkg:npm/a', 'pkg:npm/a@1', 'MIT', 'permissive',
             '{"review":{"standing":"accepted","verdict":"warn",
               "decision":{"until":"2999-01-01"}}}');
           INSERT INTO occurrence VALUES (2, x'02', 'f2', 'b.js', 1, 9, 'renamed', 50, 0.1,
             'pkg:npm/a', 'pkg:npm/a@1', 'MIT', 'permissive',
             '{"review":{"standing":"ignored","verdict":"deny",
               "decision":{"until":"2026-01-02"}}}');
           INSERT INTO occurrence VALUES (3, x'03', 'f3', 'c.js', 1, 9, 'renamed', 50, 0.1,
             'pkg:npm/a', 'pkg:npm/a@1', 'MIT', 'permissive', '{}');
           INSERT INTO sighting VALUES (1, 0, 1, 'open', NULL), (1, 1, 2, 'open', NULL),
             (1, 2, 3, 'open', NULL);
           INSERT INTO first_seen VALUES ('shop', 'f1', 1, '2026-01-01T00:00:00Z'),
             ('shop', 'f2', 1, '2026-01-01T00:00:00Z'), ('shop', 'f3', 1, '2026-01-01T00:00:00Z'))");
  }
  History history(file);
  EXPECT_EQ(history.GetScan(1).project_root, "");
  EXPECT_EQ(FindSighting(&history, "f1", 1)->status, "accepted");
  EXPECT_EQ(FindSighting(&history, "f1", 1)->verdict, "warn");
  EXPECT_EQ(FindSighting(&history, "f2", 1)->status, "open") << "its decision has run out";
  EXPECT_EQ(SightingsOf(&history, "shop", "f2", 9)->sightings[0].status, "ignored");
  EXPECT_EQ(FindSighting(&history, "f3", 1)->status, "open");
  EXPECT_EQ(FindSighting(&history, "f3", 1)->verdict, std::nullopt);
  EXPECT_THROW(history.database().Run("UPDATE sighting SET status = 'open'"), std::exception);
}

}  // namespace
}  // namespace copytrace
