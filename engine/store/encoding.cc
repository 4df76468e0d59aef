// Records to bytes and back; FORMAT.md describes the layout of each.
#include "engine/store/encoding.h"

#include <algorithm>

#include "engine/store/bytes.h"
#include "engine/store/compression.h"
#include "grammars/token.h"

namespace copytrace {
namespace {

template <typename Enum>
Enum ReadEnum(ByteReader* reader, Enum last) {
  const uint8_t value = reader->Byte();
  if (value > static_cast<uint8_t>(last)) throw MalformedRecord("an enumeration is out of range");
  return static_cast<Enum>(value);
}

// Ids are stored plus one, so that kNoId, which is common, takes one byte.
void PutId(std::string* out, uint32_t id) { PutVarint(out, static_cast<uint32_t>(id + 1)); }
uint32_t ReadId(ByteReader* reader) { return reader->Varint32() - 1; }

void PutTable(std::string* out, std::span<const std::pair<uint32_t, uint32_t>> table) {
  PutVarint(out, table.size());
  uint32_t previous = 0;
  for (const auto& [hash, count] : table) {
    PutVarint(out, hash - previous);
    previous = hash;
  }
  for (const auto& [hash, count] : table) PutVarint(out, count);
}

std::vector<std::pair<uint32_t, uint32_t>> ReadTable(ByteReader* reader) {
  std::vector<std::pair<uint32_t, uint32_t>> table(reader->Count());
  uint64_t hash = 0;
  bool first = true;
  for (auto& entry : table) {
    const uint64_t delta = reader->Varint();
    if (!first && delta == 0) throw MalformedRecord("a table is not in order");
    first = false;
    if (delta > UINT32_MAX || (hash += delta) > UINT32_MAX) {
      throw MalformedRecord("a table is not in order");
    }
    entry.first = static_cast<uint32_t>(hash);
  }
  for (auto& entry : table) entry.second = reader->Varint32();
  return table;
}

}  // namespace

namespace {

// Records of evidence. A plain one, as stores of format 2 have it, begins with its count of tokens,
// and where that is 0 nothing follows. So a 0 before something else begins those of later formats:
// a plain one packed as a whole (format 3), with its size, or, after another 0, one in chunks.
constexpr char kPacked = 0;
constexpr char kInChunks = 0;

// Column by column, since bytes of one kind compress best among their like: all N1, then the N0 of
// the tokens that have one (N1 is a class).
std::string Columns(std::span<const EvidenceToken> tokens) {
  std::string out(2 * tokens.size(), '\0');  // if all have an N0
  char* const n1 = out.data();
  char* const n0 = n1 + tokens.size();
  size_t classes = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    n1[i] = static_cast<char>(tokens[i].n1);
    n0[classes] = static_cast<char>(tokens[i].n0);  // written over if it is none
    classes += tokens[i].n1 < kFirstTextHash;
  }
  out.resize(tokens.size() + classes);
  return out;
}

// A plain record: what follows the count is one chunk, however large.
PackedEvidence ReadPlainEvidence(std::string_view bytes) {
  ByteReader reader(bytes);
  PackedEvidence plain;
  plain.tokens = reader.Count();
  const std::string_view chunk = reader.rest();
  if (chunk.size() > UINT32_MAX) throw MalformedRecord("evidence is too large");
  plain.chunks.push_back({.bytes = chunk, .plain_size = static_cast<uint32_t>(chunk.size())});
  return plain;
}

Evidence UnpackAll(const PackedEvidence& packed) {
  std::vector<EvidenceToken> tokens(packed.tokens);
  for (size_t i = 0; i < packed.chunks.size(); ++i) {
    const size_t begin = packed.ChunkBegin(i);
    packed.UnpackChunk(i, std::span(tokens).subspan(begin, packed.ChunkBegin(i + 1) - begin));
  }
  return {tokens, packed.UnpackLines()};
}

// Appends the sizes of a chunk and gives its bytes, packed if that makes it smaller.
std::string PackChunk(std::string plain, std::string* sizes) {
  std::string packed = Compress(plain);
  PutVarint(sizes, plain.size());
  if (packed.size() >= plain.size()) packed = std::move(plain);
  PutVarint(sizes, packed.size());
  return packed;
}

PackedEvidence ReadPackedEvidence(std::string_view bytes) {
  ByteReader reader(bytes);
  PackedEvidence packed;
  packed.tokens = reader.Varint32();
  const size_t chunks = PackedEvidence::ChunkCount(packed.tokens);
  if (chunks > bytes.size()) throw MalformedRecord("evidence claims more chunks than it can have");
  packed.chunks.resize(chunks);
  std::vector<uint32_t> sizes;
  for (PackedEvidence::Chunk& chunk : packed.chunks) {
    chunk.plain_size = reader.Varint32();
    sizes.push_back(reader.Varint32());
  }
  for (size_t i = 0; i < chunks; ++i) packed.chunks[i].bytes = reader.Bytes(sizes[i]);
  reader.ExpectEnd();
  return packed;
}

}  // namespace

