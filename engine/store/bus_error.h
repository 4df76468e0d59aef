// Tables are read through mapped files. Where the disk fails to deliver a page, or a file was cut
// off by somebody while it was open, there is no status to look at: the process gets SIGBUS.
#pragma once

namespace copytrace {

// From now on such a process says, for `program`, which file it was and what to do, and exits with
// status 2. To be called by main. `program` must outlive the process.
void ExplainBusErrors(const char* program);

}  // namespace copytrace
