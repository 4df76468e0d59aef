#include "engine/store/encoding.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <functional>
#include <memory>
#include <random>
#include <thread>

#include "engine/error.h"
#include "engine/store/bytes.h"
#include "engine/store/evidence_expansion.h"
#include "engine/store/posting_run.h"
#include "engine/store/store_state.h"
#include "tests/unit/store/store_fixture.h"

namespace copytrace {
namespace {

// Evidence as a store reads it: unpacked when it is looked at, from bytes that it keeps.
Evidence DecodeWhenLookedAt(std::string_view bytes) {
  auto owner = std::make_shared<const std::string>(bytes);
  return DecodeEvidence(*owner, owner);
}

TEST(EvidenceEncoding, RoundTrips) {
  std::mt19937_64 random(1);
  constexpr size_t kChunk = PackedEvidence::kChunkTokens;
  for (const size_t tokens :
       {size_t{0}, size_t{1}, size_t{2}, size_t{17}, size_t{300}, kChunk, kChunk + kChunk / 2 - 1,
        kChunk + kChunk / 2, 2 * kChunk, size_t{5000}, 5 * kChunk + 3}) {
    const Evidence evidence = RandomEvidence(&random, tokens);
    const std::string bytes = EncodeEvidence(evidence);
    EXPECT_EQ(DecodeEvidence(bytes), evidence);
    EXPECT_EQ(DecodeWhenLookedAt(bytes), evidence);
    const Evidence read = DecodeWhenLookedAt(bytes);
    ASSERT_EQ(read.size(), tokens);
    for (size_t look = 0; look < std::min<size_t>(tokens, 100); ++look) {
      const size_t i = random() % tokens;
      ASSERT_EQ(read[i], evidence[i]) << i << " of " << tokens;
    }
    EXPECT_EQ(read.lines(), evidence.lines());
  }
}

TEST(EvidenceEncoding, ReadsWhatOlderFormatsHave) {
  std::mt19937_64 random(2);
  for (const size_t tokens : {0, 1, 300, 5000}) {
    const Evidence evidence = RandomEvidence(&random, tokens);
    EXPECT_EQ(DecodeWhenLookedAt(EvidenceOfFormat2(evidence)), evidence);
    EXPECT_EQ(DecodeWhenLookedAt(EvidenceOfFormat3(evidence)), evidence);
  }
}

// A chunk is unpacked by whichever thread looks at it first; the others see all of it.
TEST(EvidenceEncoding, IsTheSameToThreadsThatLookAtOnce) {
  constexpr size_t kChunks = 20;
  std::mt19937_64 random(6);
  const Evidence expected = RandomEvidence(&random, kChunks * PackedEvidence::kChunkTokens);
  const std::string bytes = EncodeEvidence(expected);
  for (int round = 0; round < 20; ++round) {
    const Evidence evidence = DecodeWhenLookedAt(bytes);
    std::barrier together(2);
    std::atomic<int> wrong = 0;
    const auto look_at_the_end_of_each_chunk = [&] {
      for (size_t chunk = 1; chunk <= kChunks; ++chunk) {
        const size_t last = chunk * PackedEvidence::kChunkTokens - 1;
        together.arrive_and_wait();
        wrong += evidence[last] != expected[last];
      }
    };
    std::thread other(look_at_the_end_of_each_chunk);
    look_at_the_end_of_each_chunk();
    other.join();
    EXPECT_EQ(wrong, 0);
  }
}

// Code repeats itself, random numbers do not.
Evidence RepetitiveEvidence() {
  EvidenceBuilder evidence;
  for (uint32_t i = 0; i < 500; ++i) {
    evidence.push_back({.n1 = static_cast<uint8_t>(20 + i % 5), .n0 = 0}, 1 + i / 5);
  }
  return evidence.Finish();
}

TEST(EvidenceEncoding, PacksWhatGetsSmallerByIt) {
  EXPECT_LT(EncodeEvidence(RepetitiveEvidence()).size(), 100u);
  std::mt19937_64 random(3);
  const Evidence small = RandomEvidence(&random, 3);
  EXPECT_LE(EncodeEvidence(small).size(), EvidenceOfFormat2(small).size() + 6);
}

TEST(EvidenceEncoding, RefusesToUnpackMoreThanAFrameOfItsSizeCanHold) {
  std::string of_format_3(1, '\0');
  PutVarint(&of_format_3, 1u << 30);
  std::string in_chunks(2, '\0');
  for (const uint32_t number : {5u, 1u << 30, 5u}) PutVarint(&in_chunks, number);
  for (const std::string& head : {of_format_3, in_chunks}) {
    try {
      DecodeEvidence(head + "frame");
      FAIL() << "unpacked";
    } catch (const MalformedRecord& error) {
      EXPECT_STREQ(error.what(), "a packed record claims more than it can hold");
    }
  }
}

TEST(EvidenceEncoding, RefusesMoreTokensThanItsChunksCanHold) {
  std::string bytes(2, '\0');
  PutVarint(&bytes, UINT32_MAX);
  EXPECT_THROW(DecodeWhenLookedAt(bytes + "frame"), MalformedRecord);
}

TEST(EvidenceLines, AreThoseOfTheTokensHoweverLargeTheNumbers) {
  std::mt19937_64 random(5);
  for (const uint32_t most : {1u, 3u, 100u, 127u, 128u, 1000u, 100000u}) {
    EvidenceBuilder builder;
    std::vector<uint32_t> lines;
    uint32_t line = 1;
    for (int i = 0; i < 200; ++i) {
      if (random() % 3 != 0) line += static_cast<uint32_t>(1 + random() % most);
      for (uint32_t count = 1 + random() % std::min(most, 300u); count > 0; --count) {
        builder.push_back({.n1 = 20, .n0 = 0}, line);
        lines.push_back(line);
      }
    }
    const Evidence evidence = DecodeEvidence(EncodeEvidence(builder.Finish()));
    EvidenceLineReader reader(evidence);
    for (size_t i = 0; i < lines.size(); ++i) ASSERT_EQ(reader.line(i), lines[i]) << most;
    for (size_t i = 0; i < lines.size(); i += 97) ASSERT_EQ(evidence.line(i), lines[i]);
  }
}

TEST(EvidenceLines, ThatAreNotThoseOfTheTokensAreMalformed) {
  const std::vector<EvidenceToken> tokens(5);
  const auto make = [&](std::string lines) { return Evidence(tokens, std::move(lines)); };
  EXPECT_EQ(make({2, 3, 1, 1}).line(2), 2u);
  EXPECT_THROW(make({2, 2, 1, 1}).lines(), MalformedRecord);        // one token too few
  EXPECT_THROW(make({2, 4, 1, 1}).lines(), MalformedRecord);        // one too many
  EXPECT_THROW(make({0, 5, 1, 1}).lines(), MalformedRecord);        // a line without tokens
  EXPECT_THROW(make({2, 3, 1}).lines(), MalformedRecord);           // a number missing
  EXPECT_THROW(make({2, 3, 1, 1, 1}).lines(), MalformedRecord);     // one too many
  EXPECT_THROW(make({2, 3, 1, '\x80'}).lines(), MalformedRecord);  // that does not end
  EXPECT_THROW(make("").lines(), MalformedRecord);
  EXPECT_TRUE(Evidence({}, "").lines().empty());
}

TEST(EvidenceExpansion, EightAtATimeGivesWhatOneByOneDoes) {
  std::mt19937_64 random(4);
  for (size_t size = 0; size < 300; ++size) {
    const auto classes_of_ten = random() % 11;
    std::string n1;
    std::string n0;
    for (size_t i = 0; i < size; ++i) {
      const bool is_class = random() % 10 < classes_of_ten;
      n1 += static_cast<char>(is_class ? random() % kFirstTextHash
                                       : kFirstTextHash + random() % (256 - kFirstTextHash));
      if (is_class) n0 += static_cast<char>(random() % 256);
    }
    std::vector<EvidenceToken> tokens(size);
    std::vector<EvidenceToken> plainly(size);
    ExpandTokens(n1, n0, tokens);
    ExpandTokensPlainly(n1, n0, plainly);
    ASSERT_EQ(tokens, plainly) << size;
  }
}

TEST(EvidenceEncoding, KeepsNoN0OfKeywords) {
  EvidenceBuilder evidence;
  evidence.push_back({.n1 = 100, .n0 = 7}, 1);
  EXPECT_EQ(DecodeEvidence(EncodeEvidence(evidence.Finish()))[0].n0, 0);
}

TEST(Folding, KeepsClassesAndRanges) {
  for (uint32_t n1 = 0; n1 < kFirstTextHash; ++n1) EXPECT_EQ(FoldN1(n1), n1);
  for (uint32_t hash : {16u, 255u, 256u, 4000000000u, UINT32_MAX}) {
    EXPECT_GE(FoldN1(hash), kFirstTextHash);
    EXPECT_GE(FoldN0(hash), 1);
  }
}

Blob SampleBlob() {
  return {.sha1 = Sha1Of(3),
          .digest = 0x123456789abcdef0,
          .language = Language::kRust,
          .kind = ContentKind::kProse,
          .bytes = 4000000,
          .lines = 100,
          .tokens = 2000,
          .lineage = 0xdeadbeef,
          .component = kNoId,
          .license = "MIT OR Apache-2.0",
          .copyright = "Copyright (c) 2001 Zoë"};
}

FamilyStatistics SampleStatistics() {
  return {.file_count = 9,
          .token_count = uint64_t{1} << 40,
          .document_frequency = {{0, 3}, {1, 4}, {UINT32_MAX, 5}},
          .ngram_count = {{7, UINT32_MAX}, {70000, 2}}};
}

std::vector<BlobSummary> SampleSummaries() {
  return {{.lineage = 1, .component = 2, .tokens = (1 << 24) - 1, .family = 3},
          {.lineage = UINT32_MAX, .component = kNoId, .tokens = 0, .family = 0}};
}

TEST(RecordEncoding, RoundTrips) {
  EXPECT_EQ(DecodeBlob(EncodeBlob(SampleBlob())), SampleBlob());

  const Release release{.component = 5,
                        .version = "",
                        .purl = "pkg:npm/a@1",
                        .released = "2018-04-09",
                        .released_kind = DateKind::kFile,
                        .declared_license = "MIT",
                        .license_path = "package.json"};
  EXPECT_EQ(DecodeRelease(EncodeRelease(release)), release);

  const Component component{.purl = "pkg:npm/%40a/b", .name = "@a/b"};
  EXPECT_EQ(DecodeComponent(EncodeComponent(component)), component);

  const Occurrence occurrence{.release = 0x01020304, .path = "a/b.c", .directory_license = "MIT"};
  EXPECT_EQ(DecodeOccurrence(OccurrenceKey(9, occurrence), occurrence.directory_license),
            occurrence);
}

TEST(RecordEncoding, OccurrencesSortByBlobReleaseAndPath) {
  const auto key = [](BlobId blob, ReleaseId release, const char* path) {
    return OccurrenceKey(blob, {.release = release, .path = path});
  };
  EXPECT_LT(key(1, 255, "z"), key(1, 256, "a"));
  EXPECT_LT(key(255, 9, "z"), key(256, 1, "a"));
  EXPECT_LT(key(1, 1, "a"), key(1, 1, "b"));
}

TEST(StatisticsEncoding, RoundTrips) {
  const FamilyStatistics decoded = DecodeStatistics(EncodeStatistics(SampleStatistics()));
  EXPECT_EQ(decoded.file_count, 9u);
  EXPECT_EQ(decoded.token_count, uint64_t{1} << 40);
  EXPECT_EQ(decoded.document_frequency, SampleStatistics().document_frequency);
  EXPECT_EQ(decoded.ngram_count, SampleStatistics().ngram_count);
}

TEST(SummaryEncoding, RoundTrips) {
  std::vector<BlobSummary> decoded;
  DecodeSummaries(EncodeSummaries(SampleSummaries()), &decoded);
  ASSERT_EQ(decoded.size(), 2u);
  EXPECT_EQ(decoded[0].lineage, 1u);
  EXPECT_EQ(decoded[0].component, 2u);
  EXPECT_EQ(decoded[0].tokens, (1u << 24) - 1);
  EXPECT_EQ(decoded[0].family, 3u);
  EXPECT_EQ(decoded[1].lineage, UINT32_MAX);
  EXPECT_EQ(decoded[1].component, kNoId);
}

// Every decoder, on bytes that were cut, lengthened, changed or made up: a value or an Error.
TEST(Decoders, SurviveAnyBytes) {
  std::mt19937_64 random(7);
  StoreState state;
  state.runs.resize(3);
  PostingRun run;
  run.first_hashes = {5, 9, 1u << 30};
  const std::vector<std::pair<std::string, std::function<void(std::string_view)>>> decoders = {
      {EvidenceOfFormat2(RandomEvidence(&random, 60)), [](auto b) { DecodeEvidence(b).lines(); }},
      {EvidenceOfFormat3(RepetitiveEvidence()), [](auto b) { DecodeEvidence(b).lines(); }},
      {EncodeEvidence(RepetitiveEvidence()), [](auto b) { DecodeEvidence(b).lines(); }},
      {EncodeEvidence(RandomEvidence(&random, 5000)),
       [](auto bytes) {
         const Evidence evidence = DecodeWhenLookedAt(bytes);
         evidence.tokens();
         evidence.lines();
       }},
      {EncodeBlob(SampleBlob()), [](auto bytes) { DecodeBlob(bytes); }},
      {EncodeRelease({.purl = "pkg:npm/a@1"}), [](auto bytes) { DecodeRelease(bytes); }},
      {EncodeComponent({.purl = "pkg:npm/a"}), [](auto bytes) { DecodeComponent(bytes); }},
      {EncodeStatistics(SampleStatistics()), [](auto bytes) { DecodeStatistics(bytes); }},
      {OccurrenceKey(1, {.release = 2, .path = "p"}),
       [](auto bytes) { DecodeOccurrence(bytes, bytes); }},
      {EncodeState(state), [](auto bytes) { DecodeState(bytes); }},
      {EncodeRun(run), [](auto bytes) { DecodeRun(0, bytes); }},
      {EncodeSummaries(SampleSummaries()),
       [](auto bytes) {
         std::vector<BlobSummary> summaries;
         DecodeSummaries(bytes, &summaries);
       }},
  };
  for (const auto& [good, decode] : decoders) {
    EXPECT_NO_THROW(decode(good));
    EXPECT_THROW(decode(std::string_view(good).substr(0, 3)), Error);
    int refused = 0;
    for (int round = 0; round < 4000; ++round) {
      std::string bytes = good;
      if (round % 4 == 0) {
        bytes.resize(random() % (good.size() + 1));
      } else if (round % 4 == 1) {
        bytes.resize(random() % 64);
        for (char& byte : bytes) byte = static_cast<char>(random());
      } else {
        for (uint64_t changes = 1 + random() % 4; changes > 0; --changes) {
          bytes[random() % bytes.size()] = static_cast<char>(random() % 3 == 0 ? 255 : random());
        }
      }
      try {
        decode(bytes);
      } catch (const Error&) {
        ++refused;
      }
    }
    EXPECT_GT(refused, 0);
  }
}

}  // namespace
}  // namespace copytrace
