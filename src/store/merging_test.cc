// Small segments become one in the background: that every answer stays as it was, before, during and after, and that a
// crash at any moment leaves the old segments or the new one.
#include <atomic>
#include <functional>
#include <thread>

#include "base/random.h"
#include "store/folder.h"
#include "store/log_list.h"
#include "store/log_scan.h"
#include "store/test_house.h"

namespace vigie::store {
namespace {

using post::Fate;
using Ids = std::vector<std::string>;

constexpr std::array<std::string_view, 5> kWords{"clio", "zoe", "megane", "panne", "prix"};

// Posts, edits, deletions and a forgotten author, in small segments; times run against the order of arrival.
class SmallSegments : public House {
 public:
  SmallSegments() {
    options.segment_posts_max = 400;
    options.merge_segments_min = 4;
  }

  void fill(int segments, std::uint64_t seed = 1) {
    Random random(seed);
    for (int segment = 0; segment < segments; ++segment) {
      for (int i = 0; i < 15; ++i) say_one(random);
      remove(std::to_string(random.below(next_ + 5)));
      if (segment % 4 == 2) forget(random.below(3));
      ASSERT_TRUE(store->seal());
    }
  }

  // Everything that can be asked, as a text. But for the words that stand out: they do so against the words of all that
  // is indexed, hidden posts too, until these are erased.
  std::string answers() const {
    std::string out;
    for (const std::string text : {"clio", "zoe OR prix", "pan*", "clio -panne", "\"clio zoe\"", "author:a1", "prix"}) {
      for (const auto& id : find(text, 5)) out += id + " ";
      const auto query = query::parse(text).value();
      const Span span{kNoon - std::chrono::hours(2), kNoon + std::chrono::hours(2)};
      const auto histogram = store->histogram(query, span, std::chrono::minutes(10)).value();
      out += "= " + std::to_string(histogram.total.posts) + "/" + std::to_string(histogram.total.voices) + ":";
      for (const auto& bucket : histogram.buckets) out += " " + std::to_string(bucket.count.posts);
      const auto tops = store->tops(query, {}, 9).value();
      for (const auto* list : {&tops.hashtags, &tops.authors, &tops.languages, &tops.sources}) {
        for (const auto& top : *list) out += "," + top.name + top.id + std::to_string(top.posts);
      }
      out += "\n";
    }
    for (std::uint64_t id = 0; id < next_ + 5; ++id) {
      const auto hit = store->get("file:test", std::to_string(id)).value();
      out += hit ? std::string(hit->post.text) + (store->knows("file:test", std::to_string(id)) ? "+" : "!") : "-";
    }
    return out + std::to_string(store->stats().posts);
  }

