#include "engine/store/posting_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/store/bytes.h"

namespace copytrace {
namespace {

// A segment ends with its 1,024th hash, or earlier where lists are long, so that reading one stays
// cheap.
constexpr size_t kMaxSegmentPostings = 4096;

// Hashes whose sketches are looked into at a time.
constexpr size_t kStride = 16;
constexpr size_t kBodiesAtOnce = 32;
constexpr size_t kLoadedAtOnce = 256;  // segments that a thread takes in hand

// The last index whose value is not above `value`, at or after `from`. Values ascend, and
// values[from] <= value. Gallops, since the next one is mostly near.
size_t LastNotAbove(const std::vector<uint64_t>& values, size_t from, uint64_t value) {
  size_t step = 1;
  while (from + step < values.size() && values[from + step] <= value) {
    from += step;
    step *= 2;
  }
  const auto begin = values.begin() + static_cast<ptrdiff_t>(from);
  const auto end = values.begin() + static_cast<ptrdiff_t>(std::min(from + step, values.size()));
  return static_cast<size_t>(std::upper_bound(begin, end, value) - values.begin()) - 1;
}

class RunSource : public PostingSource {
 public:
  RunSource(const Database& database, const PostingRun& run, uint32_t blobs)
      : run_(run),
        blobs_(blobs),
        sketches_(database.Scan(Column::kHashes, SegmentKey(run.id, 0), SegmentKey(run.id + 1, 0))),
        bodies_(
            database.Scan(Column::kPostings, SegmentKey(run.id, 0), SegmentKey(run.id + 1, 0))) {}

  bool Next(PostingList* list) override {
    while (next_ == lists_.size()) {
      if (segment_ == run_.first_hashes.size()) return false;
      if (!sketches_->Valid() || !bodies_->Valid() || sketches_->key() != bodies_->key() ||
          sketches_->key() != SegmentKey(run_.id, segment_)) {
        throw MalformedRecord(
            fmt::format("segment {} of posting run {} is missing", segment_, run_.id));
      }
      const SegmentSketch sketch(run_.first_hashes[segment_], sketches_->value());
      SegmentBody(sketch, bodies_->value(), blobs_).DecodeAll(&lists_);
      sketches_->Next();
      bodies_->Next();
      ++segment_;
      next_ = 0;
    }
    std::swap(*list, lists_[next_++]);
    return true;
  }

