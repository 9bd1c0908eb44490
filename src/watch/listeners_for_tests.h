// Listeners to the live events of a house, for one test. For tests alone. Threads: the test's.
#pragma once

#include <nlohmann/json.hpp>
#include <thread>

#include "watch/world_for_tests.h"

namespace vigie::watch {

class ListenersTest : public HouseTest {
 protected:
  struct Heard {
    std::uint64_t id;
    std::string name;
    nlohmann::json data;
  };

  Live::ListenerId listen(Wanted wanted = {}) {
    return house_->live().listen(std::move(wanted), [this](const Event& event) {
      const std::lock_guard lock(mutex_);
      if (event.name == "post" && posts_taken_max_ == 0) return false;
      if (event.name == "post") --posts_taken_max_;
      heard_.push_back({event.id, std::string(event.name), nlohmann::json::parse(event.data)});
      return true;
    });
  }
  Live::ListenerId listen_after(std::uint64_t event, Wanted wanted = {}) {
    wanted.after_event = event;
    return listen(std::move(wanted));
  }

  void take_posts(std::size_t posts_max) {
    const std::lock_guard lock(mutex_);
    posts_taken_max_ = posts_max;
  }
  std::vector<Heard> heard(std::string_view name) {
    const std::lock_guard lock(mutex_);
    std::vector<Heard> out;
    for (const auto& one : heard_) {
      if (one.name == name) out.push_back(one);
    }
    return out;
  }
  std::vector<std::string> posts() {
    std::vector<std::string> out;
    for (const auto& one : heard("post")) out.push_back(one.data["post"]["id"]);
    return out;
  }
  // Waits until whoever catches up has heard it all: what is changed now is heard after that.
  void catch_up() {
    const auto changes = heard("changed").size();
    house_->live().changed("sources");
    for (int i = 0; i < 1000 && heard("changed").size() == changes; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_GT(heard("changed").size(), changes);
  }
  std::uint64_t last_id() {
    const std::lock_guard lock(mutex_);
    return heard_.empty() ? 0 : heard_.back().id;
  }
  void forget_heard() {
    const std::lock_guard lock(mutex_);
    heard_.clear();
  }

  static Wanted query(std::string_view text) {
    Wanted wanted;
    wanted.program = query::Program(query::parse(text).value());
    return wanted;
  }
  static Wanted everything() {
    Wanted wanted;
    wanted.posts_per_s_max = ~std::uint64_t{0};
    return wanted;
  }

  std::mutex mutex_;
  std::vector<Heard> heard_;
  std::size_t posts_taken_max_ = ~std::size_t{0};
};

}  // namespace vigie::watch
