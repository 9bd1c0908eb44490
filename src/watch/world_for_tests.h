// A house in a folder of its own for one test, with the real store on a real disk and the
// shipped models. For tests alone. Threads: the test's.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <iterator>
#include <memory>
#include <string>

#include "base/guarded.h"
#include "base/posix_disk.h"
#include "base/time_text.h"
#include "post/batch.h"
#include "watch/house.h"
#include "watch/tenant.h"

namespace vigie::watch {

// Writes down what the house tells of each item: "said 1", "gone 1"; how often it was started and stopped.
class Listening final : public Tenant {
 public:
  explicit Listening(std::shared_ptr<Guarded<std::vector<std::string>>> heard) : heard_(std::move(heard)) {}
  ~Listening() override { note("left"); }
  void start() override { note("started"); }
  void stop() override { note("stopped"); }
  void heard(const post::Item& item, const post::Reading&, std::span<const WatchId> watches, post::Fate fate) override {
    note(std::string(post::name_of(fate)) + " " + std::string(item.post.id) + " " + std::to_string(watches.size()));
  }

 private:
  void note(std::string what) {
    heard_->with([&](auto& all) { all.push_back(std::move(what)); });
  }
  std::shared_ptr<Guarded<std::vector<std::string>>> heard_;
};

// The shipped models, from the source tree.
inline Models shipped_models() {
  const char* source = std::getenv("VIGIE_SOURCE_DIR");  // CTest sets it.
  const auto folder = std::filesystem::path(source == nullptr ? "." : source) / "models";
  const auto read = [&](const char* name) {
    std::ifstream in(folder / name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::string language = read("language.vml");
  const std::string mood = read("mood.vmm");
  const std::string toward = read("toward.vtw");
  return Models::load({language, mood, toward}).value();
}

class HouseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("vigie_house_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
    std::filesystem::remove_all(folder_);
    static const Models models = shipped_models();
    models_ = &models;
  }
  void TearDown() override {
    house_.reset();
    std::filesystem::remove_all(folder_);
  }

  House::World world() { return {disk_, clock_, log_, *models_}; }

  void open(unsigned workers = 2, const std::function<Tenant&(House&)>& furnish = {}) {
    house_.reset();
    HouseOptions options;
    options.folder = folder_;
    options.workers = workers;
    auto house = House::open(options, world());
    ASSERT_TRUE(house) << house.error().message;
    house_ = std::move(*house);
    if (furnish) house_->settle(furnish(*house_));
    house_->start();
  }

  static post::Post post(std::string_view id, std::string_view text) {
    post::Post out;
    out.id = id;
    out.source = "file:t";
    out.text = text;
    out.author.id = "zoe";
    out.author.handle = "zoe";
    out.created_at = *parse_time("2026-11-22T11:00:00Z");
    return out;
  }

  // The same post, so many minutes later.
  static post::Post edited(post::Post post, int minutes) {
    post.edited_at = post.created_at + std::chrono::minutes(minutes);
    return post;
  }

  // Hands posts over and waits until they are durable.
  source::Outcome keep(std::initializer_list<post::Post> posts) {
    source::Load load;
    for (const auto& one : posts) load.batch.add(one);
    std::promise<Result<source::Outcome>> heard;
    EXPECT_TRUE(
        house_->pipeline().submit(std::move(load), [&](const Result<source::Outcome>& o) { heard.set_value(o); }));
    return heard.get_future().get().value();
  }

  std::uint64_t found(std::string_view text) {
    store::SearchOptions options;
    options.limit = store::kPageMax;
    return house_->store().search(query::parse(text).value(), options).value().hits.size();
  }

  std::filesystem::path folder_;
  PosixDisk disk_;
  ManualClock clock_{*parse_time("2026-11-22T12:00:00Z")};
  SilentLog log_;
  const Models* models_ = nullptr;
  std::shared_ptr<House> house_;
};

}  // namespace vigie::watch
