// How a segment is packed.
//
// Sorted hashes are worth about log2(range/n) + 1.5 bits each; keys in a table plus a filter beside
// them would take three times that. So the filter is made of the hashes themselves, split as in a
// quotient filter (Bender et al., Don't Thrash: How to Cache Your Hash on Flash, VLDB 2012) with
// the upper part coded after Elias and Fano:
//
//   hash - first hash of the segment =  slot (q bits) | middle (8 bits) | lower (the rest)
//
// The sketch holds, for every slot, as many 1 bits as it has hashes and then a 0 bit, and after
// these the middle byte of every hash: about ten bits a hash, and a stranger passes with a chance
// of 1 in 256. The body holds the lower bits and the postings in bit strings of 16 hashes each:
//
//   lower | count | blob position tag | (blob delta, same tag?, tag, position delta)…
//
// Numbers of no fixed width are Exp-Golomb codes of a given order (H.264, section 9.1): order k
// spends k bits on the low end and grows by two bits with each doubling. The order for positions is
// the cheapest for the segment at hand. A tag equal to the one before it, as in the many versions
// of one file, costs a bit.
#include "engine/store/posting_segment.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "engine/store/bytes.h"

namespace copytrace {
namespace {

constexpr uint32_t kGroup = 16;  // hashes that start at a byte of their own
constexpr size_t kPadding = 8;   // so that a bit reader may load whole words
constexpr uint32_t kMiddleBits = 8;
constexpr uint32_t kSampleEvery = 8;
constexpr uint32_t kBlobDeltaOrder = 8;
constexpr uint32_t kShiftOrder = 7;  // a position against the one in the blob before
constexpr uint32_t kStepOrder = 6;   // against the one before in the same blob
constexpr uint32_t kMaxPositionOrder = 20;
constexpr uint32_t kMaxPostings = kMaxBlobsPerHash * kMaxPostingsPerBlobAndHash;

// The lowest `count` bits of a word, all of them for 64 and more.
uint64_t BitsBelow(uint32_t count) {
  return count < 64 ? (uint64_t{1} << count) - 1 : ~uint64_t{0};
}

uint64_t ZigZag(int64_t value) {
  return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63);
}
int64_t UnZigZag(uint64_t value) {
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
}

uint32_t ExpGolombBits(uint64_t value, uint32_t order) {
  return 2 * static_cast<uint32_t>(std::bit_width((value >> order) + 1)) - 1 + order;
}

// Least significant bit first.
class BitWriter {
 public:
  explicit BitWriter(std::string* out) : out_(out) {}

  // REQUIRES: width <= 57 and value < 2^width.
  void Put(uint64_t value, uint32_t width) {
    pending_ |= value << filled_;
    filled_ += width;
    while (filled_ >= 8) {
      out_->push_back(static_cast<char>(pending_));
      pending_ >>= 8;
      filled_ -= 8;
    }
  }

  void PutExpGolomb(uint64_t value, uint32_t order) {
    const uint64_t high = (value >> order) + 1;
    const auto extra = static_cast<uint32_t>(std::bit_width(high)) - 1;
    Put(uint64_t{1} << extra, extra + 1);
    Put(high & ((uint64_t{1} << extra) - 1), extra);
    Put(value & ((uint64_t{1} << order) - 1), order);
  }

  void AlignToByte() {
    if (filled_ > 0) Put(0, 8 - filled_);
  }

