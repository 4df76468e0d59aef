// Up to 1,024 consecutive hashes of a posting run, packed to the bit.
//
// A segment is two values. The sketch holds the upper bits of its hashes and answers "may this hash
// be here?"; a reader keeps sketches in memory. The body holds the lower bits and the postings, and
// is read from disk for hashes whose sketch said yes. See posting_segment.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/records.h"

namespace copytrace {

inline constexpr size_t kMaxSegmentHashes = 1024;

// All postings of one hash. With more than kMaxBlobsPerHash blobs, `postings` is empty.
struct PostingList {
  uint64_t hash = 0;
  uint32_t blob_count = 0;
  std::vector<Posting> postings;  // by blob, then position
};

struct EncodedSegment {
  std::string sketch;
  std::string body;
};

// REQUIRES: 1 to kMaxSegmentHashes lists, hashes ascending without duplicates.
EncodedSegment EncodeSegment(const std::vector<PostingList>& lists);

// Places in a segment where a hash may stand.
struct SketchHit {
  uint32_t index = 0;  // of the first
  uint32_t count = 0;  // hardly ever more than one
};

class SegmentSketch {
 public:
  // `first_hash` is the segment's smallest hash. Throws MalformedRecord.
  SegmentSketch(uint64_t first_hash, std::string_view bytes);

  // REQUIRES: hash >= first_hash.
  SketchHit Find(uint64_t hash) const;
  // Brings what Find will read nearer. REQUIRES: hash >= first_hash.
  void Prefetch(uint64_t hash) const;

  uint32_t hashes() const { return hashes_; }
  std::vector<uint64_t> UpperParts() const;  // all hashes, their lower bits zero, less first_hash
  uint64_t LowerBits(uint64_t hash) const {
    return (hash - first_hash_) & ((uint64_t{1} << lower_width_) - 1);
  }
  uint32_t lower_width() const { return lower_width_; }
  uint64_t first_hash() const { return first_hash_; }

 private:
  uint64_t first_hash_;
  uint32_t hashes_ = 0;
  uint8_t slot_width_ = 0;
  uint8_t middle_width_ = 0;
  uint8_t lower_width_ = 0;
  uint32_t slots_ = 0;
  std::unique_ptr<uint64_t[]> bits_;     // see posting_segment.cc; then the middle bytes
  std::unique_ptr<uint16_t[]> samples_;  // where every eighth slot begins in bits_
  const uint8_t* middles_ = nullptr;
};

class SegmentBody {
 public:
  // A view: `bytes` must outlive it. `blobs` is the number of blobs of the store. Throws
  // MalformedRecord.
  SegmentBody(const SegmentSketch& sketch, std::string_view bytes, uint32_t blobs);

  // Appends the postings of the first of `hit`'s hashes whose lower bits are those of `hash`;
  // returns its number of blobs, 0 where none is.
  uint32_t Find(const SketchHit& hit, uint64_t hash, std::vector<Posting>* postings) const;

  // Loads into the cache what Find will ask for: first where the group begins, then the group.
  void PrefetchHead(const SketchHit& hit) const;
  void PrefetchGroup(const SketchHit& hit) const;

  // All lists, in order.
  void DecodeAll(std::vector<PostingList>* lists) const;

 private:
  struct Reader;
  const SegmentSketch* sketch_;
  std::string_view bytes_;
  uint32_t blobs_;
  uint32_t first_blob_ = 0;
  uint8_t blob_width_ = 0;
  uint8_t position_order_ = 0;
  uint32_t group_ends_[kMaxSegmentHashes / 16];  // offsets in bytes_
  uint32_t groups_begin_ = 0;
};

}  // namespace copytrace
