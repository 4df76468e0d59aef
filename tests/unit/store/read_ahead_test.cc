#include "engine/store/read_ahead.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <rocksdb/env.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/store/store_fixture.h"

namespace copytrace {
namespace {

constexpr size_t kPage = 4096;

// A mapped file.
class ReadAhead : public testing::Test {
 protected:
  void Make(size_t bytes) {
    content_.resize(bytes);
    for (size_t i = 0; i < bytes; ++i) content_[i] = static_cast<char>(i * 2654435761u >> 16);
    std::ofstream(name_, std::ios::binary) << content_;
    rocksdb::EnvOptions options;
    options.use_mmap_reads = true;
    ASSERT_TRUE(ReadAheadEnv()->NewRandomAccessFile(name_, &file_, options).ok());
    file_->Hint(rocksdb::RandomAccessFile::RANDOM);  // as tables are opened
  }

  // Whether the page cache could be made to forget the file: not where files are kept in memory.
  bool Forget() {
    const int fd = open(name_.c_str(), O_RDONLY | O_CLOEXEC);
    for (int i = 0; i < 100 && PagesInMemory(0, content_.size()) > 0; ++i) {
      fdatasync(fd);
      posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
      std::this_thread::sleep_for(std::chrono::milliseconds(i));
    }
    close(fd);
    return PagesInMemory(0, content_.size()) == 0;
  }

  rocksdb::Slice Read(uint64_t offset, size_t bytes) {
    rocksdb::Slice result;
    EXPECT_TRUE(file_->Read(offset, bytes, &result, nullptr).ok());
    return result;
  }

  size_t PagesInMemory(uint64_t offset, size_t bytes) {
    const char* const begin = Read(0, 1).data() + offset;
    std::vector<unsigned char> resident((bytes + kPage - 1) / kPage);
    EXPECT_EQ(mincore(const_cast<char*>(begin), bytes, resident.data()), 0);
    return static_cast<size_t>(
        std::ranges::count_if(resident, [](unsigned char page) { return (page & 1) != 0; }));
  }

  // The kernel fetches in the background.
  size_t PagesInMemorySoon(uint64_t offset, size_t bytes) {
    const size_t all = (bytes + kPage - 1) / kPage;
    for (int i = 0; i < 500 && PagesInMemory(offset, bytes) < all; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return PagesInMemory(offset, bytes);
  }

  const TemporaryDirectory directory_;
  const std::string name_ = (directory_.path() / "table").string();
  std::string content_;
  std::unique_ptr<rocksdb::RandomAccessFile> file_;
};

TEST_F(ReadAhead, FetchesALongPieceAtOnceAndAShortOneWhereItIsTouched) {
  ASSERT_NO_FATAL_FAILURE(Make(64 * kPage));
  if (!Forget()) GTEST_SKIP() << "files are kept in memory here";
  Read(20 * kPage, 2 * kPage);
  Read(40 * kPage, 16 * kPage);
  EXPECT_EQ(PagesInMemorySoon(40 * kPage, 16 * kPage), 16u);
  EXPECT_EQ(PagesInMemory(20 * kPage, 2 * kPage), 0u);
  EXPECT_EQ(PagesInMemory(56 * kPage, 8 * kPage), 0u);
}

TEST_F(ReadAhead, FetchesWhatFollowsARowOfPieces) {
  constexpr size_t kPiece = 1000;
  ASSERT_NO_FATAL_FAILURE(Make(1024 * kPage));
  if (!Forget()) GTEST_SKIP() << "files are kept in memory here";
  Read(1000 * kPage, 24 * kPage);  // as an index at the end of a table, before its rows
  uint64_t offset = 0;
  for (; offset < 3 * kPiece; offset += kPiece) Read(offset, kPiece);
  EXPECT_EQ(PagesInMemory(kPage, 100 * kPage), 0u);
  for (; offset < 8 * kPiece; offset += kPiece) Read(offset, kPiece);
  EXPECT_EQ(PagesInMemorySoon(2 * kPage, 200 * kPage), 200u);
}

TEST_F(ReadAhead, ReadsWhatIsThereUpToTheEnd) {
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