  std::size_t logs() const { return names("data/log", ".log"); }
  std::size_t names(const std::string& folder, std::string_view ending) const {
    const auto all = const_cast<ForgetfulDisk&>(disk).list(folder).value();
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const auto& name) { return name.ends_with(ending); }));
  }

  void say_one(Random& random) {
    post::Item item;
    const bool is_edit = next_ > 0 && random.chance(0.2);
    const auto id = std::to_string(is_edit ? random.below(next_) : next_++);
    const auto author = "a" + std::to_string(random.below(3));
    std::string text;
    for (int i = 0; i < 3; ++i) text += std::string(kWords.at(random.below(kWords.size()))) + " ";
    item.post.id = id;
    item.post.source = "file:test";
    item.post.text = text;
    item.post.author.id = author;
    item.post.created_at = kNoon + std::chrono::seconds(random.below(7'200)) - std::chrono::hours(1);
    if (is_edit) item.post.edited_at = kNoon + Micros(++edits_);
    add(item);
  }
  void forget(std::uint64_t author) {
    post::Item item;
    item.act = post::Act::kForgetAuthor;
    item.post.source = "file:test";
    const auto id = "a" + std::to_string(author);
    item.post.author.id = id;
    item.post.created_at = kNoon - std::chrono::minutes(20);
    add(item);
  }

 private:
  std::uint64_t next_ = 0;
  std::int64_t edits_ = 0;
};

// A disk that does something else first, once: when a file of some ending is read, or takes its name.
class BusyDisk final : public Disk {
 public:
  explicit BusyDisk(Disk& disk) : disk_(disk) {}
  void before_reading(std::string ending, std::function<void()> work) { reading_ = {std::move(ending), work}; }
  void before_renaming_to(std::string ending, std::function<void()> work) { renaming_ = {std::move(ending), work}; }

  Result<std::unique_ptr<File>> create(const std::string& path) override { return disk_.create(path); }
  Result<std::unique_ptr<File>> create_new(const std::string& path) override { return disk_.create_new(path); }
  Result<std::unique_ptr<File>> open(const std::string& path) override { return disk_.open(path); }
  Result<std::unique_ptr<const File>> open_to_read(const std::string& path) override {
    reading_.run(path);
    return disk_.open_to_read(path);
  }
  Result<std::unique_ptr<Mapping>> map(const std::string& path) override { return disk_.map(path); }
  Result<void> make_folder(const std::string& path) override { return disk_.make_folder(path); }
  Result<std::vector<std::string>> list(const std::string& folder) override { return disk_.list(folder); }
  Result<void> rename(const std::string& from, const std::string& to) override {
    renaming_.run(to);
    return disk_.rename(from, to);
  }
  Result<void> remove(const std::string& path) override { return disk_.remove(path); }
  Result<void> sync_folder(const std::string& folder) override { return disk_.sync_folder(folder); }
  Result<std::unique_ptr<DiskLock>> lock(const std::string& path, std::chrono::milliseconds wait) override {
    return disk_.lock(path, wait);
  }

 private:
  struct Once {
    std::string ending;
    std::function<void()> work;
    void run(const std::string& path) {
      if (work && path.ends_with(ending)) std::exchange(work, nullptr)();
    }
  };
  Disk& disk_;
  Once reading_, renaming_;
};

class Merging : public testing::Test {
 protected:
  Merging() { EXPECT_TRUE(house.open()); }
  SmallSegments house;
};

TEST_F(Merging, LeavesEveryAnswerAsItWas) {
  house.fill(9);
  const auto before = house.answers();
  EXPECT_EQ(house.logs(), 10U);
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().merges, 1U);
  EXPECT_EQ(house.store->stats().segments, 2U);
  EXPECT_EQ(house.logs(), 2U);
  EXPECT_EQ(house.names("data/index", ".idx"), 1U);
  EXPECT_EQ(house.names("data/log", ".new") + house.names("data/index", ".new"), 0U);
  EXPECT_TRUE(house.answers() == before);
  EXPECT_TRUE(verify("data", house.disk).value().damages.empty());
  house.log.events.clear();
  ASSERT_TRUE(house.open());
  EXPECT_TRUE(house.answers() == before);
  EXPECT_EQ(house.log.events, Ids{});
}

TEST_F(Merging, LeavesTheWordsThatStandOutAsErasureLeavesThem) {
  house.fill(9);
  ASSERT_TRUE(house.store->erase_now());
  const auto words = [&] {
    std::vector<std::pair<std::string, std::uint64_t>> out;
    const auto tops = house.store->tops(query::parse("clio OR zoe").value(), {}, 9).value();
    for (const auto& top : tops.words) out.emplace_back(top.name, top.posts);
    return out;
  };
  const auto before = words();
  EXPECT_FALSE(before.empty());
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().merges, 1U);
  EXPECT_EQ(words(), before);
}

TEST_F(Merging, GoesOnWhileSmallSegmentsCome) {
  for (int round = 0; round < 12; ++round) {
    house.fill(4, static_cast<std::uint64_t>(round));
    const auto before = house.answers();
    ASSERT_TRUE(house.store->keep());
    ASSERT_TRUE(house.answers() == before) << round;
  }
  EXPECT_GT(house.store->stats().merges, 9U);
  EXPECT_LT(house.store->stats().segments, 12U);
  const auto before = house.answers();
  ASSERT_TRUE(house.open());
  EXPECT_TRUE(house.answers() == before);
}