 private:
  std::string* out_;
  uint64_t pending_ = 0;
  uint32_t filled_ = 0;
};

uint64_t LoadWord(const void* bytes) {
  uint64_t word;
  std::memcpy(&word, bytes, sizeof(word));
  return word;
}

struct Widths {
  uint8_t slot;
  uint8_t middle;
  uint8_t lower;
};

Widths SplitWidths(uint32_t hashes, uint32_t range_width) {
  Widths widths;
  widths.slot = static_cast<uint8_t>(
      std::min<uint32_t>(range_width, static_cast<uint32_t>(std::bit_width(hashes - 1))));
  widths.middle = static_cast<uint8_t>(std::min(kMiddleBits, range_width - widths.slot));
  widths.lower = static_cast<uint8_t>(range_width - widths.slot - widths.middle);
  return widths;
}

uint32_t BestPositionOrder(const std::vector<PostingList>& lists) {
  // 64 positions tell enough of the segment.
  const size_t stride = std::max<size_t>(1, lists.size() / 64);
  uint32_t best_order = 0;
  uint64_t best_bits = UINT64_MAX;
  for (uint32_t order = 4; order <= 14; ++order) {
    uint64_t bits = 0;
    for (size_t i = 0; i < lists.size(); i += stride) {
      if (!lists[i].postings.empty()) bits += ExpGolombBits(lists[i].postings[0].position, order);
    }
    if (bits < best_bits) {
      best_bits = bits;
      best_order = order;
    }
  }
  return best_order;
}

void PutList(const PostingList& list, uint32_t first_blob, uint32_t blob_width,
             uint32_t position_order, BitWriter* writer) {
  // 0: one posting; 1: a count of blobs only; n: n postings.
  const size_t count = list.postings.size();
  writer->PutExpGolomb(count == 1 ? 0 : count == 0 ? 1 : count, 0);
  if (count == 0) {
    writer->PutExpGolomb(list.blob_count, 10);
    return;
  }
  const Posting* previous = nullptr;
  for (const Posting& posting : list.postings) {
    if (previous == nullptr) {
      writer->Put(posting.blob - first_blob, blob_width);
      writer->Put(posting.tag, 16);
      writer->PutExpGolomb(posting.position, position_order);
    } else {
      writer->PutExpGolomb(posting.blob - previous->blob, kBlobDeltaOrder);
      const bool same_tag = posting.tag == previous->tag;
      writer->Put(same_tag, 1);
      if (!same_tag) writer->Put(posting.tag, 16);
      const int64_t shift = int64_t{posting.position} - previous->position;
      if (posting.blob == previous->blob) {
        writer->PutExpGolomb(static_cast<uint64_t>(shift), kStepOrder);
      } else {
        writer->PutExpGolomb(ZigZag(shift), kShiftOrder);
      }
    }
    previous = &posting;
  }
}

}  // namespace

EncodedSegment EncodeSegment(const std::vector<PostingList>& lists) {
  const uint64_t first_hash = lists.front().hash;
  const auto hashes = static_cast<uint32_t>(lists.size());
  const auto range_width = static_cast<uint32_t>(std::bit_width(lists.back().hash - first_hash));
  const Widths widths = SplitWidths(hashes, range_width);

  EncodedSegment segment;
  PutVarint(&segment.sketch, hashes);
  segment.sketch.push_back(static_cast<char>(range_width));
  BitWriter upper(&segment.sketch);
  uint64_t slot = 0;
  for (const PostingList& list : lists) {
    const uint64_t own_slot = (list.hash - first_hash) >> (widths.middle + widths.lower);
    for (; slot < own_slot; ++slot) upper.Put(0, 1);
    upper.Put(1, 1);
  }
  for (; slot < uint64_t{1} << widths.slot; ++slot) upper.Put(0, 1);
  upper.AlignToByte();
  for (const PostingList& list : lists) {
    const uint64_t middle = (list.hash - first_hash) >> widths.lower;
    segment.sketch.push_back(static_cast<char>(middle & ((1u << widths.middle) - 1)));
  }

  uint32_t first_blob = UINT32_MAX;
  uint32_t last_blob = 0;
  for (const PostingList& list : lists) {
    if (list.postings.empty()) continue;
    first_blob = std::min(first_blob, list.postings.front().blob);
    last_blob = std::max(last_blob, list.postings.front().blob);
  }
  if (first_blob == UINT32_MAX) first_blob = 0;
  const auto blob_width =
      static_cast<uint32_t>(std::bit_width(last_blob < first_blob ? 0 : last_blob - first_blob));
  const uint32_t position_order = BestPositionOrder(lists);
  std::string groups;
  BitWriter writer(&groups);
  std::string lengths;
  size_t group_begin = 0;
  for (uint32_t i = 0; i < hashes; ++i) {
    writer.Put((lists[i].hash - first_hash) & ((uint64_t{1} << widths.lower) - 1), widths.lower);
    PutList(lists[i], first_blob, blob_width, position_order, &writer);
    if (i % kGroup == kGroup - 1 || i + 1 == hashes) {
      writer.AlignToByte();
      PutVarint(&lengths, groups.size() - group_begin);
      group_begin = groups.size();
    }
  }
  PutVarint(&segment.body, first_blob);
  segment.body.push_back(static_cast<char>(blob_width));
  segment.body.push_back(static_cast<char>(position_order));
  segment.body += lengths;
  segment.body += groups;
  segment.body.append(kPadding, '\0');
  return segment;
}

