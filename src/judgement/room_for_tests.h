// A store in a folder of its own, and the room around it. For tests alone. Threads: the test's.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/posix_disk.h"
#include "base/time_text.h"
#include "judgement/room.h"
#include "post/post.h"
#include "query/document.h"

namespace vigie::judgement {

class FixedClock final : public Clock {
 public:
  Time now() const override { return at; }
  Time at = *parse_time("2026-11-22T12:00:00Z");
};

class TestRoom final : public Room {
 public:
  TestRoom(const store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}
  const store::Store& store() const override { return store_; }
  const Clock& clock() const override { return clock_; }
  bool has_watch(WatchId id) const override { return watches.contains(id); }
  post::Reading read(const post::Post&) const override { return reading; }
  std::string mood_version() const override { return version; }
  void changed() override { ++changes; }

  std::set<WatchId> watches = {1, 2};
  int changes = 0;
  post::Reading reading{post::kUnknownLanguage, 0, {0, 1, 0}};  // Of every post.
  std::string version = "mood-1";

 private:
  const store::Store& store_;
  const Clock& clock_;
};

class RoomTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    store::Options options;
    options.folder = folder_;
    options.disk = &disk_;
    options.clock = &clock_;
    options.log = &log_;
    store_ = store::Store::open(options).value();
    room_ = std::make_unique<TestRoom>(*store_, clock_);
  }
  void TearDown() override {
    ASSERT_TRUE(store_->close());
    std::filesystem::remove_all(folder_);
  }
  void take(const post::Item& item) {
    text::Words words;
    query::read_words(item.post, words);
    const store::Analysed one[] = {{&item, &words, {}}};
    std::vector<post::Fate> fates;
    ASSERT_TRUE(store_->append(one, fates));
  }
  post::Item item(std::string_view id, std::string_view text) {  // Borrowed.
    post::Item out;
    out.post.source = "test";
    out.post.id = id;
    out.post.text = text;
    out.post.author.id = "ana";
    out.post.created_at = out.post.seen_at = clock_.at;
    return out;
  }
  void say(const std::string& id, const std::string& text) { take(item(id, text)); }
  void erase(std::string_view id) {
    post::Item gone = item(id, "");
    gone.act = post::Act::kDelete;
    take(gone);
  }

  const std::string folder_ =
      (std::filesystem::temp_directory_path() / ("vigie_judgement_" + std::to_string(getpid()))).string();
  PosixDisk disk_;
  FixedClock clock_;
  SilentLog log_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<TestRoom> room_;
};

}  // namespace vigie::judgement
