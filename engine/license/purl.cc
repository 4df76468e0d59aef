// The canonical form that the package-url specification asks for: the type and, by type, parts of
// the rest in lower case, every other byte than letters, digits and "-._~:" percent-encoded.
#include "engine/license/purl.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace copytrace {
namespace {

// Types whose namespace and name do not depend on case.
constexpr std::array<std::string_view, 9> kLowerCaseTypes = {
    "alpm", "apk", "bitbucket", "composer", "deb", "github", "gitlab", "golang", "hex"};

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

bool IsHex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

int HexValue(char c) {
  return c <= '9' ? c - '0' : std::tolower(static_cast<unsigned char>(c)) - 'a' + 10;
}

std::optional<std::string> Decode(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size() || !IsHex(text[i + 1]) || !IsHex(text[i + 2])) return std::nullopt;
    decoded += static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
    i += 2;
  }
  return decoded;
}

std::string Encode(std::string_view text, bool keep_slash) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || std::string_view("-._~:").find(c) != std::string_view::npos ||
        (keep_slash && c == '/')) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kHex[byte >> 4];
      encoded += kHex[byte & 15];
    }
  }
  return encoded;
}

std::string_view TrimSlashes(std::string_view text) {
  while (text.starts_with('/')) text.remove_prefix(1);
  while (text.ends_with('/')) text.remove_suffix(1);
  return text;
}

void ApplyTypeRules(Purl* purl) {
  purl->type = Lower(purl->type);
  if (std::find(kLowerCaseTypes.begin(), kLowerCaseTypes.end(), purl->type) !=
      kLowerCaseTypes.end()) {
    purl->namespace_ = Lower(purl->namespace_);
    purl->name = Lower(purl->name);
  } else if (purl->type == "pypi") {
    purl->name = Lower(purl->name);
    std::replace(purl->name.begin(), purl->name.end(), '_', '-');
  }
}

bool IsType(std::string_view type) {
  return !type.empty() && std::isalpha(static_cast<unsigned char>(type.front())) &&
         std::all_of(type.begin(), type.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '.' || c == '+' || c == '-';
         });
}

}  // namespace

std::optional<Purl> ParsePurl(std::string_view text) {
  if (text.size() < 4 || Lower(text.substr(0, 4)) != "pkg:") return std::nullopt;
  text.remove_prefix(4);
  Purl purl;
  if (const size_t hash = text.rfind('#'); hash != std::string_view::npos) {
    purl.subpath = TrimSlashes(text.substr(hash + 1));
    text = text.substr(0, hash);
  }
  if (const size_t question = text.rfind('?'); question != std::string_view::npos) {
    purl.qualifiers = text.substr(question + 1);
    text = text.substr(0, question);
  }
  text = TrimSlashes(text);
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos || !IsType(text.substr(0, slash))) return std::nullopt;
  purl.type = text.substr(0, slash);
  text = TrimSlashes(text.substr(slash + 1));

  // An '@' that opens a segment is a scope that should have been encoded, not a version.
  const size_t at = text.rfind('@');
  if (at != std::string_view::npos && at > 0 && text[at - 1] != '/') {
    const std::optional<std::string> version = Decode(text.substr(at + 1));
    if (!version) return std::nullopt;
    purl.version = *version;
    text = text.substr(0, at);
  }
  text = TrimSlashes(text);
  const size_t last = text.rfind('/');
  if (last != std::string_view::npos) {
    const std::optional<std::string> decoded = Decode(text.substr(0, last));
    if (!decoded) return std::nullopt;
    purl.namespace_ = *decoded;
    text.remove_prefix(last + 1);
  }
  const std::optional<std::string> name = Decode(text);
  if (!name || name->empty()) return std::nullopt;
  purl.name = *name;
  ApplyTypeRules(&purl);
  return purl;
}

std::string WithoutVersion(const Purl& purl) {
  Purl canonical = purl;
  ApplyTypeRules(&canonical);
  std::string text = "pkg:" + canonical.type + '/';
  if (!canonical.namespace_.empty()) text += Encode(canonical.namespace_, true) + '/';
  return text + Encode(canonical.name, false);
}

std::string ToString(const Purl& purl) {
  std::string text = WithoutVersion(purl);
  if (!purl.version.empty()) text += '@' + Encode(purl.version, false);
  if (!purl.qualifiers.empty()) text += '?' + purl.qualifiers;
  if (!purl.subpath.empty()) text += '#' + purl.subpath;
  return text;
}

std::string ComponentName(const Purl& purl) {
  if (purl.namespace_.empty() || purl.type == "deb") return purl.name;
  return purl.namespace_ + (purl.type == "maven" ? ':' : '/') + purl.name;
}

}  // namespace copytrace
