// One contract for every disk, then what only the forgetful one does.
#include "base/disk.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <thread>

#include "base/forgetful_disk.h"
#include "base/posix_disk.h"

namespace vigie {
namespace {

constexpr std::chrono::milliseconds kNoWait{0};

struct Place {
  std::unique_ptr<Disk> disk;
  std::string folder;
};

Place on_posix() {
  std::string name = (std::filesystem::temp_directory_path() / "vigie-disk-XXXXXX").string();
  EXPECT_NE(::mkdtemp(name.data()), nullptr);
  return {std::make_unique<PosixDisk>(), name};
}

Place in_memory() {
  auto disk = std::make_unique<ForgetfulDisk>();
  EXPECT_TRUE(disk->make_folder("room"));
  return {std::move(disk), "room"};
}

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

TEST_P(DiskContract, SaysThatAFolderIsNotThere) {
  EXPECT_EQ(disk().list(path("none")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(disk().sync_folder(path("none")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(disk().lock(path("none/lock"), kNoWait).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(disk().list("."));
}

TEST_P(DiskContract, CreatesNothingInAMissingFolder) {
  write("a", "1");
  EXPECT_EQ(disk().create(path("none/a")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(disk().create_new(path("none/a")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(disk().rename(path("a"), path("none/a")).error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(disk().make_folder(path("a/b")));
}

TEST_P(DiskContract, TakesNoNameThatIsTaken) {
  ASSERT_TRUE(disk().create_new(path("a")).value()->append("first"));
  EXPECT_EQ(disk().create_new(path("a")).error().code, ErrorCode::kConflict);
  EXPECT_EQ(read_file(disk(), path("a")).value(), "first");
}

TEST_P(DiskContract, ReadsThroughAFileThatIsOpenToReadAlone) {
  write("a", "Bonjour");
  const auto file = disk().open_to_read(path("a")).value();
  std::string out;
  ASSERT_TRUE(file->read(3, 4, out));
  EXPECT_EQ(out, "jour");
  EXPECT_EQ(disk().open_to_read(path("none")).error().code, ErrorCode::kNotFound);
}

TEST_P(DiskContract, GoesOnWithTheFileThatReplacedAnother) {
  write("a", "old");
  const auto replaced = replace_and_keep(disk(), path("a"), "new").value();
  EXPECT_TRUE(replaced.name_synced);
  ASSERT_TRUE(replaced.file->append("er"));
  EXPECT_EQ(read_file(disk(), path("a")).value(), "newer");
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
  auto held = disk().lock(path("lock"), kNoWait);
  ASSERT_TRUE(held);
  EXPECT_EQ(disk().lock(path("lock"), kNoWait).error().code, ErrorCode::kConflict);
  held->reset();
  EXPECT_TRUE(disk().lock(path("lock"), kNoWait));
}

INSTANTIATE_TEST_SUITE_P(Each, DiskContract, testing::Values(Maker{"Posix", on_posix}, Maker{"Forgetful", in_memory}),
                         [](const auto& maker) { return maker.param.name; });

TEST(PosixDisk, ReadsWhatItMayNotWrite) {
  PosixDisk disk;
  const std::string running = "/proc/self/exe";  // Nobody may write it, root neither.
  EXPECT_FALSE(disk.open(running));
  EXPECT_TRUE(disk.open_to_read(running));
  EXPECT_TRUE(read_file(disk, running));
  EXPECT_TRUE(disk.map(running));
}

TEST(PosixDisk, MakesFoldersForTheirOwnerAlone) {
  const Place place = on_posix();
  ASSERT_TRUE(place.disk->make_folder(place.folder + "/data/log"));
  ASSERT_TRUE(place.disk->make_folder(place.folder + "/data/log/"));
  for (const std::string name : {"/data", "/data/log"}) {
    EXPECT_EQ(std::filesystem::status(place.folder + name).permissions(), std::filesystem::perms::owner_all) << name;
  }
  std::filesystem::remove_all(place.folder);
}

TEST(PosixDisk, WaitsForALockAsLongAsItIsTold) {
  const Place place = on_posix();
  auto held = place.disk->lock(place.folder + "/lock", kNoWait);
  ASSERT_TRUE(held);
  EXPECT_FALSE(place.disk->lock(place.folder + "/lock", std::chrono::milliseconds(30)));
  std::thread holder([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    held->reset();
  });
  EXPECT_TRUE(place.disk->lock(place.folder + "/lock", std::chrono::minutes(1)));
  holder.join();
  std::filesystem::remove_all(place.folder);
}

TEST(ForgetfulDisk, KeepsWhatWasSyncedAndNoMoreThanWasWritten) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    ForgetfulDisk disk;
    Random random(seed);
    ASSERT_TRUE(disk.make_folder("d"));
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
    ASSERT_TRUE(disk.make_folder("d"));
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
  ASSERT_TRUE(disk.make_folder("d"));
  auto file = disk.create("d/a").value();
  disk.stop_after(1);
  EXPECT_TRUE(file->append("one"));
  EXPECT_FALSE(file->append("twotwo"));
  EXPECT_FALSE(file->sync());
  EXPECT_EQ(file->size().value(), 6U);  // Half of the second was written.
}

TEST(ForgetfulDisk, TakesWhatFitsWhenItIsFull) {
  ForgetfulDisk disk;
  ASSERT_TRUE(disk.make_folder("d"));
  auto file = disk.create("d/a").value();
  disk.set_room(4);
  EXPECT_EQ(file->append("123456").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(file->size().value(), 4U);
  ASSERT_TRUE(file->truncate(0));
  disk.set_room(std::nullopt);
  EXPECT_TRUE(file->append("123456"));
}

TEST(ForgetfulDisk, LosesAFolderThatItStoppedToSync) {
  std::size_t lost = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    ForgetfulDisk disk;
    Random random(seed);
    ASSERT_TRUE(disk.make_folder("d"));
    disk.stop_after(1);
    ASSERT_FALSE(disk.make_folder("d/e"));
    disk.crash(random);
    ASSERT_TRUE(disk.list("d"));
    lost += disk.list("d/e") ? 0U : 1U;
  }
  EXPECT_GT(lost, 10U);
  EXPECT_LT(lost, 90U);
}

TEST(ForgetfulDisk, SaysWhichByteIsLost) {
  ForgetfulDisk disk;
  ASSERT_TRUE(replace_file(disk, "a", "0123456789"));
  ASSERT_TRUE(disk.lose("a", 4));
  EXPECT_FALSE(disk.lose("a", 10));
  const auto file = disk.open_to_read("a").value();
  std::string out;
  EXPECT_TRUE(file->read(0, 4, out));
  EXPECT_TRUE(file->read(5, 5, out));
  EXPECT_EQ(file->read(3, 2, out).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(disk.map("a").error().code, ErrorCode::kCorrupt);
}

TEST(ForgetfulDisk, DropsWhatASyncCouldNotKeepAndThenCallsItWell) {
  ForgetfulDisk disk;
  Random random(1);
  auto file = disk.create("a").value();
  ASSERT_TRUE(disk.sync_folder("."));
  ASSERT_TRUE(file->append("sure"));
  ASSERT_TRUE(file->sync());
  ASSERT_TRUE(file->append("lost"));
  disk.fail_syncs(1);
  EXPECT_FALSE(file->sync());
  ASSERT_TRUE(file->sync());
  EXPECT_EQ(read_file(disk, "a").value(), "surelost");
  disk.crash(random);
  EXPECT_EQ(read_file(disk, "a").value(), std::string("sure\0\0\0\0", 8));
}

TEST(ForgetfulDisk, KeepsWhatIsWrittenAnewAfterAFailedSync) {
  ForgetfulDisk disk;
  Random random(1);
  auto file = disk.create("a").value();
  ASSERT_TRUE(disk.sync_folder("."));
  ASSERT_TRUE(file->append("lost"));
  disk.fail_syncs(1);
  EXPECT_FALSE(file->sync());
  ASSERT_TRUE(file->truncate(0));
  ASSERT_TRUE(file->append("sure"));
  ASSERT_TRUE(file->sync());
  disk.crash(random);
  EXPECT_EQ(read_file(disk, "a").value(), "sure");
}

}  // namespace
}  // namespace vigie
