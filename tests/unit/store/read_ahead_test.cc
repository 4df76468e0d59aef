#include "engine/store/read_ahead.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/store/store_fixture.h"

namespace copytrace {
namespace {

constexpr uint64_t kMegabyte = 1 << 20;

TEST(ReadAheadWindow, OfSingleReadsTheLongOnes) {
  ReadAheadWindow window(100 * kMegabyte);
  EXPECT_EQ(window.BytesToFetch(5000, 8192), 0u);
  EXPECT_EQ(window.BytesToFetch(50'000, 8193), 8193u);
  EXPECT_EQ(window.BytesToFetch(99 * kMegabyte, kMegabyte), kMegabyte);
  EXPECT_EQ(window.BytesToFetch(5000, 100), 0u);
}

TEST(ReadAheadWindow, WhatFollowsReadsInARow) {
  constexpr uint64_t kPiece = 4000;
  ReadAheadWindow window(100 * kMegabyte);
  window.BytesToFetch(90 * kMegabyte, 10 * kMegabyte);  // as an index behind all rows
  uint64_t offset = 7 * kMegabyte;
  const auto next = [&] {
    offset += kPiece;
    return window.BytesToFetch(offset - kPiece, kPiece);
  };
  for (int i = 0; i < 4; ++i) EXPECT_EQ(next(), 0u);
  EXPECT_EQ(next(), kPiece + kMegabyte);
  // Again when half of that is left, and never less ahead.
  uint64_t fetched = offset + kMegabyte;
  int calls = 0;
  for (int i = 0; i < 2000; ++i) {
    const uint64_t begin = offset;
    if (const uint64_t bytes = next(); bytes > 0) {
      fetched = begin + bytes;
      ++calls;
    }
    ASSERT_GE(fetched, offset + kMegabyte / 2);
  }
  EXPECT_LE(calls, 16);
  offset = 3 * kMegabyte;  // another row, before that one
  for (int i = 0; i < 4; ++i) EXPECT_EQ(next(), 0u);
  EXPECT_EQ(next(), kPiece + kMegabyte);
}

TEST(ReadAheadWindow, NothingBehindTheFile) {
  ReadAheadWindow window(10'000);
  for (uint64_t offset = 0; offset < 10'000; offset += 1000) {
    EXPECT_EQ(window.BytesToFetch(offset, 1000), offset == 4000 ? 6000u : 0u) << offset;
  }
}

// A mapped file that the page cache was made to forget, where files are not kept in memory.
class ReadAheadFile : public testing::Test {
 protected:
  void Make(size_t bytes) {
    const TemporaryDirectory directory;
    const std::string name = (directory.path() / "table").string();
    content_.resize(bytes);
    for (size_t i = 0; i < bytes; ++i) content_[i] = static_cast<char>(i * 2654435761u >> 16);
    std::ofstream(name, std::ios::binary) << content_;
    const int fd = open(name.c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_GE(fd, 0);
    fdatasync(fd);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
    rocksdb::EnvOptions options;
    options.use_mmap_reads = true;
    ASSERT_TRUE(ReadAheadEnv()->NewRandomAccessFile(name, &file_, options).ok());
    file_->Hint(rocksdb::RandomAccessFile::RANDOM);  // as tables are opened
  }

  rocksdb::Slice Read(uint64_t offset, size_t bytes) {
    rocksdb::Slice result;
    EXPECT_TRUE(file_->Read(offset, bytes, &result, nullptr).ok());
    return result;
  }

  std::string content_;
  std::unique_ptr<rocksdb::RandomAccessFile> file_;
};

TEST_F(ReadAheadFile, IsFetchedUntouched) {
  constexpr size_t kPage = 4096;
  constexpr size_t kPages = 16;
  ASSERT_NO_FATAL_FAILURE(Make(64 * kPage));
  const rocksdb::Slice piece = Read(40 * kPage, kPages * kPage);
  std::vector<unsigned char> resident(kPages);
  const auto in_memory = [&] {
    EXPECT_EQ(mincore(const_cast<char*>(piece.data()), piece.size(), resident.data()), 0);
    return std::ranges::all_of(resident, [](unsigned char page) { return (page & 1) != 0; });
  };
  for (int i = 0; i < 500 && !in_memory(); ++i) {  // the kernel fetches in the background
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_TRUE(in_memory());
}

TEST_F(ReadAheadFile, ReadsWhatIsThereUpToTheEnd) {
  ASSERT_NO_FATAL_FAILURE(Make(2'000'003));
  for (const size_t piece : {size_t{700}, size_t{9000}, size_t{300'000}}) {
    std::string read;
    while (read.size() < content_.size()) {
      read += Read(read.size(), std::min(piece, content_.size() - read.size())).ToString();
    }
    EXPECT_EQ(read, content_) << piece;
  }
}

}  // namespace
}  // namespace copytrace
