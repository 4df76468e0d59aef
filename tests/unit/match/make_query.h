// Queries and evidence for tests, from token texts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/match/query.h"
#include "engine/store/evidence.h"
#include "grammars/tokenizer.h"

namespace copytrace {

// Tokenised text with its query, described by a model; the text's own evidence, as a store has it.
struct TestText {
  explicit TestText(std::string_view text, Language language = Language::kJavaScript,
                    const TokenModel& model = TokenModel()) {
    Tokenize(language, text, &tokenized);
    query.tokens = tokenized.tokens;
    query.family = FamilyOf(language);
    ComputeNovelty(query.tokens, &query.novelty);
    TokenBitsCache cache;
    DescribeTokens(model, &cache, &query);
    EvidenceBuilder builder;
    for (const Token& token : tokenized.tokens) {
      builder.push_back({FoldN1(token.n1), token.IsVariable() ? FoldN0(token.n0) : uint8_t{0}},
                        token.line);
    }
    evidence = builder.Finish();
  }
  TestText(const TestText&) = delete;
  TestText& operator=(const TestText&) = delete;

  // As candidates hold it; the text must outlive it.
  std::shared_ptr<const Evidence> SharedEvidence() const {
    return std::shared_ptr<const Evidence>(std::shared_ptr<void>(), &evidence);
  }

  TokenizedText tokenized;
  Query query;
  Evidence evidence;
};

}  // namespace copytrace