std::string EncodeEvidence(const Evidence& evidence) {
  const std::span<const EvidenceToken> tokens = evidence.tokens();
  std::string out;
  if (tokens.empty()) {
    PutVarint(&out, 0);
    return out;
  }
  out.push_back(kPacked);
  out.push_back(kInChunks);
  PutVarint(&out, tokens.size());
  std::string packed;
  const size_t chunks = PackedEvidence::ChunkCount(tokens.size());
  for (size_t i = 0; i < chunks; ++i) {
    const size_t begin = i * PackedEvidence::kChunkTokens;
    const bool last = i + 1 == chunks;
    const size_t count = last ? tokens.size() - begin : PackedEvidence::kChunkTokens;
    std::string plain = Columns(tokens.subspan(begin, count));
    if (last) plain += evidence.packed_lines();
    packed += PackChunk(std::move(plain), &out);
  }
  return out + packed;
}

Evidence DecodeEvidence(std::string_view bytes, std::shared_ptr<const void> owner) {
  if (bytes.size() < 2 || bytes[0] != kPacked) return UnpackAll(ReadPlainEvidence(bytes));
  if (bytes[1] != kInChunks) {
    ByteReader reader(bytes.substr(1));
    const uint32_t size = reader.Varint32();
    std::string plain;
    Decompress(reader.rest(), size, &plain);
    return UnpackAll(ReadPlainEvidence(plain));
  }
  PackedEvidence packed = ReadPackedEvidence(bytes.substr(2));
  if (owner == nullptr) return UnpackAll(packed);
  packed.owner = std::move(owner);
  return Evidence(std::move(packed));
}

std::string EncodeBlob(const Blob& blob) {
  std::string out;
  out.append(reinterpret_cast<const char*>(blob.sha1.data()), blob.sha1.size());
  PutKey64(&out, blob.digest);
  PutKey32(&out, blob.lineage);
  out.push_back(static_cast<char>(blob.language));
  out.push_back(static_cast<char>(blob.kind));
  PutVarint(&out, blob.bytes);
  PutVarint(&out, blob.lines);
  PutVarint(&out, blob.tokens);
  PutId(&out, blob.component);
  PutString(&out, blob.license);
  PutString(&out, blob.copyright);
  return out;
}

Blob DecodeBlob(std::string_view bytes) {
  ByteReader reader(bytes);
  Blob blob;
  const std::string_view sha1 = reader.Bytes(blob.sha1.size());
  std::copy(sha1.begin(), sha1.end(), blob.sha1.begin());
  blob.digest = reader.Key64();
  blob.lineage = reader.Key32();
  blob.language = ReadEnum(&reader, AllLanguages().back());
  blob.kind = ReadEnum(&reader, ContentKind::kData);
  blob.bytes = reader.Varint32();
  blob.lines = reader.Varint32();
  blob.tokens = reader.Varint32();
  blob.component = ReadId(&reader);
  blob.license = reader.String();
  blob.copyright = reader.String();
  reader.ExpectEnd();
  return blob;
}

std::string OccurrenceKey(BlobId blob, const Occurrence& occurrence) {
  std::string key;
  PutKey32(&key, blob);
  PutKey32(&key, occurrence.release);
  key += occurrence.path;
  return key;
}

