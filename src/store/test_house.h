// For tests alone: a store over a disk in memory, and posts made by hand.
// Threads: owned by one test.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/forgetful_disk.h"
#include "post/batch.h"
#include "query/document.h"
#include "query/program.h"
#include "store/store.h"

namespace vigie::store {

inline const Time kNoon = time_of_micros(1'770'000'000'000'000);

// Items with their words, as the pipeline hands them over.
class Items {
 public:
  void add(const post::Item& item, const post::Reading& reading = {}) {
    batch_.add(item);
    readings_.push_back(reading);
  }
  void say(std::string_view id, std::string_view text, Time time = kNoon) {
    post::Post post;
    post.id = id;
    post.source = "file:test";
    post.text = text;
    post.created_at = time;
    post.author = {"author", "author", ""};
    add({post::Act::kSay, post});
  }
  void remove(std::string_view id) {
    post::Item item;
    item.act = post::Act::kDelete;
    item.post.id = id;
    item.post.source = "file:test";
    add(item);
  }
  std::vector<Analysed> analysed() {
    words_.clear();
    std::vector<Analysed> out;
    for (std::size_t i = 0; i < batch_.size(); ++i) {
      auto& words = words_.emplace_back();
      query::read_words(batch_.items()[i].post, words);
      out.push_back({&batch_.items()[i], &words, readings_[i]});
    }
    return out;
  }
  const post::Batch& batch() const { return batch_; }

 private:
  post::Batch batch_;
  std::vector<post::Reading> readings_;
  std::deque<text::Words> words_;
};

// A log that remembers what was said in it.
class HeardLog final : public Log {
 public:
  void say(Severity, std::string_view event, std::initializer_list<Field>) override { events.emplace_back(event); }
  bool heard(std::string_view event) const { return std::find(events.begin(), events.end(), event) != events.end(); }
  std::vector<std::string> events;
};

class House {
 public:
  House() {
    options.folder = "data";
    options.disk = &disk;
    options.clock = &clock;
    options.log = &log;
    options.segment_posts_max = 50;
    options.block_items_max = 8;
  }

  Result<void> open() {
    store.reset();
    auto opened = Store::open(options);
    if (!opened) return opened.error();
    store = std::move(*opened);
    return {};
  }

  std::vector<post::Fate> append(Items& items) {
    std::vector<post::Fate> fates;
    const auto ok = store->append(items.analysed(), fates);
    EXPECT_TRUE(ok) << (ok ? "" : ok.error().message);
    return fates;
  }
  post::Fate say(std::string_view id, std::string_view text, Time time = kNoon) {
    Items items;
    items.say(id, text, time);
    return append(items).at(0);
  }
  post::Fate remove(std::string_view id) {
    Items items;
    items.remove(id);
    return append(items).at(0);
  }
  post::Fate add(const post::Item& item, const post::Reading& reading = {}) {
    Items items;
    items.add(item, reading);
    return append(items).at(0);
  }

  // Ids in order, read in pages of `limit`.
  std::vector<std::string> find(const std::string& text, std::size_t limit = 7, Span span = {}) const {
    const auto query = query::parse(text);
    EXPECT_TRUE(query) << text;
    std::vector<std::string> ids;
    SearchOptions wanted{limit, "", span};
    do {
      const auto page = store->search(*query, wanted);
      EXPECT_TRUE(page);
      for (const auto& hit : page->hits) ids.emplace_back(hit.post.id);
      wanted.cursor = page->next_cursor;
    } while (!wanted.cursor.empty());
    return ids;
  }

  ForgetfulDisk disk;
  ManualClock clock{kNoon};
  HeardLog log;
  Options options;
  std::unique_ptr<Store> store;
};

}  // namespace vigie::store