TEST_F(Merging, DoesNotStopSearchesThatRunMeanwhile) {
  house.fill(12);
  const auto before = house.answers();
  std::atomic<int> asked = 0, different = 0;
  std::jthread reader([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      different += house.answers() == before ? 0 : 1;
      ++asked;
    }
  });
  const auto comes_to = [&](int count) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (asked < count && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    return asked >= count;
  };
  ASSERT_TRUE(comes_to(2));
  ASSERT_TRUE(house.store->keep());
  ASSERT_TRUE(comes_to(asked + 2)) << asked;
  reader.request_stop();
  reader.join();
  EXPECT_EQ(house.store->stats().merges, 1U);
  EXPECT_EQ(different, 0);
}

TEST_F(Merging, LosesNothingThatTheWriterDoesMeanwhile) {
  for (int round = 0; round < 20; ++round) {
    SmallSegments busy;
    busy.options.erase_after = std::chrono::hours(1);
    ASSERT_TRUE(busy.open());
    constexpr int kPosts = 90;
    for (int i = 0; i < kPosts; ++i) {
      busy.say(std::to_string(i), "clio");
      if (i % 15 == 14) {
        ASSERT_TRUE(busy.store->seal());
      }
    }
    std::atomic<bool> begun = false;
    std::jthread writer([&] {
      for (int i = 0; i < kPosts; ++i) {
        if (i % 2 == 0) {
          EXPECT_EQ(busy.remove(std::to_string(i)), Fate::kDeleted);
        }
        EXPECT_EQ(busy.say(std::to_string(i), "clio"), Fate::kDuplicate);
        begun = true;
      }
    });
    while (!begun) std::this_thread::yield();
    ASSERT_TRUE(busy.store->keep());
    writer.join();
    ASSERT_EQ(busy.store->stats().merges, 1U);
    for (int look = 0; look < 3; ++look) {
      ASSERT_EQ(busy.find("clio").size(), kPosts / 2U);
      for (int i = 0; i < kPosts; ++i) {
        const auto hit = busy.store->get("file:test", std::to_string(i)).value();
        ASSERT_EQ(hit.has_value(), i % 2 == 1) << i;
      }
      if (look == 0) {
        ASSERT_TRUE(busy.store->erase_now());
        ASSERT_EQ(busy.store->stats().hidden, 0U);
      } else {
        ASSERT_TRUE(busy.open());
      }
    }
  }
}

TEST_F(Merging, ErasesInTimeWhatIsDeletedMeanwhile) {
  BusyDisk busy(house.disk);
  house.options.disk = &busy;
  ASSERT_TRUE(house.open());
  for (int i = 0; i < 4; ++i) {
    house.say(std::to_string(i), "clio");
    ASSERT_TRUE(house.store->seal());
  }
  busy.before_renaming_to("00000004.log", [&] { EXPECT_EQ(house.remove("2"), Fate::kDeleted); });
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().merges, 1U);
  EXPECT_EQ(house.find("clio"), (Ids{"0", "1", "3"}));
  EXPECT_EQ(house.store->stats().hidden, 1U);
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().hidden, 1U);  // It is not yet due.
  house.clock.advance(std::chrono::seconds(30));
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().hidden, 0U);
  EXPECT_EQ(house.find("clio"), (Ids{"0", "1", "3"}));
  EXPECT_EQ(house.say("2", "clio"), Fate::kDuplicate);
  house.store.reset();
}

TEST_F(Merging, GivesUpWhenASegmentIsFullMeanwhile) {
  BusyDisk busy(house.disk);
  house.options.disk = &busy;
  house.options.seal_in_keep = true;
  ASSERT_TRUE(house.open());
  house.fill(6);
  const auto fill_one = [&] {
    for (std::uint32_t i = 0; i <= house.options.segment_posts_max; ++i) house.say("x" + std::to_string(i), "clio");
  };
  busy.before_reading("00000003.log", fill_one);
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().merges, 0U);
  const auto before = house.answers();
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().merges, 1U);
  EXPECT_TRUE(house.answers() == before);
  house.store.reset();
}

