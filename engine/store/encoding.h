// The bytes of every record, as FORMAT.md describes them. Decoders are given untrusted bytes: they
// throw Error on anything malformed and never read past the end.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/evidence.h"
#include "engine/store/records.h"
#include "engine/store/store.h"

namespace copytrace {

std::string EncodeEvidence(const Evidence& evidence);
// Where `owner` keeps the bytes, the evidence does as well, and unpacks them when they are looked
// at.
Evidence DecodeEvidence(std::string_view bytes, std::shared_ptr<const void> owner = nullptr);

std::string EncodeBlob(const Blob& blob);
Blob DecodeBlob(std::string_view bytes);
// An occurrence is spread over key and value, so that each is added on its own; those of a blob
// stand together, by release, then path.
std::string OccurrenceKey(BlobId blob, const Occurrence& occurrence);
Occurrence DecodeOccurrence(std::string_view key, std::string_view value);
std::string EncodeRelease(const Release& release);
Release DecodeRelease(std::string_view bytes);
std::string EncodeComponent(const Component& component);
Component DecodeComponent(std::string_view bytes);
std::string EncodeAdvisorySet(const AdvisorySet& set);
AdvisorySet DecodeAdvisorySet(std::string_view bytes);
std::string EncodeStatistics(const FamilyStatistics& statistics);
FamilyStatistics DecodeStatistics(std::string_view bytes);
std::string EncodeSummaries(std::span<const BlobSummary> summaries);
// Appends to *summaries.
void DecodeSummaries(std::string_view bytes, std::vector<BlobSummary>* summaries);

}  // namespace copytrace
