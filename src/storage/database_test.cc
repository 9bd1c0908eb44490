#include "storage/database.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <thread>

namespace vigie::storage {
namespace {

constexpr Migration kFirst[] = {
    {1, "CREATE TABLE fruit (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, weight REAL)"}};
constexpr Migration kBoth[] = {kFirst[0],
                               {2, "ALTER TABLE fruit ADD COLUMN colour TEXT; UPDATE fruit SET colour = 'green'"}};

class DatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) / ("vigie_database_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ / "test.db"; }

  static void add(Database& database, const std::string& name) {
    const Value values[] = {name, 1.5};
    ASSERT_TRUE(database.run("INSERT INTO fruit (name, weight) VALUES ($1, $2)", values));
  }
  static std::vector<std::string> names(Database& database) {
    std::vector<std::string> out;
    EXPECT_TRUE(
        database.query("SELECT name FROM fruit ORDER BY id", {}, [&](const Row& row) { out.push_back(row.text(0)); }));
    return out;
  }

  std::filesystem::path folder_;
};

TEST_F(DatabaseTest, LeavesNoBytesOfWhatIsDeleted) {
  auto database = Database::open(path()).value();
  std::int64_t secure = 0;
  ASSERT_TRUE(database->query("PRAGMA secure_delete", {}, [&](const Row& row) { secure = row.integer(0); }));
  EXPECT_EQ(secure, 1);
}

TEST_F(DatabaseTest, IsNoReadingForStrangers) {
  const auto database = Database::open(path()).value();
  ASSERT_TRUE(database->migrate("fruit", kFirst));
  for (const char* more : {"", "-wal", "-shm"}) {
    const auto mode = std::filesystem::status(path() + more).permissions();
    EXPECT_EQ(mode & std::filesystem::perms::others_all, std::filesystem::perms::none) << more;
  }
}

TEST_F(DatabaseTest, KeepsRowsAcrossOpenings) {
  const std::string odd("a\0b ' é", 8);
  {
    auto database = Database::open(path()).value();
    ASSERT_TRUE(database->migrate("fruit", kFirst));
    add(*database, odd);
    EXPECT_EQ(database->last_id(), 1);
  }
  auto database = Database::open(path()).value();
  ASSERT_TRUE(database->migrate("fruit", kFirst));
  EXPECT_EQ(names(*database), std::vector<std::string>{odd});
}

TEST_F(DatabaseTest, AppliesOnlyTheMigrationsThatAreNew) {
  auto database = Database::open(path()).value();
  ASSERT_TRUE(database->migrate("fruit", kFirst));
  add(*database, "pear");
  ASSERT_TRUE(database->migrate("fruit", kBoth));
  ASSERT_TRUE(database->migrate("fruit", kBoth));
  std::string colour;
  ASSERT_TRUE(database->query("SELECT colour FROM fruit", {}, [&](const Row& row) { colour = row.text(0); }));
  EXPECT_EQ(colour, "green");
}

TEST_F(DatabaseTest, RefusesTheFileOfANewerProgram) {
  auto database = Database::open(path()).value();
  ASSERT_TRUE(database->migrate("fruit", kBoth));
  const auto ok = database->migrate("fruit", kFirst);
  ASSERT_FALSE(ok);
  EXPECT_EQ(ok.error().code, ErrorCode::kRefused);
}

TEST_F(DatabaseTest, TakesATransactionBackWholeOnErrorAndOnException) {
  auto database = Database::open(path()).value();
  ASSERT_TRUE(database->migrate("fruit", kFirst));
  EXPECT_FALSE(database->transaction([&]() -> Result<void> {
    add(*database, "plum");
    return invalid("no");
  }));
  EXPECT_THROW((void)database->transaction([&]() -> Result<void> {
    add(*database, "fig");
    throw std::runtime_error("bug");
  }),
               std::runtime_error);
  EXPECT_TRUE(names(*database).empty());
}

TEST_F(DatabaseTest, BindsByNumberWhereverThePlaceholdersStand) {
  auto database = Database::open(path()).value();
  ASSERT_TRUE(database->migrate("fruit", kFirst));
  add(*database, "pear");
  const Value values[] = {std::int64_t{1}, std::string("quince")};
  ASSERT_TRUE(database->run("UPDATE fruit SET name = $2 WHERE id = $1 AND $1 < 2", values));
  EXPECT_EQ(names(*database), std::vector<std::string>{"quince"});
}

TEST_F(DatabaseTest, TellsABrokenConstraint) {
  auto database = Database::open(path()).value();
  ASSERT_TRUE(database->migrate("fruit", kFirst));
  add(*database, "pear");
  const Value values[] = {std::string("pear"), 1.0};
  const auto again = database->run("INSERT INTO fruit (name, weight) VALUES ($1, $2)", values);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
}

// Two parts, each with its own connection and its own tables, in one file.
TEST_F(DatabaseTest, WhoLooksSeesOneMomentWhateverOthersCommit) {
  const auto writer = Database::open(path()).value();
  ASSERT_TRUE(writer->migrate("fruit", kFirst));
  add(*writer, "pear");
  const auto reader = Database::open(path()).value();
  ASSERT_TRUE(reader->snapshot([&]() -> Result<void> {
    EXPECT_EQ(names(*reader), std::vector<std::string>{"pear"});
    add(*writer, "plum");
    EXPECT_EQ(names(*reader), std::vector<std::string>{"pear"});
    return {};
  }));
  EXPECT_EQ(names(*reader), (std::vector<std::string>{"pear", "plum"}));
}

TEST_F(DatabaseTest, TwoConnectionsWriteSideBySideAndLoseNothing) {
  constexpr int kRounds = 50;
  constexpr Migration kOther[] = {{1, "CREATE TABLE stone (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"}};
  const auto write = [&](std::string_view schema, std::span<const Migration> migrations, const std::string& table) {
    auto database = Database::open(path()).value();
    ASSERT_TRUE(database->migrate(schema, migrations));
    for (int i = 0; i < kRounds; ++i) {
      // Reads before it writes: a transaction that began as a reader would be refused here, and not waited for.
      const auto ok = database->transaction([&]() -> Result<void> {
        std::int64_t count = 0;
        if (auto read =
                database->query("SELECT count(*) FROM " + table, {}, [&](const Row& row) { count = row.integer(0); });
            !read) {
          return read;
        }
        const Value values[] = {std::to_string(count)};
        const auto added = database->run("INSERT INTO " + table + " (name) VALUES ($1)", values);
        return added ? Result<void>{} : Result<void>(added.error());
      });
      ASSERT_TRUE(ok) << ok.error().message;
    }
  };
  std::thread fruit([&] { write("fruit", kFirst, "fruit"); });
  std::thread more_fruit([&] { write("fruit", kFirst, "fruit"); });
  std::thread stones([&] { write("stone", kOther, "stone"); });
  fruit.join();
  more_fruit.join();
  stones.join();
  auto database = Database::open(path()).value();
  EXPECT_EQ(names(*database).size(), 2U * kRounds);  // Each count was another, or UNIQUE would have refused it.
}

TEST_F(DatabaseTest, RefusesAFileThatIsNoDatabase) {
  FILE* file = std::fopen(path().c_str(), "w");
  std::fputs(std::string(5000, 'x').c_str(), file);
  std::fclose(file);
  const auto database = Database::open(path());
  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().code, ErrorCode::kCorrupt);
}

