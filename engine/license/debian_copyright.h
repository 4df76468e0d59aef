// debian/copyright in its machine-readable form (DEP-5): the licence of every file of a Debian
// source package. https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace copytrace {

// "GPL-2+ or Artistic and BSD-3-clause" as a canonical SPDX expression; empty where no part of it
// is known.
std::string ExpressionOfDep5License(std::string_view field);

// Thread-safe once parsed.
class DebianCopyright {
 public:
  // Of a text that is not in the machine-readable form, only what it declares as a whole.
  static DebianCopyright Parse(std::string_view text);

  // The licence of the whole package: of the stanza "Files: *", else the header's, else of the
  // first stanza. Empty where none is stated.
  const std::string& declared() const { return declared_; }
  bool covers_all() const { return covers_all_; }  // whether there is a stanza "Files: *"

  // What a stanza narrower than "Files: *" says of this file (relative to the source's root): of
  // several that match, the last one. A licence that is not known by name or text is
  // "LicenseRef-debian-NAME". Empty where only "Files: *" or none speaks of it.
  const std::string& Of(std::string_view path) const;

 private:
  struct Stanza {
    std::vector<std::string> patterns;
    std::string license;
  };
  std::vector<Stanza> stanzas_;  // in the order of the file
  std::string declared_;
  bool covers_all_ = false;
};

// Whether a pattern of a Files field names this path: '*' is any run of characters, slashes
// included, '?' any one, a backslash takes the next one as it is.
bool MatchesFilesPattern(std::string_view pattern, std::string_view path);

}  // namespace copytrace