 private:
  const PostingRun& run_;
  uint32_t blobs_;
  std::unique_ptr<Cursor> sketches_;
  std::unique_ptr<Cursor> bodies_;
  uint32_t segment_ = 0;
  std::vector<PostingList> lists_;
  size_t next_ = 0;
};

}  // namespace

std::string EncodeRun(const PostingRun& run) {
  std::string out;
  PutVarint(&out, run.hashes);
  PutVarint(&out, run.postings);
  PutVarint(&out, run.first_hashes.size());
  uint64_t previous = 0;
  for (const uint64_t hash : run.first_hashes) {
    PutVarint(&out, hash - previous);
    previous = hash;
  }
  return out;
}

PostingRun DecodeRun(uint32_t id, std::string_view bytes) {
  ByteReader reader(bytes);
  PostingRun run;
  run.id = id;
  run.hashes = reader.Varint();
  run.postings = reader.Varint();
  run.first_hashes.resize(reader.Count());
  uint64_t hash = 0;
  for (size_t i = 0; i < run.first_hashes.size(); ++i) {
    const uint64_t delta = reader.Varint();
    hash += delta;
    if ((i > 0 && delta == 0) || delta >> kHashBits != 0 || hash >> kHashBits != 0) {
      throw MalformedRecord("the segments of a posting run are not in order");
    }
    run.first_hashes[i] = hash;
  }
  reader.ExpectEnd();
  return run;
}

std::string SegmentKey(uint32_t run, uint32_t segment) {
  std::string key;
  PutKey32(&key, run);
  PutKey32(&key, segment);
  return key;
}

RunBuilder::RunBuilder(uint32_t id, TableFile* hashes, TableFile* postings)
    : hashes_(hashes), postings_(postings) {
  run_.id = id;
}

void RunBuilder::Add(const PostingList& list) {
  if (filled_ == kMaxSegmentHashes || postings_in_segment_ > kMaxSegmentPostings) WriteSegment();
  if (filled_ == lists_.size()) lists_.emplace_back();
  lists_[filled_++] = list;
  postings_in_segment_ += list.postings.size();
}

void RunBuilder::WriteSegment() {
  lists_.resize(filled_);
  const EncodedSegment segment = EncodeSegment(lists_);
  const std::string key = SegmentKey(run_.id, static_cast<uint32_t>(run_.first_hashes.size()));
  hashes_->Put(key, segment.sketch);
  postings_->Put(key, segment.body);
  run_.first_hashes.push_back(lists_.front().hash);
  run_.hashes += filled_;
  run_.postings += postings_in_segment_;
  filled_ = 0;
  postings_in_segment_ = 0;
}

PostingRun RunBuilder::Finish() {
  if (filled_ > 0) WriteSegment();
  return std::move(run_);
}

std::unique_ptr<PostingSource> ReadRun(const Database& database, const PostingRun& run,
                                       uint32_t blobs) {
  return std::make_unique<RunSource>(database, run, blobs);
}

RunIndex::RunIndex(const Database* database, PostingRun run, uint32_t blobs, uint64_t body_bytes)
    : database_(database),
      run_(std::move(run)),
      blobs_(blobs),
      body_bytes_(body_bytes),
      bodies_(run_.first_hashes.size()),
      sketches_(run_.first_hashes.size()) {}

RunIndex::~RunIndex() {
  for (const auto& body : bodies_) delete body.load();
  for (const auto& sketch : sketches_) delete sketch.load();
}

void RunIndex::ReadBodies(
    std::span<const uint32_t> segments,
    const std::function<void(size_t, std::span<const SegmentBody* const>)>& visit) const {
  // A batch that touches many segments reads all in one go, if they can be kept.
  if (segments.size() * 4 > bodies_.size() && bodies_.size() * kKeptBytes <= body_bytes_) {
    LoadBodies();
  }
  for (size_t first = 0; first < segments.size(); first += kBodiesAtOnce) {
    const std::span<const uint32_t> some =
        segments.subspan(first, std::min(kBodiesAtOnce, segments.size() - first));
    std::array<const SegmentBody*, kBodiesAtOnce> bodies;
    std::vector<std::string> keys;  // of those to be read
    std::vector<size_t> places;     // of keys[i] in `some`
    for (size_t i = 0; i < some.size(); ++i) {
      const KeptBody* kept = bodies_[some[i]].load(std::memory_order_acquire);
      bodies[i] = kept != nullptr ? &kept->body : nullptr;
      if (kept != nullptr) continue;
      keys.push_back(SegmentKey(run_.id, some[i]));
      places.push_back(i);
    }
    std::vector<std::unique_ptr<const KeptBody>> passing;  // there is no room for
    size_t read = 0;
    database_->MultiPin(Column::kPostings, keys, [&](size_t key, PinnedValue value) {
      if (key != read++) throw MalformedRecord("a posting segment is missing");
      const uint32_t segment = some[places[key]];
      auto body = std::make_unique<const KeptBody>(Sketch(segment), std::move(value), blobs_);
      bodies[places[key]] = &body->body;
      if (!KeepBody(segment, &body)) passing.push_back(std::move(body));
    });
    if (read != keys.size()) throw MalformedRecord("a posting segment is missing");
    visit(first, std::span(bodies).first(some.size()));
  }
}

const SegmentSketch& RunIndex::Sketch(uint32_t segment) const {
  const SegmentSketch* sketch = sketches_[segment].load(std::memory_order_acquire);
  if (sketch != nullptr) return *sketch;
  const auto bytes = database_->Get(Column::kHashes, SegmentKey(run_.id, segment));
  if (!bytes) {
    throw MalformedRecord(fmt::format("segment {} of posting run {} is missing", segment, run_.id));
  }
  return KeepSketch(segment, *bytes);
}

const SegmentSketch& RunIndex::KeepSketch(uint32_t segment, std::string_view bytes) const {
  auto loaded = std::make_unique<const SegmentSketch>(run_.first_hashes[segment], bytes);
  const SegmentSketch* first = nullptr;  // whoever comes first is kept
  if (sketches_[segment].compare_exchange_strong(first, loaded.get(), std::memory_order_acq_rel)) {
    return *loaded.release();
  }
  return *first;
}

bool RunIndex::KeepBody(uint32_t segment, std::unique_ptr<const KeptBody>* body) const {
  const KeptBody* expected = nullptr;  // whoever comes first is kept
  if (kept_bytes_.load(std::memory_order_relaxed) + kKeptBytes > body_bytes_ ||
      !bodies_[segment].compare_exchange_strong(expected, body->get(), std::memory_order_acq_rel)) {
    return false;
  }
  kept_bytes_.fetch_add(kKeptBytes, std::memory_order_relaxed);
  body->release();
  return true;
}

namespace {

// Takes segments of `run` in hand, some at a time, until `taken` says that all are, and calls
// visit(segment, cursor at its record) for those of them that the column has.
template <typename Visit>
void TakeSegments(const Database& database, Column column, const PostingRun& run,
                  std::atomic<size_t>* taken, const Visit& visit) {
  const size_t segments = run.first_hashes.size();
  while (taken->load(std::memory_order_relaxed) < segments) {
    const size_t first = taken->fetch_add(kLoadedAtOnce, std::memory_order_relaxed);
    if (first >= segments) return;
    const size_t end = first + kLoadedAtOnce;
    const std::shared_ptr<Cursor> records =
        database.ScanPinned(column, SegmentKey(run.id, static_cast<uint32_t>(first)),
                            end < segments ? SegmentKey(run.id, static_cast<uint32_t>(end))
                                           : SegmentKey(run.id + 1, 0));
    for (; records->Valid(); records->Next()) {
      ByteReader key(records->key());
      key.Key32();
      const uint32_t segment = key.Key32();
      if (segment >= segments) throw MalformedRecord("a posting run has too many segments");
      visit(segment, records);
    }
  }
}

}  // namespace

void RunIndex::LoadSketches() const {
  TakeSegments(*database_, Column::kHashes, run_, &sketches_taken_,
               [&](uint32_t segment, const std::shared_ptr<Cursor>& cursor) {
                 if (sketches_[segment].load(std::memory_order_acquire) != nullptr) return;
                 KeepSketch(segment, cursor->value());
               });
}

void RunIndex::LoadBodies() const {
  TakeSegments(*database_, Column::kPostings, run_, &bodies_taken_,
               [&](uint32_t segment, const std::shared_ptr<Cursor>& cursor) {
                 if (bodies_[segment].load(std::memory_order_acquire) != nullptr) return;
                 auto body = std::make_unique<const KeptBody>(
                     Sketch(segment), PinnedValue{.bytes = cursor->value(), .owner = cursor},
                     blobs_);
                 KeepBody(segment, &body);
               });
}

void RunIndex::FindCandidates(std::span<const uint64_t> hashes,
                              std::vector<Candidate>* candidates) const {
  const std::vector<uint64_t>& firsts = run_.first_hashes;
  if (firsts.empty()) return;
  // A batch that touches many segments reads them all in one go.
  if (hashes.size() * 4 > firsts.size()) LoadSketches();
  // The walk through a sketch is a chain of cache misses; a few hashes' chains run side by side.
  std::array<const SegmentSketch*, kStride> sketches;
  std::array<uint32_t, kStride> segments;
  size_t segment = 0;  // the last one that begins at or before the hash
  // Nothing can be found of hashes before the first segment.
  const auto skipped = static_cast<size_t>(
      std::lower_bound(hashes.begin(), hashes.end(), firsts.front()) - hashes.begin());
  for (size_t begin = skipped; begin < hashes.size(); begin += kStride) {
    const size_t count = std::min(kStride, hashes.size() - begin);
    for (size_t i = 0; i < count; ++i) {
      segment = LastNotAbove(firsts, segment, hashes[begin + i]);
      segments[i] = static_cast<uint32_t>(segment);
      sketches[i] = &Sketch(segments[i]);
      __builtin_prefetch(sketches[i]);
    }
    for (size_t i = 0; i < count; ++i) sketches[i]->Prefetch(hashes[begin + i]);
    for (size_t i = 0; i < count; ++i) {
      const SketchHit hit = sketches[i]->Find(hashes[begin + i]);
      if (hit.count > 0) {
        candidates->push_back({static_cast<uint32_t>(begin + i), segments[i], hit});
      }
    }
  }
}

}  // namespace copytrace