TEST(MergingReader, LooksAgainWhereALogWentMeanwhile) {
  SmallSegments house;
  ASSERT_TRUE(house.open());
  house.fill(6);
  const auto before = house.answers();
  BusyDisk busy(house.disk);
  busy.before_reading("00000002.log", [&] { ASSERT_TRUE(house.store->keep()); });
  Options options = house.options;
  options.disk = &busy;
  options.read_only = true;
  auto reader = Store::open(options);
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_EQ(house.store->stats().merges, 1U);
  house.store = std::move(*reader);
  EXPECT_TRUE(house.answers() == before);
}

TEST_F(Merging, LeavesACursorGood) {
  house.fill(8);
  const auto query = query::parse("clio OR zoe").value();
  const auto all = house.find("clio OR zoe");
  ASSERT_GT(all.size(), 20U);
  for (const bool again : {false, true}) {
    Ids found;
    SearchOptions wanted{3, "", {}};
    do {
      const auto page = house.store->search(query, wanted).value();
      for (const auto& hit : page.hits) found.emplace_back(hit.post.id);
      wanted.cursor = page.next_cursor;
      if (found.size() == 9 && !again) {
        ASSERT_TRUE(house.store->keep());
        ASSERT_EQ(house.store->stats().merges, 1U);
      }
    } while (!wanted.cursor.empty());
    EXPECT_EQ(found, all);
  }
}

TEST_F(Merging, LeavesDuplicatesEditsAndDeletionsKnown) {
  house.say("1", "clio");
  ASSERT_TRUE(house.store->seal());
  house.remove("2");
  ASSERT_TRUE(house.store->seal());
  house.say("3", "clio");
  house.remove("3");
  ASSERT_TRUE(house.store->seal());
  house.say("4", "clio");
  ASSERT_TRUE(house.store->seal());
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().segments, 2U);
  for (int round = 0; round < 2; ++round) {
    for (const auto* id : {"1", "2", "3", "4"}) EXPECT_EQ(house.say(id, "clio"), Fate::kDuplicate) << id;
    EXPECT_EQ(house.find("clio"), (Ids{"1", "4"}));
    ASSERT_TRUE(house.open());
  }
  post::Item edit;
  edit.post.id = "1";
  edit.post.source = "file:test";
  edit.post.text = "zoe";
  edit.post.created_at = kNoon;
  edit.post.edited_at = kNoon;
  EXPECT_EQ(house.add(edit), Fate::kEdited);
  EXPECT_EQ(house.remove("4"), Fate::kDeleted);
  EXPECT_EQ(house.find("clio OR zoe"), Ids{"1"});
  ASSERT_TRUE(house.store->erase_now());
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio OR zoe"), Ids{"1"});
  EXPECT_EQ(house.say("4", "clio"), Fate::kDuplicate);
}

TEST_F(Merging, LetsErasureAndRetentionReachEveryPost) {
  house.fill(8);
  ASSERT_TRUE(house.store->keep());
  ASSERT_EQ(house.store->stats().merges, 1U);
  const auto all = house.find("clio OR zoe OR megane OR panne OR prix");
  for (std::size_t i = 0; i < all.size(); i += 3) house.remove(all[i]);
  const auto after = house.answers();
  ASSERT_TRUE(house.store->erase_now());
  EXPECT_TRUE(house.answers() == after);
  ASSERT_TRUE(house.open());
  EXPECT_TRUE(house.answers() == after);
  EXPECT_GT(house.store->retain(kNoon + std::chrono::hours(9)).value(), 0U);
  EXPECT_EQ(house.store->stats().posts, 0U);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.store->stats().posts, 0U);
}