Occurrence DecodeOccurrence(std::string_view key, std::string_view value) {
  ByteReader reader(key);
  Occurrence occurrence;
  reader.Key32();
  occurrence.release = reader.Key32();
  occurrence.path = reader.rest();
  occurrence.directory_license = value;
  return occurrence;
}

std::string EncodeRelease(const Release& release) {
  std::string out;
  PutId(&out, release.component);
  PutString(&out, release.version);
  PutString(&out, release.purl);
  PutString(&out, release.released);
  out.push_back(static_cast<char>(release.released_kind));
  PutString(&out, release.declared_license);
  PutString(&out, release.license_path);
  return out;
}

Release DecodeRelease(std::string_view bytes) {
  ByteReader reader(bytes);
  Release release;
  release.component = ReadId(&reader);
  release.version = reader.String();
  release.purl = reader.String();
  release.released = reader.String();
  release.released_kind = ReadEnum(&reader, DateKind::kFile);
  release.declared_license = reader.String();
  release.license_path = reader.String();
  reader.ExpectEnd();
  return release;
}

std::string EncodeAdvisorySet(const AdvisorySet& set) {
  std::string out;
  PutVarint(&out, set.records);
  PutVarint(&out, set.packages);
  PutString(&out, set.newest);
  PutString(&out, set.sha256);
  return out;
}

AdvisorySet DecodeAdvisorySet(std::string_view bytes) {
  ByteReader reader(bytes);
  AdvisorySet set;
  set.records = reader.Varint();
  set.packages = reader.Varint();
  set.newest = reader.String();
  set.sha256 = reader.String();
  reader.ExpectEnd();
  return set;
}

std::string EncodeComponent(const Component& component) {
  std::string out;
  PutString(&out, component.purl);
  PutString(&out, component.name);
  return out;
}

Component DecodeComponent(std::string_view bytes) {
  ByteReader reader(bytes);
  Component component;
  component.purl = reader.String();
  component.name = reader.String();
  reader.ExpectEnd();
  return component;
}

std::string EncodeStatistics(const FamilyStatistics& statistics) {
  std::string out;
  PutVarint(&out, statistics.file_count);
  PutVarint(&out, statistics.token_count);
  PutTable(&out, statistics.document_frequency);
  PutTable(&out, statistics.ngram_count);
  return out;
}

FamilyStatistics DecodeStatistics(std::string_view bytes) {
  ByteReader reader(bytes);
  FamilyStatistics statistics;
  statistics.file_count = reader.Varint32();
  statistics.token_count = reader.Varint();
  statistics.document_frequency = ReadTable(&reader);
  statistics.ngram_count = ReadTable(&reader);
  reader.ExpectEnd();
  return statistics;
}

std::string EncodeSummaries(std::span<const BlobSummary> summaries) {
  std::string out;
  PutVarint(&out, summaries.size());
  for (const BlobSummary& summary : summaries) PutKey32(&out, summary.lineage);
  for (const BlobSummary& summary : summaries) PutId(&out, summary.component);
  for (const BlobSummary& summary : summaries) PutVarint(&out, summary.tokens);
  for (const BlobSummary& summary : summaries) out.push_back(static_cast<char>(summary.family));
  return out;
}

void DecodeSummaries(std::string_view bytes, std::vector<BlobSummary>* summaries) {
  ByteReader reader(bytes);
  const size_t begin = summaries->size();
  summaries->resize(begin + reader.Count());
  const std::span added = std::span(*summaries).subspan(begin);
  for (BlobSummary& summary : added) summary.lineage = reader.Key32();
  for (BlobSummary& summary : added) summary.component = ReadId(&reader);
  for (BlobSummary& summary : added) {
    const uint32_t tokens = reader.Varint32();
    if (tokens >= 1u << 24) throw MalformedRecord("a blob has too many tokens");
    summary.tokens = tokens;
  }
  for (BlobSummary& summary : added) {
    const uint8_t family = reader.Byte();
    if (family >= kLanguageFamilies) throw MalformedRecord("a language family is out of range");
    summary.family = family;
  }
  reader.ExpectEnd();
}

}  // namespace copytrace