SegmentSketch::SegmentSketch(uint64_t first_hash, std::string_view bytes)
    : first_hash_(first_hash) {
  ByteReader reader(bytes);
  hashes_ = reader.Varint32();
  const uint32_t range_width = reader.Byte();
  if (hashes_ == 0 || hashes_ > kMaxSegmentHashes || range_width > kHashBits) {
    throw MalformedRecord("a sketch has impossible sizes");
  }
  const Widths widths = SplitWidths(hashes_, range_width);
  slot_width_ = widths.slot;
  middle_width_ = widths.middle;
  lower_width_ = widths.lower;
  slots_ = uint32_t{1} << widths.slot;
  const uint32_t bit_count = hashes_ + slots_;
  const std::string_view upper = reader.Bytes((bit_count + 7) / 8);
  const std::string_view middles = reader.Bytes(hashes_);
  reader.ExpectEnd();

  // A word of zeros behind the bits lets Find load past them.
  const size_t words = (bit_count + 63) / 64 + 1;
  bits_ = std::make_unique<uint64_t[]>(words + (hashes_ + 7) / 8);
  std::memcpy(bits_.get(), upper.data(), upper.size());
  std::memcpy(bits_.get() + words, middles.data(), middles.size());
  middles_ = reinterpret_cast<const uint8_t*>(bits_.get() + words);

  uint32_t ones = 0;
  for (uint32_t first = 0; first < bit_count; first += 64) {
    ones += static_cast<uint32_t>(std::popcount(bits_[first / 64] & BitsBelow(bit_count - first)));
  }
  if (ones != hashes_) throw MalformedRecord("a sketch does not add up");

  // Where each kSampleEvery-th slot begins: behind the zero that ends the one before it.
  samples_ = std::make_unique<uint16_t[]>(slots_ / kSampleEvery + 1);
  uint32_t ended = 0;  // slots
  for (uint32_t first = 0; first < bit_count; first += 64) {
    uint64_t zeros = ~bits_[first / 64] & BitsBelow(bit_count - first);
    for (; zeros != 0; zeros &= zeros - 1) {
      if (++ended % kSampleEvery != 0) continue;
      const auto bit = first + static_cast<uint32_t>(std::countr_zero(zeros));
      samples_[ended / kSampleEvery] = static_cast<uint16_t>(bit + 1);
    }
  }
}

void SegmentSketch::Prefetch(uint64_t hash) const {
  const uint64_t slot =
      std::min<uint64_t>((hash - first_hash_) >> (middle_width_ + lower_width_), slots_ - 1);
  __builtin_prefetch(&samples_[slot / kSampleEvery]);
  // Hashes are spread evenly over the slots, more or less.
  const uint64_t index = (slot * hashes_) >> slot_width_;
  __builtin_prefetch(&bits_[(slot + index) / 64]);
  __builtin_prefetch(&middles_[index]);
}