TEST_F(Merging, TakesAlongNoByteOfWhatWasDeleted) {
  for (int i = 0; i < 4; ++i) {
    house.say(std::to_string(i), i == 1 ? "irreplaceable" : "clio");
    ASSERT_TRUE(house.store->seal());
  }
  house.remove("1");
  ASSERT_TRUE(house.store->keep());  // Too early to erase, but not to leave it behind.
  ASSERT_EQ(house.store->stats().merges, 1U);
  EXPECT_EQ(house.store->stats().hidden, 0U);
  std::string bytes;
  for (const std::string folder : {"data/log", "data/index"}) {
    const auto names = house.disk.list(folder).value();
    for (const auto& name : names) {
      const auto file = read_file(house.disk, folder + "/" + name).value();
      bytes += file;
      for (const auto& block : scan_log(file).blocks)
        bytes += unpack_block(std::string_view(file).substr(block.offset)).value();
    }
  }
  EXPECT_EQ(bytes.find("irreplaceable"), std::string::npos);
  EXPECT_NE(bytes.find("clio"), std::string::npos);
}

TEST_F(Merging, LeavesADamagedLogAsItIs) {
  house.fill(10);
  const auto log = read_file(house.disk, "data/log/00000003.log").value();
  ASSERT_TRUE(house.disk.flip("data/log/00000003.log", log.size() - 5));
  const auto found = house.find("clio").size();
  for (int round = 0; round < 3; ++round) ASSERT_TRUE(house.store->keep());
  EXPECT_TRUE(house.log.heard("store: a log is not merged with its neighbours"));
  EXPECT_EQ(house.store->stats().merges, 1U);  // Of those behind it.
  EXPECT_EQ(house.store->stats().segments, 5U);
  EXPECT_EQ(house.find("clio").size(), found);
  const auto damages = verify("data", house.disk).value().damages;
  ASSERT_EQ(damages.size(), 1U);
  EXPECT_EQ(damages[0].file, "log/00000003.log");
}

TEST_F(Merging, WaitsWhileAFullSegmentIsToBeSealed) {
  house.options.seal_in_keep = true;
  house.options.segment_posts_max = 40;
  ASSERT_TRUE(house.open());
  for (int segment = 0; segment < 5; ++segment) {
    house.say("a" + std::to_string(segment), "clio");
    ASSERT_TRUE(house.store->seal());
  }
  for (int i = 0; i < 50; ++i) house.say(std::to_string(i), "clio");
  house.disk.stop_after(0);  // The index of the full one cannot be written.
  EXPECT_FALSE(house.store->keep());
  EXPECT_EQ(house.store->stats().merges, 0U);
}

TEST_F(Merging, DoesNotBeginWhenTheProgramStops) {
  std::atomic<bool> stop = false;
  house.options.stop = &stop;
  ASSERT_TRUE(house.open());
  house.fill(6);
  stop = true;
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().merges, 0U);
  stop = false;
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().merges, 1U);
}

TEST_F(Merging, ChangesNothingOnAFullDiskAndDoesItLater) {
  house.fill(8);
  ASSERT_TRUE(house.store->sync());
  const auto before = house.answers();
  house.disk.set_room(1);
  EXPECT_FALSE(house.store->keep());
  EXPECT_TRUE(house.answers() == before);
  EXPECT_EQ(house.names("data/log", ".new"), 0U);
  house.disk.set_room(std::nullopt);
  ASSERT_TRUE(house.store->keep());
  EXPECT_EQ(house.store->stats().merges, 1U);
  EXPECT_TRUE(house.answers() == before);
}

// The power goes at every change of the disk; what was not synced is there, or is not, by chance.
TEST(MergingCrash, LeavesTheOldSegmentsOrTheNewOneAtEachMoment) {
  constexpr std::uint64_t kChances = 6;
  for (std::uint64_t at = 0, done = 0; done < kChances; ++at) {
    done = 0;
    for (std::uint64_t chance = 0; chance < kChances; ++chance) {
      SmallSegments house;
      ASSERT_TRUE(house.open());
      house.fill(6);
      ASSERT_TRUE(house.store->sync());
      const auto before = house.answers();
      house.disk.stop_after(at);
      done += house.store->keep() ? 1 : 0;
      ASSERT_TRUE(house.answers() == before) << at;
      Random random(at * kChances + chance);
      house.disk.crash(random);
      ASSERT_TRUE(house.open()) << at;
      ASSERT_TRUE(house.answers() == before) << "stopped at " << at << ", seed " << chance;
      const auto logs = house.logs();
      ASSERT_TRUE(logs == 2 || logs == 7) << logs << " logs, stopped at " << at;
      ASSERT_TRUE(verify("data", house.disk).value().damages.empty());
      ASSERT_TRUE(house.store->keep());
      ASSERT_EQ(house.logs(), 2U);
      ASSERT_TRUE(house.answers() == before);
    }
  }
}

