#include "engine/match/matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/store/bytes.h"
#include "engine/store/encoding.h"
#include "engine/store/store_writer.h"
#include "tests/unit/match/make_query.h"
#include "tests/unit/store/store_fixture.h"

namespace copytrace {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string Code() {
  std::string code;
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    code += "const ratio" + number + " = measure" + number + "(left" + number + ", right" + number +
            ") % limits[" + number + "];\nif (ratio" + number + " > " + number + ") report(ratio" +
            number + ");\n";
  }
  return code;
}

class MatcherTest : public testing::Test {
 protected:
  // Matches what Code() and another line say against a store that holds Code(), with this for its
  // evidence.
  std::vector<Match> MatchAgainst(const std::string& evidence) {
    const TestText text(Code());
    {
      const auto writer = StoreWriter::Open(directory_.path());
      EncodedBlob blob;
      blob.blob.sha1 = HashContent(Code());
      blob.blob.language = Language::kJavaScript;
      blob.blob.tokens = static_cast<uint32_t>(text.evidence.size());
      blob.blob.component = writer->AddComponent({.purl = "pkg:npm/ratio", .name = "ratio"});
      blob.evidence = evidence;
      FingerprintScratch scratch;
      ComputeFingerprints(text.tokenized.tokens, FingerprintOptions(), &scratch,
                          &blob.fingerprints);
      const ReleaseId release = writer->AddRelease(
          {.component = blob.blob.component, .version = "1", .purl = "pkg:npm/ratio@1"});
      writer->AddOccurrence(writer->AddBlob(blob), {.release = release, .path = "ratio.js"});
      writer->Commit();
    }
    const auto store = Store::Open(directory_.path());
    const SourceFile file = MakeSourceFile("own.js", Code() + "export default report;\n", {});
    const SourceFile* const files[] = {&file};
    const Matcher matcher(*store, {});
    Matcher::Scratch scratch(matcher);
    std::vector<std::vector<Match>> matches;
    matcher.Match(files, &scratch, &matches);
    return matches.at(0);
  }

  TemporaryDirectory directory_;
};

TEST_F(MatcherTest, FindsWhatIsCopied) {
  const std::vector<Match> matches = MatchAgainst(EncodeEvidence(TestText(Code()).evidence));
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].lines.first, 1u);
  EXPECT_EQ(matches[0].lines.last, 80u);
}

// Evidence is unpacked long after it was read; the store is to be named all the same.
TEST_F(MatcherTest, NamesTheStoreWhoseEvidenceDoesNotUnpack) {
  std::string evidence(2, '\0');
  const size_t tokens = TestText(Code()).evidence.size();
  PutVarint(&evidence, tokens);
  PutVarint(&evidence, tokens + 100);
  PutVarint(&evidence, 9);
  evidence += "no frame!";
  try {
    MatchAgainst(evidence);
    FAIL() << "matched";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr(directory_.path().string()), HasSubstr("damaged")));
  }
}

}  // namespace
}  // namespace copytrace
