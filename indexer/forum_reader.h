// Reads the Posts.xml of a Stack Exchange dump (Stack Overflow and its sisters): the code blocks of
// answers. The only room that knows expat.
#pragma once

#include <filesystem>
#include <memory>

#include "indexer/package_reader.h"

namespace copytrace {

// Each answer is a release, pkg:generic/stackoverflow.com/a/ID; each code block of it a file. The
// site is that of the directory's name ("superuser.com", "stackoverflow.com-Posts"), else Stack
// Overflow. The language is that of the markup, else of the question's tags, else unknown. The
// file is read as a stream, whatever its size; one byte is kept for each id of a question.
std::unique_ptr<PackageReader> MakeForumReader(const std::filesystem::path& file);

}  // namespace copytrace
