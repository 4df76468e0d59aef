// A dump is one element <row …/> for each post, by ascending id: a question (PostTypeId 1) stands
// before its answers (2), which name it as ParentId. Only questions have tags.
#include "indexer/forum_reader.h"

#include <expat.h>
#include <fmt/format.h>

#include <charconv>
#include <deque>
#include <fstream>
#include <optional>
#include <utility>
#include <vector>

#include "engine/license/purl.h"
#include "engine/license/spdx_expression.h"
#include "engine/source/source_tree.h"
#include "indexer/forum_post.h"

namespace copytrace {
namespace {

namespace fs = std::filesystem;

constexpr int kReadBytes = 64 << 10;
constexpr uint64_t kMaxRowBytes = uint64_t{32} << 20;   // a post has 30,000 characters at most
constexpr uint64_t kMaxQuestionId = uint64_t{1} << 28;  // of those whose language is kept

struct ParserFree {
  void operator()(XML_Parser parser) const { ::XML_ParserFree(parser); }
};

uint64_t NumberOf(std::string_view text) {
  uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// "superuser.com" of a directory of this name or of "stackoverflow.com-Posts".
std::string SiteOf(const fs::path& file) {
  std::string name = EscapeInvalidUtf8(file.parent_path().filename().native());
  name.resize(std::min(name.find('-'), name.size()));
  const bool is_host = name.ends_with(".com") || name.ends_with(".net") || name.ends_with(".org");
  return is_host ? name : "stackoverflow.com";
}

struct Row {
  std::string_view id, type, parent, date, body, tags, owner, owner_name, license;
};

Row RowOf(const XML_Char** attributes) {
  Row row;
  const std::pair<std::string_view, std::string_view*> kFields[] = {
      {"Id", &row.id},
      {"PostTypeId", &row.type},
      {"ParentId", &row.parent},
      {"CreationDate", &row.date},
      {"Body", &row.body},
      {"Tags", &row.tags},
      {"OwnerUserId", &row.owner},
      {"OwnerDisplayName", &row.owner_name},
      {"ContentLicense", &row.license}};
  for (; attributes[0] != nullptr; attributes += 2) {
    for (const auto& [name, value] : kFields) {
      if (name == attributes[0]) *value = attributes[1];
    }
  }
  return row;
}

// "CC BY-SA 3.0", as newer dumps say it themselves.
std::string LicenseOf(const Row& row) {
  std::string license(row.license);
  for (char& c : license) c = c == ' ' ? '-' : c;
  const std::optional<std::string> stated = NormalizeSpdxExpression(license);
  if (stated && stated->starts_with("CC-BY-SA-")) return *stated;
  return std::string(StackExchangeLicense(row.date));
}

class ForumReader : public PackageReader {
 public:
  explicit ForumReader(fs::path file) : file_(std::move(file)), site_(SiteOf(file_)) {}

  void Rewind(PathFilter wanted) override {
    wanted_ = std::move(wanted);
    queue_.clear();
    endings_.assign(1, "");
    language_.clear();
    row_bytes_ = 0;
    at_end_ = false;
    stream_ = std::ifstream(file_, std::ios::binary);
    parser_.reset(::XML_ParserCreate(nullptr));
    ::XML_SetUserData(parser_.get(), this);
    ::XML_SetStartElementHandler(parser_.get(), &ForumReader::OnElement);
    if (!stream_) Fail(SkipReason::kUnreadable, "cannot be opened");
  }

  std::optional<PackageFile> Next() override {
    while (queue_.empty() && !at_end_) Feed();
    if (queue_.empty()) return std::nullopt;
    PackageFile file = std::move(queue_.front());
    queue_.pop_front();
    return file;
  }

 private:
  void Feed() {
    void* buffer = ::XML_GetBuffer(parser_.get(), kReadBytes);
    if (buffer == nullptr) return Fail(SkipReason::kBadArchive, "too much memory for one post");
    stream_.read(static_cast<char*>(buffer), kReadBytes);
    const auto got = static_cast<int>(stream_.gcount());
    row_bytes_ += static_cast<uint64_t>(got);
    const bool last = got < kReadBytes;
    if (::XML_ParseBuffer(parser_.get(), got, last) == XML_STATUS_ERROR) {
      return Fail(SkipReason::kBadArchive,
                  fmt::format("line {}: {}", ::XML_GetCurrentLineNumber(parser_.get()),
                              ::XML_ErrorString(::XML_GetErrorCode(parser_.get()))));
    }
    if (row_bytes_ > kMaxRowBytes) return Fail(SkipReason::kBadArchive, "a post without an end");
    if (last) at_end_ = true;
  }

  // What was read before counts.
  void Fail(SkipReason reason, std::string detail) {
    queue_.push_back({.skipped = reason, .skip_detail = std::move(detail)});
    at_end_ = true;
  }

  static void XMLCALL OnElement(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto* reader = static_cast<ForumReader*>(self);
    reader->row_bytes_ = 0;
    if (std::string_view(name) != "row") return;
    const Row row = RowOf(attributes);
    if (row.type == "1") reader->AddQuestion(row);
    if (row.type == "2") reader->AddAnswer(row);
  }

  // Tags are "<c++><pointers>" or, in newer dumps, "|c++|pointers|".
  void AddQuestion(const Row& row) {
    const uint64_t id = NumberOf(row.id);
    if (id >= kMaxQuestionId) return;
    std::string_view tags = row.tags;
    while (!tags.empty()) {
      const size_t end = tags.find_first_of("<>|");
      const std::string_view ending = EndingOfTag(tags.substr(0, end));
      tags.remove_prefix(end == std::string_view::npos ? tags.size() : end + 1);
      if (ending.empty()) continue;
      size_t number = 1;
      while (number < endings_.size() && endings_[number] != ending) ++number;
      if (number == endings_.size()) endings_.push_back(ending);
      if (language_.size() <= id) language_.resize(id + 1, 0);
      language_[id] = static_cast<uint8_t>(number);
      return;
    }
  }

  void AddAnswer(const Row& row) {
    const uint64_t id = NumberOf(row.id);
    if (id == 0) return;
    OwnRelease release;
    release.purl =
        ToString(Purl{.type = "generic", .namespace_ = site_ + "/a", .name = std::to_string(id)});
    release.license = LicenseOf(row);
    release.released = row.date.substr(0, 10);
    release.released_kind = DateKind::kRegistry;
    release.author = AuthorOf(row, id);
    const uint64_t question = NumberOf(row.parent);
    const std::string_view by_tag =
        question < language_.size() ? endings_[language_[question]] : "";
    int number = 0;
    for (CodeBlock& block : CodeBlocksOf(row.body)) {
      const std::string_view by_markup = EndingOfTag(block.language);
      const std::string_view ending = by_markup.empty() ? by_tag : by_markup;
      PackageFile file{.path = fmt::format("{}{}{}", ++number, ending.empty() ? "" : ".", ending)};
      if (!wanted_(file.path)) continue;
      file.bytes = std::move(block.code);
      file.own_release = release;
      queue_.push_back(std::move(file));
    }
  }

  std::string AuthorOf(const Row& row, uint64_t id) const {
    std::string who = "an unnamed user";
    if (!row.owner.empty()) {
      who = fmt::format("user {} (https://{}/users/{})", row.owner, site_, row.owner);
    }
    if (!row.owner_name.empty()) who = row.owner_name;
    return fmt::format("{}, https://{}/a/{}", who, site_, id);
  }

  fs::path file_;
  std::string site_;
  PathFilter wanted_;
  std::ifstream stream_;
  std::unique_ptr<XML_ParserStruct, ParserFree> parser_;
  uint64_t row_bytes_ = 0;  // read since the last element began
  bool at_end_ = false;
  std::deque<PackageFile> queue_;
  std::vector<std::string_view> endings_;  // by number; 0 is none
  std::vector<uint8_t> language_;          // of each question, by id: a number
};

}  // namespace

std::unique_ptr<PackageReader> MakeForumReader(const fs::path& file) {
  return std::make_unique<ForumReader>(file);
}

}  // namespace copytrace
