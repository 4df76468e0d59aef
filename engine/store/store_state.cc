#include "engine/store/store_state.h"

#include <xxhash.h>

#include "engine/store/bytes.h"
#include "engine/store/encoding.h"

namespace copytrace {
namespace {

std::string PurlKey(char kind, std::string_view purl) {
  const XXH128_hash_t hash = XXH3_128bits(purl.data(), purl.size());
  std::string key(1, kind);
  PutKey64(&key, hash.high64);
  PutKey64(&key, hash.low64);
  return key;
}

}  // namespace

StoreState ReadState(const Database& database) {
  const auto record = database.Get(Column::kMeta, StateKey());
  if (!record) throw MalformedRecord("the main record is missing");
  StoreState state = DecodeState(*record);
  for (PostingRun& run : state.runs) {
    const auto bytes = database.Get(Column::kMeta, RunKey(run.id));
    if (!bytes) throw MalformedRecord("the record of a posting run is missing");
    run = DecodeRun(run.id, *bytes);
  }
  state.blobs.reserve(state.info.blobs);
  const auto cursor = database.Scan(Column::kSummaries, "", "");
  for (; cursor->Valid(); cursor->Next()) {
    ByteReader key(cursor->key());
    if (key.Key32() != state.blobs.size()) throw MalformedRecord("blob summaries are missing");
    DecodeSummaries(cursor->value(), &state.blobs);
  }
  if (state.blobs.size() != state.info.blobs) throw MalformedRecord("blob summaries are missing");
  return state;
}

std::string EncodeState(const StoreState& state) {
  const StoreInfo& info = state.info;
  std::string out;
  PutVarint(&out, info.format_version);
  PutVarint(&out, info.fingerprint.k);
  PutVarint(&out, info.fingerprint.window);
  PutVarint(&out, info.generation);
  PutVarint(&out, info.components);
  PutVarint(&out, info.releases);
  PutVarint(&out, info.blobs);
  PutVarint(&out, info.occurrences);
  PutVarint(&out, info.postings);
  PutVarint(&out, info.source_bytes);
  out.push_back(info.has_sources ? 1 : 0);
  PutVarint(&out, state.next_run);
  PutVarint(&out, state.runs.size());
  for (const PostingRun& run : state.runs) PutVarint(&out, run.id);
  return out;
}

StoreState DecodeState(std::string_view bytes) {
  ByteReader reader(bytes);
  StoreState state;
  StoreInfo& info = state.info;
  info.format_version = reader.Varint32();
  info.fingerprint.k = reader.Varint32();
  info.fingerprint.window = reader.Varint32();
  info.generation = reader.Varint();
  info.components = reader.Varint32();
  info.releases = reader.Varint32();
  info.blobs = reader.Varint32();
  info.occurrences = reader.Varint();
  info.postings = reader.Varint();
  info.source_bytes = reader.Varint();
  info.has_sources = reader.Byte() != 0;
  state.next_run = reader.Varint32();
  state.runs.resize(reader.Count());
  for (PostingRun& run : state.runs) run.id = reader.Varint32();
  reader.ExpectEnd();
  return state;
}

std::string AdvisorySetKey() { return "a"; }

std::string AdvisoryKey(std::string_view component_purl) {
  return "p" + std::string(component_purl);
}

std::string StateKey() { return "state"; }

std::string RunKey(uint32_t run) { return "run" + Key32(run); }

std::string StatisticsKey(LanguageFamily family) {
  return std::string("statistics") + static_cast<char>(family);
}

std::string Sha1Key(const Sha1& sha1) {
  std::string key = "s";
  key.append(reinterpret_cast<const char*>(sha1.data()), sha1.size());
  return key;
}

std::string DigestKey(uint64_t digest) {
  std::string key = "d";
  PutKey64(&key, digest);
  return key;
}

std::string DigestKey(uint64_t digest, BlobId blob) { return DigestKey(digest) + Key32(blob); }

std::string ComponentKey(std::string_view purl) { return PurlKey('c', purl); }

std::string ReleaseKey(std::string_view purl) { return PurlKey('r', purl); }

}  // namespace copytrace