TEST_F(DatabaseTest, WaitsForTheDiskUnlessToldThatOthersWill) {
  auto database = Database::open(path()).value();
  ASSERT_TRUE(database->migrate("fruit", kFirst));
  const auto pace = [&] {
    std::int64_t out = -1;
    EXPECT_TRUE(database->query("PRAGMA synchronous", {}, [&](const Row& row) { out = row.integer(0); }));
    return out;
  };
  constexpr std::int64_t kNormal = 1;
  constexpr std::int64_t kFull = 2;
  std::int64_t during = -1;
  const auto work = [&]() -> Result<void> {
    add(*database, "pear" + std::to_string(during));
    during = pace();
    return {};
  };
  ASSERT_TRUE(database->transaction(work));
  EXPECT_EQ(during, kFull);
  ASSERT_TRUE(database->transaction(work, Lasting::kWithOthers));
  EXPECT_EQ(during, kNormal);
  EXPECT_EQ(pace(), kFull);
  EXPECT_EQ(names(*Database::open(path()).value()).size(), 2U);  // Seen at once.
  const auto fail = [&]() -> Result<void> {
    if (auto ok = work(); !ok) return ok;
    return invalid("no");
  };
  EXPECT_FALSE(database->transaction(fail, Lasting::kWithOthers));
  const auto stumble = [&]() -> Result<void> { throw std::runtime_error("a bug"); };
  EXPECT_THROW((void)database->transaction(stumble, Lasting::kWithOthers), std::runtime_error);
  EXPECT_EQ(pace(), kFull);
  EXPECT_EQ(names(*database).size(), 2U);
}

}  // namespace
}  // namespace vigie::storage
