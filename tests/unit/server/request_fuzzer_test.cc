// Replays broken and random requests through the fuzzer's own function, which aborts on an answer
// that no client should get.
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void Try(std::string_view request) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(request.data()), request.size());
}

constexpr std::string_view kPost =
    "\nhost: 127.0.0.1\ncontent-type: application/json\nx-copytrace: 1\ncontent-length: 2\n\n";

const std::string kSeeds[] = {
    "GET /\nhost: localhost\n",
    "GET /api/projects\nhost: localhost\norigin: http://localhost\n",
    "GET /api/trend\nproject=shop\nlimit=5\n",
    "GET /api/scans\nbefore=9\nproject=shop\nlimit=1\n",
    "GET /api/scans/1\n",
    "GET /api/scans/1/report\n",
    "GET /api/diff\nbefore=1\nafter=1\n",
    "GET /api/findings\nlicense=none\nclass=permissive\npath=*[a]?\nverdict=none\nkind=renamed\n"
    "since=2026\ntext=a b\nall_scans=true\nsort=class\norder=down\noffset=0\nlimit=9\n",
    "GET /api/facets\nstatus=open\ncomponent=pkg:npm/a\nproject=s*\nfirst_seen=2026-01-01\n",
    "GET /api/findings/f1\nscan=1\n",
    "GET /api/findings/f1/sides\n",
    "GET /api/findings/f1/history\nproject=shop\n",
    "GET /api/decisions\nfinding=f1\nbefore=3\n",
    "GET /api/license\nexpression=(MIT OR GPL-2.0-only) AND X\nproject=Apache-2.0\n",
    "GET /api/license-text\nid=mit\n",
    "POST /api/decisions" + std::string(kPost) +
        R"({"finding":"f1","scan":1,"action":"accept","reason":"r","until":"2999-01-01","by":null})",
    "POST /api/search" + std::string(kPost) +
        R"({"text":"int main() {}\n","language":"c","file_name":"a.c","limit":3})",
};

TEST(RequestFuzzer, AnswersItsSeeds) {
  for (const std::string& seed : kSeeds) Try(seed);
}

TEST(RequestFuzzer, AnswersWhatIsLeftOfThem) {
  for (const std::string& seed : kSeeds) {
    for (size_t length = 0; length < seed.size(); length += 3) Try(seed.substr(0, length));
  }
}

TEST(RequestFuzzer, AnswersWhatIsMadeOfThem) {
  std::mt19937 random(8573);  // NOLINT: the same requests in every run
  constexpr std::string_view kPieces[] = {"\xff",     "\\u0000",
                                          "\"",       "'",
                                          "*",        "[",
                                          "]",        "%",
                                          "99999",    "-1",
                                          "\n",       "=",
                                          ": ",       "{",
                                          "}",        "null",
                                          "1e309",    "..",
                                          "/",        "\xe2\x80\xae",
                                          "<script>", "; DROP TABLE scan"};
  for (int round = 0; round < 4000; ++round) {
    std::string request = kSeeds[random() % std::size(kSeeds)];
    for (unsigned edits = 1 + random() % 4; edits > 0; --edits) {
      const size_t at = random() % (request.size() + 1);
      switch (random() % 3) {
        case 0:
          request.insert(at, kPieces[random() % std::size(kPieces)]);
          break;
        case 1:
          request.erase(at, 1 + random() % 5);
          break;
        default:
          if (at < request.size()) request[at] = static_cast<char>(random());
      }
    }
    Try(request);
  }
}

}  // namespace
