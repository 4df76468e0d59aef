#include "indexer/git_reader.h"

#include <git2.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <stdexcept>

#include "engine/source/source_file.h"
#include "tests/unit/indexer/temporary_directory.h"

namespace copytrace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

constexpr git_time_t kDay = 86400;

void Check(int status) {
  if (status != 0) throw std::runtime_error(::git_error_last()->message);
}

// A repository of the test's own, written with the library.
class Repository {
 public:
  Repository(const std::filesystem::path& path, bool bare) {
    ::git_libgit2_init();
    Check(::git_repository_init(&repository_, path.c_str(), bare));
  }
  ~Repository() {
    ::git_repository_free(repository_);
    ::git_libgit2_shutdown();
  }

  // One tree without directories, and a submodule and a link beside the files.
  void Commit(const std::map<std::string, std::string>& files, git_time_t time) {
    git_treebuilder* builder = nullptr;
    git_treebuilder* below = nullptr;
    Check(::git_treebuilder_new(&builder, repository_, nullptr));
    Check(::git_treebuilder_new(&below, repository_, nullptr));
    git_oid id;
    for (const auto& [path, text] : files) {
      Check(::git_blob_create_from_buffer(&id, repository_, text.data(), text.size()));
      const bool inner = path.starts_with("src/");
      Check(::git_treebuilder_insert(nullptr, inner ? below : builder,
                                     path.substr(inner ? 4 : 0).c_str(), &id, GIT_FILEMODE_BLOB));
    }
    Check(::git_treebuilder_insert(nullptr, builder, "link", &id, GIT_FILEMODE_LINK));
    if (::git_treebuilder_entrycount(below) > 0) {
      Check(::git_treebuilder_write(&id, below));
      Check(::git_treebuilder_insert(nullptr, builder, "src", &id, GIT_FILEMODE_TREE));
    }
    git_oid tree_id;
    Check(::git_treebuilder_write(&tree_id, builder));
    ::git_treebuilder_free(builder);
    ::git_treebuilder_free(below);
    git_tree* tree = nullptr;
    Check(::git_tree_lookup(&tree, repository_, &tree_id));
    git_signature* signature = nullptr;
    Check(::git_signature_new(&signature, "A", "a@example.org", time, 0));
    git_commit* parent = nullptr;
    if (has_commit_) Check(::git_commit_lookup(&parent, repository_, &head_));
    const git_commit* parents[] = {parent};
    Check(::git_commit_create(&head_, repository_, "HEAD", signature, signature, nullptr, "m", tree,
                              has_commit_ ? 1 : 0, parents));
    has_commit_ = true;
    ::git_commit_free(parent);
    ::git_signature_free(signature);
    ::git_tree_free(tree);
  }

  // Annotated where it has a time.
  void Tag(const std::string& name, std::optional<git_time_t> time = {}) {
    git_object* object = nullptr;
    Check(::git_object_lookup(&object, repository_, &head_, GIT_OBJECT_COMMIT));
    git_oid id;
    if (time) {
      git_signature* signature = nullptr;
      Check(::git_signature_new(&signature, "A", "a@example.org", *time, 0));
      Check(::git_tag_create(&id, repository_, name.c_str(), object, signature, "m", 0));
      ::git_signature_free(signature);
    } else {
      Check(::git_tag_create_lightweight(&id, repository_, name.c_str(), object, 0));
    }
    ::git_object_free(object);
  }

  void SetOrigin(const std::string& url) {
    git_remote* remote = nullptr;
    Check(::git_remote_create(&remote, repository_, "origin", url.c_str()));
    ::git_remote_free(remote);
  }

 private:
  git_repository* repository_ = nullptr;
  git_oid head_{};
  bool has_commit_ = false;
};

class GitReaderTest : public testing::Test {
 protected:
  static std::string Describe(const PackageSource& source) {
    return source.purl + " " + source.released + " " +
           std::to_string(static_cast<int>(source.released_kind));
  }

  static std::map<std::string, std::string> Read(
      const PackageSource& source, const PackageReader::KnownContent& known = nullptr) {
    const std::unique_ptr<PackageReader> reader = MakeGitReader(source, ReadLimits());
    reader->SetKnownContent(known);
    reader->Rewind([](std::string_view) { return true; });
    std::map<std::string, std::string> files;
    while (std::optional<PackageFile> file = reader->Next()) {
      files[file->path] = file->skipped         ? "skipped: " + file->skip_detail
                          : file->known_content ? "known"
                                                : file->bytes;
    }
    return files;
  }

  TemporaryDirectory directory_;
};

