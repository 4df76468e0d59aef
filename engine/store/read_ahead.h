// Mapped tables on a cold disk: RocksDB tells the kernel that they are read at random, so that each
// page is fetched alone, where it is touched. What is read in one piece is fetched in one instead,
// and what follows a few pieces that were read one after the other is fetched ahead.
#pragma once

namespace rocksdb {
class Env;
}

namespace copytrace {

// The default environment, but that mapped files do so. Lives as long as the process. Thread-safe.
rocksdb::Env* ReadAheadEnv();

}  // namespace copytrace
