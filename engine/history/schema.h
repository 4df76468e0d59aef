// The tables of a history file, and how files of older versions are brought up to date.
#pragma once

#include "engine/history/sqlite.h"

namespace copytrace {

// Creates or migrates the tables, each step in a transaction of its own. Throws Error where the
// file is of a newer copytrace, or none of ours.
void MigrateHistory(Sqlite* database);

// The same up to an older version, which this program no longer writes: for what is held against it.
void MigrateHistoryTo(Sqlite* database, int64_t version);

}  // namespace copytrace
