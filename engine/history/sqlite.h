// SQLite as this room needs it: a connection, and statements that own themselves. Not thread-safe:
// a connection belongs to one thread at a time.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace copytrace {

class Statement;

// Every failure throws Error, which names the file.
class Sqlite {
 public:
  enum class Mode { kReadOnly, kReadWrite };  // kReadWrite creates the file

  Sqlite(const std::filesystem::path& file, Mode mode);

  void Run(const std::string& sql);  // one or several statements without results
  Statement Prepare(std::string_view sql);
  int64_t last_row_id() const { return sqlite3_last_insert_rowid(connection_.get()); }
  sqlite3* handle() const { return connection_.get(); }

  [[noreturn]] void Fail(std::string_view what) const;

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };

  std::string file_;
  std::unique_ptr<sqlite3, Close> connection_;
};

// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Sqlite* database) : database_(database) {
    database_->Run("BEGIN IMMEDIATE");
  }
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void Commit();

 private:
  Sqlite* database_;
  bool open_ = true;
};

// Parameters count from 1 and are bound in order by Bind; columns count from 0.
class Statement {
 public:
  Statement(const Sqlite& database, std::string_view sql);

  Statement& Bind(int64_t value);
  Statement& Bind(double value);
  Statement& Bind(std::string_view text);
  Statement& BindOptional(const std::optional<std::string>& text);  // none: NULL
  Statement& BindNull();

  bool Step();  // whether there is a row
  void Run();   // to the end, then ready to be bound anew
  void Reset();

  int columns() const { return sqlite3_column_count(statement_.get()); }
  std::string ColumnName(int column) const;
  bool IsNull(int column) const;
  int64_t Integer(int column) const;
  double Real(int column) const;
  std::string Text(int column) const;  // empty for NULL
  int Type(int column) const { return sqlite3_column_type(statement_.get(), column); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  void Check(int status);

  const Sqlite* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
};

}  // namespace copytrace
