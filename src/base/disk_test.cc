// One contract for every disk, then what only the forgetful one does.
#include "base/disk.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

#include "base/forgetful_disk.h"
#include "base/posix_disk.h"

namespace vigie {
namespace {

struct Place {
  std::unique_ptr<Disk> disk;
  std::string folder;
};

Place on_posix() {
  std::string name = (std::filesystem::temp_directory_path() / "vigie-disk-XXXXXX").string();
  EXPECT_NE(::mkdtemp(name.data()), nullptr);
  return {std::make_unique<PosixDisk>(), name};
}

Place in_memory() { return {std::make_unique<ForgetfulDisk>(), "room"}; }

struct Maker {
  const char* name;
  std::function<Place()> make;
};

class DiskContract : public testing::TestWithParam<Maker> {
 protected:
  void SetUp() override { place_ = GetParam().make(); }
  void TearDown() override { std::filesystem::remove_all(place_.folder); }
  Disk& disk() { return *place_.disk; }
  std::string path(const std::string& name) const { return place_.folder + "/" + name; }
  void write(const std::string& name, std::string_view bytes) { ASSERT_TRUE(replace_file(disk(), path(name), bytes)); }

 private:
  Place place_;
};

TEST_P(DiskContract, ReadsWhatWasAppended) {
  auto file = disk().create(path("a")).value();
  ASSERT_TRUE(file->append("Bonjour"));
  ASSERT_TRUE(file->append(" le monde"));
  EXPECT_EQ(file->size().value(), 16U);
  std::string out = "old";
  ASSERT_TRUE(file->read(8, 2, out));
  EXPECT_EQ(out, "le");
  EXPECT_EQ(file->read(10, 7, out).error().code, ErrorCode::kCorrupt);
}

TEST_P(DiskContract, AppendsAtTheEndAfterACut) {
  auto file = disk().create(path("a")).value();
  ASSERT_TRUE(file->append("0123456789"));
  ASSERT_TRUE(file->truncate(4));
  ASSERT_TRUE(file->append("ab"));
  ASSERT_TRUE(file->sync());
  EXPECT_EQ(read_file(disk(), path("a")).value(), "0123ab");
}

TEST_P(DiskContract, EmptiesAFileThatIsCreatedAgain) {
  write("a", "old");
  ASSERT_TRUE(disk().create(path("a")));
  EXPECT_EQ(read_file(disk(), path("a")).value(), "");
}

TEST_P(DiskContract, SaysThatAFileIsNotThere) {
  EXPECT_EQ(disk().open(path("none")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(disk().map(path("none")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(disk().remove(path("none")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(disk().rename(path("none"), path("b")).error().code, ErrorCode::kNotFound);
}

TEST_P(DiskContract, ListsTheFilesOfAFolderInOrder) {
  ASSERT_TRUE(disk().make_folder(path("in/side")));
  write("b", "2");
  write("a", "1");
  write("in/c", "3");
  EXPECT_EQ(disk().list(path("in")).value(), std::vector<std::string>{"c"});
  ASSERT_TRUE(disk().remove(path("in/c")));
  EXPECT_EQ(disk().list(path("in")).value(), std::vector<std::string>{});
}

TEST_P(DiskContract, KeepsAMappingWhenTheNameIsTaken) {
  write("a", "first");
  const auto mapping = disk().map(path("a")).value();
  write("a", "second");
  EXPECT_EQ(mapping->bytes(), "first");
  EXPECT_EQ(disk().map(path("a")).value()->bytes(), "second");
}

TEST_P(DiskContract, MapsAnEmptyFile) {
  write("a", "");
  EXPECT_EQ(disk().map(path("a")).value()->bytes(), "");
}

TEST_P(DiskContract, GivesALockToOneHolder) {
  auto held = disk().lock(path("lock"));
  ASSERT_TRUE(held);
  EXPECT_EQ(disk().lock(path("lock")).error().code, ErrorCode::kConflict);
  held->reset();
  EXPECT_TRUE(disk().lock(path("lock")));
}

INSTANTIATE_TEST_SUITE_P(Each, DiskContract, testing::Values(Maker{"Posix", on_posix}, Maker{"Forgetful", in_memory}),
                         [](const auto& maker) { return maker.param.name; });

TEST(ForgetfulDisk, KeepsWhatWasSyncedAndNoMoreThanWasWritten) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    ForgetfulDisk disk;
    Random random(seed);
    auto file = disk.create("d/a").value();
    ASSERT_TRUE(file->append("durable"));
    ASSERT_TRUE(file->sync());
    ASSERT_TRUE(disk.sync_folder("d"));
    ASSERT_TRUE(file->append(" perhaps"));
    disk.crash(random);
    const auto bytes = read_file(disk, "d/a").value();
    EXPECT_EQ(bytes, std::string("durable perhaps").substr(0, bytes.size()));
    EXPECT_GE(bytes.size(), 7U);
    EXPECT_FALSE(file->append("from the dead"));
  }
}

TEST(ForgetfulDisk, MayForgetANameThatWasNotSynced) {
  std::size_t forgotten = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    ForgetfulDisk disk;
    Random random(seed);
    ASSERT_TRUE(replace_file(disk, "d/a", "old"));
    ASSERT_TRUE(disk.create("d/b").value()->sync());
    ASSERT_TRUE(disk.rename("d/b", "d/a"));
    disk.crash(random);
    forgotten += read_file(disk, "d/a").value() == "old" ? 1U : 0U;
  }
  EXPECT_GT(forgotten, 10U);
  EXPECT_LT(forgotten, 90U);
}

TEST(ForgetfulDisk, StopsAtTheChosenChange) {
  ForgetfulDisk disk;
  auto file = disk.create("d/a").value();
  disk.stop_after(1);
  EXPECT_TRUE(file->append("one"));
  EXPECT_FALSE(file->append("twotwo"));
  EXPECT_FALSE(file->sync());
  EXPECT_EQ(file->size().value(), 6U);  // Half of the second was written.
}

TEST(ForgetfulDisk, TakesWhatFitsWhenItIsFull) {
  ForgetfulDisk disk;
  auto file = disk.create("d/a").value();
  disk.set_room(4);
  EXPECT_EQ(file->append("123456").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(file->size().value(), 4U);
  ASSERT_TRUE(file->truncate(0));
  disk.set_room(std::nullopt);
  EXPECT_TRUE(file->append("123456"));
}

}  // namespace
}  // namespace vigie