// The new log has its name, and the old ones are still there: a crash, or somebody looks at that moment.
TEST(MergingCrash, CountsLogsThatWereTakenInNoMore) {
  SmallSegments house;
  ASSERT_TRUE(house.open());
  house.fill(6);
  std::map<std::string, std::string> old;
  for (const std::string name : {"00000001", "00000002", "00000005"}) {
    old["data/log/" + name + ".log"] = read_file(house.disk, "data/log/" + name + ".log").value();
    old["data/index/" + name + ".idx"] = read_file(house.disk, "data/index/" + name + ".idx").value();
  }
  ASSERT_TRUE(house.store->keep());
  const auto before = house.answers();
  const auto items = verify("data", house.disk).value().items;
  for (const auto& [path, bytes] : old) ASSERT_TRUE(replace_file(house.disk, path, bytes));
  EXPECT_EQ(verify("data", house.disk).value().items, items);
  house.store.reset();
  house.options.read_only = true;
  ASSERT_TRUE(house.open());
  EXPECT_TRUE(house.answers() == before);
  EXPECT_EQ(house.store->stats().hidden, 0U);
  EXPECT_EQ(house.logs(), 5U);
  house.options.read_only = false;
  ASSERT_TRUE(house.open());
  EXPECT_TRUE(house.answers() == before);
  EXPECT_EQ(house.logs(), 2U);
  EXPECT_EQ(house.names("data/index", ".idx"), 1U);
}

TEST(MergingCrash, KnowsWhichLogsWereTakenInAlsoAfterErasure) {
  House house;
  house.options.merge_segments_min = 2;
  ASSERT_TRUE(house.open());
  for (int i = 1; i <= 3; ++i) {
    house.say(std::to_string(i), "clio", kNoon + Micros(i));
    ASSERT_TRUE(house.store->seal());
  }
  const auto old = read_file(house.disk, "data/log/00000001.log").value();
  ASSERT_TRUE(house.store->keep());
  ASSERT_EQ(house.store->stats().merges, 1U);
  ASSERT_TRUE(replace_file(house.disk, "data/log/00000001.log", old));  // As if it could not be removed.
  EXPECT_EQ(house.store->retain(kNoon + Micros(3)).value(), 2U);
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.find("clio"), Ids{"3"});
}

TEST(MergingCrash, CountsNeitherWhatALogTookInThatWasTakenInItself) {
  ForgetfulDisk disk;
  ASSERT_TRUE(disk.make_folder("data/log"));
  const auto put = [&](std::uint32_t number, std::uint32_t first) {
    std::string bytes;
    put_log_header({number, 0, first}, bytes);
    ASSERT_TRUE(replace_file(disk, Folder("data").log(number), bytes));
  };
  put(1, 0);
  put(2, 0);
  put(4, 2);
  put(6, 4);
  put(7, 0);
  put(9, 8);
  const auto logs = list_logs(disk, Folder("data")).value();
  EXPECT_EQ(logs.numbers, (std::vector<std::uint32_t>{1, 6, 7, 9}));
  EXPECT_EQ(logs.taken_in, (std::vector<std::uint32_t>{2, 4}));
}

TEST(MergingCrash, RemovesAnIndexWhoseLogIsGone) {
  SmallSegments house;
  ASSERT_TRUE(house.open());
  house.fill(2);
  house.store.reset();
  ASSERT_TRUE(house.disk.remove("data/log/00000001.log"));
  ASSERT_TRUE(house.open());
  EXPECT_EQ(house.names("data/index", ".idx"), 1U);
}

}  // namespace
}  // namespace vigie::store