SketchHit SegmentSketch::Find(uint64_t hash) const {
  const uint64_t offset = hash - first_hash_;
  const uint64_t slot = offset >> (middle_width_ + lower_width_);
  if (slot >= slots_) return {};
  // From the sampled slot on, step over the 0 bits that end the slots before ours.
  uint32_t bit = samples_[slot / kSampleEvery];
  uint32_t to_skip = slot % kSampleEvery;
  const auto* bytes = reinterpret_cast<const uint8_t*>(bits_.get());
  for (;;) {
    // At least 57 bits from `bit` on.
    const uint32_t shift = bit % 8;
    uint64_t zeros = ~LoadWord(bytes + bit / 8) >> shift;
    const auto loaded = 64 - shift;
    uint32_t zeros_here = to_skip;
    while (zeros_here > 0 && zeros != 0) {
      zeros &= zeros - 1;
      --zeros_here;
    }
    if (zeros != 0) {
      // `zeros` now begins with the 0 bit that ends our slot; the slot begins after the one before.
      const auto end = bit + static_cast<uint32_t>(std::countr_zero(zeros));
      uint32_t begin = end;
      while (begin > 0 && (bits_[(begin - 1) / 64] >> ((begin - 1) % 64) & 1) != 0) --begin;
      const auto first = static_cast<uint32_t>(begin - slot);
      const auto last = static_cast<uint32_t>(end - slot);
      const auto middle =
          static_cast<uint8_t>(offset >> lower_width_ & ((1u << middle_width_) - 1));
      SketchHit hit;
      for (uint32_t i = first; i < last; ++i) {
        if (middles_[i] != middle) continue;
        if (hit.count == 0) hit.index = i;
        ++hit.count;
      }
      return hit;
    }
    to_skip = zeros_here;
    bit += loaded;
  }
}

std::vector<uint64_t> SegmentSketch::UpperParts() const {
  std::vector<uint64_t> parts;
  parts.reserve(hashes_);
  uint64_t slot = 0;
  for (uint32_t bit = 0; parts.size() < hashes_; ++bit) {
    if ((bits_[bit / 64] >> (bit % 64) & 1) == 0) {
      ++slot;
    } else {
      parts.push_back((slot << middle_width_ | middles_[parts.size()]) << lower_width_);
    }
  }
  return parts;
}

// Reads the bits of one group; every read checks that it began inside.
struct SegmentBody::Reader {
  const char* data;
  uint64_t bit;
  uint64_t end;  // of the group

  uint64_t Peek() const {
    if (bit > end) throw MalformedRecord("a posting list is cut off");
    return LoadWord(data + bit / 8) >> (bit % 8);
  }
  uint64_t Get(uint32_t width) {
    const uint64_t value = Peek() & ((uint64_t{1} << width) - 1);
    bit += width;
    return value;
  }
  uint64_t GetExpGolomb(uint32_t order) {
    const uint64_t word = Peek();
    const auto extra = static_cast<uint32_t>(std::countr_zero(word));
    if (extra > 32) throw MalformedRecord("a number in a posting list is too large");
    if (2 * extra + 1 + order <= 57) {
      bit += 2 * extra + 1 + order;
      const uint64_t high =
          (uint64_t{1} << extra) | (word >> (extra + 1) & ((uint64_t{1} << extra) - 1));
      const uint64_t low = word >> (2 * extra + 1) & ((uint64_t{1} << order) - 1);
      return (high - 1) << order | low;
    }
    bit += extra + 1;
    const uint64_t high = (uint64_t{1} << extra) | Get(extra);
    return (high - 1) << order | Get(order);
  }

  // Decodes one list, appended to *postings unless that is null. Returns its number of blobs.
  uint32_t List(const SegmentBody& body, std::vector<Posting>* postings) {
    uint64_t count = GetExpGolomb(0);
    if (count == 1) {
      const uint64_t blobs = GetExpGolomb(10);
      if (blobs <= kMaxBlobsPerHash || blobs > UINT32_MAX) {
        throw MalformedRecord("a count of blobs is out of range");
      }
      return static_cast<uint32_t>(blobs);
    }
    if (count == 0) count = 1;
    if (count > kMaxPostings) throw MalformedRecord("a posting list is too long");
    uint64_t blob = body.first_blob_ + Get(body.blob_width_);
    auto tag = static_cast<uint16_t>(Get(16));
    int64_t position = static_cast<int64_t>(GetExpGolomb(body.position_order_));
    uint32_t blobs = 1;
    for (uint64_t i = 0;;) {
      if (blob >= body.blobs_ || position < 0 || position > int64_t{UINT32_MAX}) {
        throw MalformedRecord("a posting is out of range");
      }
      if (postings != nullptr) {
        postings->push_back({static_cast<BlobId>(blob), static_cast<uint32_t>(position), tag});
      }
      if (++i == count) break;
      const uint64_t delta = GetExpGolomb(kBlobDeltaOrder);
      blob += delta;
      if (Get(1) == 0) tag = static_cast<uint16_t>(Get(16));
      if (delta == 0) {
        position += static_cast<int64_t>(GetExpGolomb(kStepOrder));
      } else {
        position += UnZigZag(GetExpGolomb(kShiftOrder));
        ++blobs;
      }
    }
    if (bit > end) throw MalformedRecord("a posting list is cut off");
    return blobs;
  }
};

