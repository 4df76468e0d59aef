// The tables of a history file, and how files of older versions are brought up to date.
#pragma once

#include "engine/history/sqlite.h"

namespace copytrace {

// Creates or migrates the tables, each step in a transaction of its own. Throws Error where the
// file is of a newer copytrace, or none of ours.
void MigrateHistory(Sqlite* database);

}  // namespace copytrace
