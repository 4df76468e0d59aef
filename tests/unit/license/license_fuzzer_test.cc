// Replays broken and random inputs through the fuzzer's own function, which aborts on an answer
// that does not hold together.
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void Replay(std::string_view text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

TEST(LicenseFuzzer, HoldsOnBrokenInputs) {
  for (const std::string_view text :
       std::initializer_list<std::string_view>{"",
                                               "\n",
                                               "(",
                                               ")",
                                               "MIT OR",
                                               "AND MIT",
                                               "MIT WITH",
                                               "((MIT)",
                                               "{\"license\":",
                                               "{\"license\": 7}",
                                               "{\"license\": {\"type\": []}}",
                                               "{\"licenses\": [null, 1, {}]}",
                                               "[package]\nlicense = ",
                                               "[package]\nlicense = 5\n",
                                               "[project]\nlicense = {text = 1}\n",
                                               "<project><licenses><license><name>",
                                               "<package><metadata><license type=\"x\"/>",
                                               "License:\n",
                                               "License: \x80\xff\xfe\n",
                                               "Gem::Specification.new { |s| s.license = ",
                                               "Files: *\nLicense:\n .\n\nLicense: MIT\n",
                                               "\xef\xbb\xbf{\"license\": \"MIT\"}",
                                               "SPDX-License-Identifier:",
                                               "SPDX-License-Identifier: MIT WITH WITH",
                                               "SPDX-License-Identifier: \xff\xfe MIT",
                                               "version = 1\n[[annotations]]\npath = 3\n"}) {
    Replay(text);
  }
}

TEST(LicenseFuzzer, HoldsOnWordsInAnyOrder) {
  const std::vector<std::string_view> words = {"license",
                                               "MIT",
                                               "or",
                                               "GPL",
                                               "version",
                                               "2",
                                               "later",
                                               "(",
                                               ")",
                                               "under",
                                               "the",
                                               "AND",
                                               "WITH",
                                               "commercial",
                                               "one",
                                               "of",
                                               "following",
                                               "classpath",
                                               "exception",
                                               "see",
                                               "COPYING",
                                               "BSD",
                                               "alternatively",
                                               "SPDX-License-Identifier:",
                                               "copyright",
                                               "public",
                                               "domain",
                                               "may",
                                               "be",
                                               "freely",
                                               "used",
                                               "\n",
                                               "//",
                                               "<",
                                               ">",
                                               "\"license\":",
                                               "{",
                                               "}",
                                               "Apache",
                                               "2.0",
                                               "both",
                                               "\xc3",
                                               "permission",
                                               "is",
                                               "hereby",
                                               "granted",
                                               "not",
                                               "sell",
                                               "agreement",
                                               "licensee",
                                               "/",
                                               "."};
  std::mt19937 random(20);
  for (int round = 0; round < 400; ++round) {
    std::string text;
    const size_t count = random() % 120;
    for (size_t i = 0; i < count; ++i) {
      text += words[random() % words.size()];
      if (random() % 8 != 0) text += ' ';
    }
    Replay(text);
  }
}

TEST(LicenseFuzzer, HoldsOnRandomBytes) {
  std::mt19937 random(21);
  for (int round = 0; round < 100; ++round) {
    std::string text(random() % 600, '\0');
    for (char& c : text) c = static_cast<char>(random());
    Replay(text);
  }
}

}  // namespace