SegmentBody::SegmentBody(const SegmentSketch& sketch, std::string_view bytes, uint32_t blobs)
    : sketch_(&sketch), bytes_(bytes), blobs_(blobs) {
  ByteReader reader(bytes);
  first_blob_ = reader.Varint32();
  blob_width_ = reader.Byte();
  position_order_ = reader.Byte();
  if (blob_width_ > 32 || position_order_ > kMaxPositionOrder) {
    throw MalformedRecord("a segment has impossible widths");
  }
  const uint32_t groups = (sketch.hashes() + kGroup - 1) / kGroup;
  uint64_t total = 0;
  for (uint32_t i = 0; i < groups; ++i) {
    total += reader.Varint32();
    if (total > bytes.size()) throw MalformedRecord("a segment is cut off");
    group_ends_[i] = static_cast<uint32_t>(total);
  }
  if (reader.rest().size() != total + kPadding) throw MalformedRecord("a segment has a wrong size");
  groups_begin_ = static_cast<uint32_t>(bytes.size() - reader.rest().size());
}

void SegmentBody::PrefetchHead(const SketchHit& hit) const {
  __builtin_prefetch(&bytes_);
  __builtin_prefetch(&group_ends_[hit.index / kGroup]);
}

void SegmentBody::PrefetchGroup(const SketchHit& hit) const {
  const uint32_t group = hit.index / kGroup;
  const char* begin = bytes_.data() + groups_begin_ + (group == 0 ? 0 : group_ends_[group - 1]);
  __builtin_prefetch(begin);
  __builtin_prefetch(begin + 64);
  __builtin_prefetch(begin + 128);
}

uint32_t SegmentBody::Find(const SketchHit& hit, uint64_t hash,
                           std::vector<Posting>* postings) const {
  const uint64_t lower = sketch_->LowerBits(hash);
  for (uint32_t index = hit.index; index < hit.index + hit.count; ++index) {
    const uint32_t group = index / kGroup;
    const uint64_t begin = groups_begin_ + (group == 0 ? 0 : group_ends_[group - 1]);
    Reader reader{bytes_.data(), begin * 8, (groups_begin_ + uint64_t{group_ends_[group]}) * 8};
    for (uint32_t i = group * kGroup; i < index; ++i) {
      reader.Get(sketch_->lower_width());
      reader.List(*this, nullptr);
    }
    if (reader.Get(sketch_->lower_width()) == lower) return reader.List(*this, postings);
  }
  return 0;
}

void SegmentBody::DecodeAll(std::vector<PostingList>* lists) const {
  lists->clear();
  lists->resize(sketch_->hashes());
  const std::vector<uint64_t> uppers = sketch_->UpperParts();
  Reader reader{bytes_.data(), 0, 0};
  for (uint32_t i = 0; i < lists->size(); ++i) {
    if (i % kGroup == 0) {
      const uint32_t group = i / kGroup;
      reader.bit = (groups_begin_ + (group == 0 ? 0 : uint64_t{group_ends_[group - 1]})) * 8;
      reader.end = (groups_begin_ + uint64_t{group_ends_[group]}) * 8;
    }
    PostingList& list = (*lists)[i];
    list.hash = sketch_->first_hash() + (uppers[i] | reader.Get(sketch_->lower_width()));
    list.blob_count = reader.List(*this, &list.postings);
  }
}

}  // namespace copytrace
