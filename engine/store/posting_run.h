// A posting run: all postings that one commit added, or that a later commit folded together, as
// segments in order of hash. A store has a few runs; blobs ascend from one run to the next.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/database.h"
#include "engine/store/posting_segment.h"
#include "engine/store/posting_source.h"

namespace copytrace {

// What is kept of a run in the meta column.
struct PostingRun {
  uint32_t id = 0;
  uint64_t hashes = 0;
  uint64_t postings = 0;
  std::vector<uint64_t> first_hashes;  // of each segment, ascending
};
std::string EncodeRun(const PostingRun& run);  // without its id
PostingRun DecodeRun(uint32_t id, std::string_view bytes);

// Key of a segment in kHashes and kPostings.
std::string SegmentKey(uint32_t run, uint32_t segment);

// Packs lists into segments and these into table files.
class RunBuilder {
 public:
  RunBuilder(uint32_t id, TableFile* hashes, TableFile* postings);

  // REQUIRES: hashes ascending, without duplicates.
  void Add(const PostingList& list);
  PostingRun Finish();

 private:
  void WriteSegment();

  PostingRun run_;
  TableFile* hashes_;
  TableFile* postings_;
  std::vector<PostingList> lists_;
  size_t filled_ = 0;  // of lists_, whose memory is used again
  size_t postings_in_segment_ = 0;
};

// The lists of a run that is in the database. All arguments must outlive it.
std::unique_ptr<PostingSource> ReadRun(const Database& database, const PostingRun& run,
                                       uint32_t blobs);

// A run open for looking up. Sketches are read when they are first needed, and kept; bodies as far
// as there is room. Thread-safe.
class RunIndex {
 public:
  // `blobs` is the number of blobs of the store, `body_bytes` the memory for what is kept of
  // bodies.
  RunIndex(const Database* database, PostingRun run, uint32_t blobs, uint64_t body_bytes);
  ~RunIndex();

  struct Candidate {
    uint32_t query;  // index in `hashes`
    uint32_t segment;
    SketchHit hit;
  };

  // Appends the hashes that this run may hold, in order. REQUIRES: `hashes` ascending.
  void FindCandidates(std::span<const uint64_t> hashes, std::vector<Candidate>* candidates) const;

  // Calls visit(first, bodies) for all segments, some at a time: bodies[i] is that of
  // segments[first + i]. REQUIRES: `segments` ascending. Throws MalformedRecord where one is
  // missing.
  void ReadBodies(
      std::span<const uint32_t> segments,
      const std::function<void(size_t, std::span<const SegmentBody* const>)>& visit) const;

  const SegmentSketch& Sketch(uint32_t segment) const;
  const PostingRun& run() const { return run_; }

 private:
  struct KeptBody {
    KeptBody(const SegmentSketch& sketch, PinnedValue pinned, uint32_t blobs)
        : value(std::move(pinned)), body(sketch, value.bytes, blobs) {}
    PinnedValue value;  // in the mapped file
    SegmentBody body;
  };
  // What one takes in memory, with the database's part of it.
  static constexpr uint64_t kKeptBytes = sizeof(KeptBody) + 256;
  // Load what no other thread has taken in hand. Where one is still at it, some are missing.
  void LoadSketches() const;
  void LoadBodies() const;
  // What is kept of the segment: this, or what another thread had before.
  const SegmentSketch& KeepSketch(uint32_t segment, std::string_view bytes) const;
  // Takes the body if there is room and no other thread had it before; whether it did.
  bool KeepBody(uint32_t segment, std::unique_ptr<const KeptBody>* body) const;

  const Database* database_;
  PostingRun run_;
  uint32_t blobs_;
  uint64_t body_bytes_;
  mutable std::vector<std::atomic<const KeptBody*>> bodies_;
  mutable std::atomic<uint64_t> kept_bytes_ = 0;
  mutable std::vector<std::atomic<const SegmentSketch*>> sketches_;
  mutable std::atomic<size_t> sketches_taken_ = 0;  // segments that LoadSketches has in hand
  mutable std::atomic<size_t> bodies_taken_ = 0;
};

}  // namespace copytrace
