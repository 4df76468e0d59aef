#include "engine/history/sqlite.h"

#include <fmt/format.h>

#include "engine/error.h"

namespace copytrace {
namespace {

constexpr int kBusyMilliseconds = 10'000;  // how long to wait for another writer

}  // namespace

Sqlite::Sqlite(const std::filesystem::path& file, Mode mode) : file_(file.string()) {
  const int flags =
      mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* connection = nullptr;
  const int status = sqlite3_open_v2(file_.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);
  if (status != SQLITE_OK) Fail("cannot be opened");
  sqlite3_busy_timeout(connection, kBusyMilliseconds);
  sqlite3_extended_result_codes(connection, 1);
}

void Sqlite::Fail(std::string_view what) const {
  throw Error(fmt::format("{}: {}: {}", file_, what, sqlite3_errmsg(connection_.get())));
}

void Sqlite::Run(const std::string& sql) {
  if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    Fail("the history cannot be read or written");
  }
}

Statement Sqlite::Prepare(std::string_view sql) { return Statement(*this, sql); }

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::Commit() {
  database_->Run("COMMIT");
  open_ = false;
}

Statement::Statement(const Sqlite& database, std::string_view sql) : database_(&database) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int status = sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                        &statement, &rest);
  statement_.reset(statement);
  if (status != SQLITE_OK) database.Fail("the question cannot be asked");
}

void Statement::Check(int status) {
  if (status != SQLITE_OK) database_->Fail("the history cannot be read or written");
}

Statement& Statement::Bind(int64_t value) {
  Check(sqlite3_bind_int64(statement_.get(), ++bound_, value));
  return *this;
}

Statement& Statement::Bind(double value) {
  Check(sqlite3_bind_double(statement_.get(), ++bound_, value));
  return *this;
}

Statement& Statement::Bind(std::string_view text) {
  Check(sqlite3_bind_text64(statement_.get(), ++bound_, text.data(), text.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
  return *this;
}

Statement& Statement::BindOptional(const std::optional<std::string>& text) {
  return text ? Bind(std::string_view(*text)) : BindNull();
}

Statement& Statement::BindNull() {
  Check(sqlite3_bind_null(statement_.get(), ++bound_));
  return *this;
}

bool Statement::Step() {
  switch (sqlite3_step(statement_.get())) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      database_->Fail("the history cannot be read or written");
  }
}

void Statement::Run() {
  while (Step()) {
  }
  Reset();
}

void Statement::Reset() {
  sqlite3_reset(statement_.get());
  bound_ = 0;
}

std::string Statement::ColumnName(int column) const {
  const char* name = sqlite3_column_name(statement_.get(), column);
  return name == nullptr ? std::string() : std::string(name);
}

bool Statement::IsNull(int column) const { return Type(column) == SQLITE_NULL; }

int64_t Statement::Integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::Real(int column) const { return sqlite3_column_double(statement_.get(), column); }

std::string Statement::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (text == nullptr) return {};
  return {text, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

}  // namespace copytrace
