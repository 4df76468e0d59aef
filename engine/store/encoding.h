// The bytes of every record, as FORMAT.md describes them. Decoders are given untrusted bytes: they
// throw Error on anything malformed and never read past the end.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/records.h"

namespace copytrace {

std::string EncodeEvidence(const Evidence& evidence);
Evidence DecodeEvidence(std::string_view bytes);

std::string EncodeBlob(const Blob& blob);
Blob DecodeBlob(std::string_view bytes);
std::string EncodeOccurrences(std::span<const Occurrence> occurrences);
std::vector<Occurrence> DecodeOccurrences(std::string_view bytes);
std::string EncodeRelease(const Release& release);
Release DecodeRelease(std::string_view bytes);
std::string EncodeComponent(const Component& component);
Component DecodeComponent(std::string_view bytes);
std::string EncodeStatistics(const FamilyStatistics& statistics);
FamilyStatistics DecodeStatistics(std::string_view bytes);

}  // namespace copytrace
