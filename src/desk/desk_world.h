// A desk over a real store and a real file in a folder of its own. For tests alone. Threads: the test's.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "base/posix_disk.h"
#include "base/time_text.h"
#include "desk/desk.h"
#include "query/document.h"
#include "query/program.h"

namespace vigie::desk {

// A network that does as it is told, and remembers all that was said to it, by key.
class ToldVoice final : public source::Voice {
 public:
  struct Memory {
    std::map<std::string, int> tries;              // By key.
    std::map<std::string, source::Outgoing> said;  // What stands there, by id.
    std::vector<Error> refusals;                   // Of the next tries.
    bool stands = true;
  };
  explicit ToldVoice(std::shared_ptr<Guarded<Memory>> memory) : memory_(std::move(memory)) {}

  bool speaks_to(std::string_view source) const override { return source == "bluesky"; }
  source::Room room() const override { return {300, 3'000}; }
  bool names_author() const override { return false; }
  bool is_us(std::string_view, std::string_view author) const override { return author == "did:us"; }
  std::string our_handle() const override { return "orvelle.example"; }
  Result<source::Said> say(const source::Outgoing& outgoing) override {
    return memory_->with([&](Memory& memory) -> Result<source::Said> {
      ++memory.tries[outgoing.key];
      if (!memory.refusals.empty()) {
        auto refusal = memory.refusals.front();
        memory.refusals.erase(memory.refusals.begin());
        return refusal;
      }
      const source::Said said{"at://us/" + outgoing.key, "https://example.org/" + outgoing.key};
      memory.said[said.id] = outgoing;
      return said;
    });
  }
  Result<bool> stands(const source::Said&) override {
    return memory_->with([](const Memory& memory) { return memory.stands; });
  }

 private:
  std::shared_ptr<Guarded<Memory>> memory_;
};

class DeskTest : public ::testing::Test {
 protected:
  struct Said {
    std::string id, text, author = "zoe", source = "file:t", parent = {}, root = {};
    int minute = 0;
    post::Kind kind = post::Kind::kPost;
  };

  void SetUp() override {
    static int number = 0;
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("vigie_desk_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    store::Options options;
    options.folder = folder_;
    options.disk = &disk_;
    options.clock = &clock_;
    options.log = &log_;
    store_ = store::Store::open(options).value();
    open();
  }
  void TearDown() override {
    desk_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  class Around final : public Surroundings {
   public:
    explicit Around(DeskTest& test) : test_(test) {}
    const store::Store& store() const override { return *test_.store_; }
    const Clock& clock() const override { return test_.clock_; }
    std::vector<query::Query> watched() const override { return {query::parse("galerne").value()}; }
    std::vector<query::Query> newly_watched() override {
      return test_.new_watches_.with([](auto& all) { return std::exchange(all, {}); });
    }
    void changed() override { ++test_.changes_; }

   private:
    DeskTest& test_;
  };

  void open(std::size_t heard_max = kHeardMax) {
    desk_.reset();
    Voices voices;
    voices.push_back(std::make_unique<ToldVoice>(network_));
    desk_ = Desk::open({folder_,
                        std::make_unique<Around>(*this),
                        std::move(voices),
                        log_,
                        seed_++,
                        {std::chrono::milliseconds(30), std::chrono::milliseconds(50)},
                        heard_max})
                .value();
  }

  post::Post post_of(const Said& said) {
    post::Post post;
    post.id = said.id;
    post.source = said.source;
    post.text = said.text;
    post.author.id = said.author;
    post.author.handle = said.author;
    post.parent = said.parent;
    post.root = said.root;
    post.kind = said.parent.empty() || said.kind != post::Kind::kPost ? said.kind : post::Kind::kReply;
    post.created_at = start_ + std::chrono::minutes(said.minute);
    post.seen_at = clock_.now();
    return post;
  }
  // Kept, and not told to the desk.
  void keep(const post::Item& item) {
    text::Words words;
    query::read_words(item.post, words);
    const store::Analysed analysed{&item, &words, {}};
    std::vector<post::Fate> fates;
    ASSERT_TRUE(store_->append({&analysed, 1}, fates));
  }
  void tell(const post::Item& item) {
    text::Words words;
    query::read_words(item.post, words);
    static const query::Program watched(query::parse("galerne").value());
    desk_->hear(item, {}, item.act == post::Act::kSay && watched.matches({&item.post, &words, {}}));
  }
  void say(const Said& said) {
    const post::Item item{post::Act::kSay, post_of(said)};
    keep(item);
    tell(item);
  }
  void edit(const Said& said) {
    post::Item item{post::Act::kSay, post_of(said)};
    item.post.edited_at = item.post.created_at + std::chrono::hours(1);
    keep(item);
    tell(item);
  }
  void erase(const std::string& source, const std::string& id) {
    post::Item item{post::Act::kDelete, {}};
    item.post.source = source;
    item.post.id = id;
    keep(item);
    tell(item);
  }

  template <typename Met>
  bool until(Met met) {
    for (int i = 0; i < 500; ++i) {
      if (met()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  Counts counts() {
    auto now = desk_->counts().value();
    EXPECT_EQ(now.received, now.shown + now.merged + now.rejected);
    std::uint64_t because = 0;
    for (const auto& [reason, count] : now.rejected_because) because += count;
    EXPECT_EQ(because, now.rejected);
    std::uint64_t conversations = 0;
    for (const auto& [state, count] : now.states) conversations += count;
    EXPECT_EQ(conversations, now.shown);
    return now;
  }
  bool heard(std::uint64_t received) {
    return until([&] { return counts().received == received; });
  }
  std::vector<Conversation> list(const std::string& state = "", const Answerer* by = nullptr) {
    return desk_->list({state, by == nullptr ? &ada_ : by, 100, ""}).value().conversations;
  }
  Conversation only() {
    const auto all = list();
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? Conversation{} : all[0];
  }

  std::filesystem::path folder_;
  PosixDisk disk_;
  Time start_ = *parse_time("2026-11-22T11:00:00Z");
  ManualClock clock_{*parse_time("2026-11-22T12:00:00Z")};
  SilentLog log_;
  std::atomic<int> changes_ = 0;
  Guarded<std::vector<query::Query>> new_watches_;
  std::uint64_t seed_ = 1;
  std::shared_ptr<Guarded<ToldVoice::Memory>> network_ = std::make_shared<Guarded<ToldVoice::Memory>>();
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Desk> desk_;
  Answerer ada_{{"a1", "Ada"}, "", false, {}, {}};
  Answerer bob_{{"b1", "Bob"}, "", false, {}, {}};
};

}  // namespace vigie::desk