TEST_F(GitReaderTest, TagsAreReleases) {
  Repository repository(directory_ / "Rocket", /*bare=*/false);
  repository.Commit({{"a.c", "one"}, {"src/b.c", "two"}}, 18000 * kDay);
  repository.Tag("v1.0");
  repository.Tag("1.0");  // the same version again
  repository.Commit({{"a.c", "three"}, {"src/b.c", "two"}}, 18001 * kDay);
  repository.Tag("rocket-1.1", 18003 * kDay);
  repository.Commit({{"a.c", "four"}}, 18004 * kDay);

  const std::vector<PackageSource> releases = FindPackages(directory_ / "Rocket");
  ASSERT_THAT(releases, SizeIs(2));
  EXPECT_EQ(Describe(releases[0]), "pkg:generic/Rocket@1.0 2019-04-14 4");
  EXPECT_EQ(Describe(releases[1]), "pkg:generic/Rocket@1.1 2019-04-17 2");
  EXPECT_EQ(releases[0].kind, SourceKind::kGitCommit);
  EXPECT_THAT(Read(releases[0]),
              ElementsAre(Pair("a.c", "one"), Pair("link", "skipped: symbolic link"),
                          Pair("src/b.c", "two")));
  EXPECT_THAT(Read(releases[1]),
              ElementsAre(Pair("a.c", "three"), Pair("link", "skipped: symbolic link"),
                          Pair("src/b.c", "two")));

  const std::vector<PackageSource> some = FindPackages(directory_ / "Rocket", {.tags = "rocket-*"});
  ASSERT_THAT(some, SizeIs(1));
  EXPECT_EQ(some[0].purl, "pkg:generic/Rocket@1.1");
}

TEST_F(GitReaderTest, WhatIsKnownIsNotRead) {
  Repository repository(directory_ / "rocket", /*bare=*/false);
  repository.Commit({{"a.c", "one"}, {"b.c", "two"}}, kDay);
  const std::vector<PackageSource> releases = FindPackages(directory_ / "rocket");
  const auto known = [](const Sha1& sha1) { return sha1 == HashContent("two"); };
  EXPECT_THAT(Read(releases.at(0), known), ElementsAre(Pair("a.c", "one"), Pair("b.c", "known"),
                                                       Pair("link", "skipped: symbolic link")));
}

TEST_F(GitReaderTest, HeadWhereThereIsNoTag) {
  Repository repository(directory_ / "shelf/rocket.git", /*bare=*/true);
  EXPECT_THAT(ListGitReleases(directory_ / "shelf/rocket.git", "*"), IsEmpty());
  repository.Commit({{"a.c", "one"}}, 18000 * kDay);
  repository.SetOrigin("git@github.com:Acme/Rocket.git");
  const std::vector<PackageSource> releases = FindPackages(directory_ / "shelf");
  ASSERT_THAT(releases, SizeIs(1));
  EXPECT_EQ(Describe(releases[0]), "pkg:github/acme/rocket 2019-04-14 4");
}

TEST_F(GitReaderTest, WhatIsNoRepositoryIsADirectory) {
  directory_.Write("p-1.0/.git/HEAD", "nonsense");
  directory_.Write("p-1.0/a.c", "");
  const std::vector<PackageSource> found = FindPackages(directory_ / "p-1.0");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, SourceKind::kDirectory);
  EXPECT_THAT(Read({.location = directory_ / "none", .commit = "00"}),
              ElementsAre(Pair("", testing::StartsWith("skipped: "))));
}

TEST_F(GitReaderTest, VersionsOfTags) {
  const std::tuple<const char*, const char*, const char*> kCases[] = {
      {"v1.2.3", "rocket", "1.2.3"},
      {"1.2.3", "rocket", "1.2.3"},
      {"Rocket-1.2.3", "rocket", "1.2.3"},
      {"rocket_v1.2.3", "rocket", "1.2.3"},
      {"rocket@1.2.3", "rocket", "1.2.3"},
      {"rocket/v1.2.3-rc.1", "rocket", "1.2.3-rc.1"},
      {"release-1.2", "rocket", "1.2"},
      {"rocket-release-1.2", "rocket", "1.2"},
      {"curl-7_80_0", "curl", "7.80.0"},
      {"rocket", "rocket", "rocket"},
      {"very-old", "rocket", "very-old"},
      {"vim", "rocket", "vim"},
      {"v", "", "v"},
  };
  for (const auto& [tag, project, version] : kCases) {
    EXPECT_EQ(VersionOfTag(tag, project), version) << tag;
  }
}

}  // namespace
}  // namespace copytrace
