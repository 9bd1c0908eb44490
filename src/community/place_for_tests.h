// A place in a folder of its own, before a real store that keeps what it is handed at once. For tests alone.
// Threads: the test's.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/posix_disk.h"
#include "base/time_text.h"
#include "community/place.h"
#include "post/validate.h"
#include "query/document.h"
#include "query/query.h"

namespace vigie::community {

// The end of the process at that moment.
struct Crash : std::runtime_error {
  Crash() : std::runtime_error("killed") {}
};

// Keeps loads in a store, and tells the place as the house's writer does.
class KeepingIntake final : public source::Intake {
 public:
  KeepingIntake(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  bool submit(source::Load load, source::Done done) override {
    if (is_closed) return false;
    if (crashes_before) throw Crash();
    if (refuses) {
      done(unavailable("the disk is full"));
      return true;
    }
    source::Outcome outcome;
    for (auto& item : load.batch.items()) {
      item.post.seen_at = clock_.now();
      EXPECT_TRUE(post::validate(item, clock_.now()));
      text::Words words;
      query::read_words(item.post, words);
      const store::Analysed analysed{&item, &words, {}};
      std::vector<post::Fate> fates;
      outcome.forgotten += store_.append({&analysed, 1}, fates).value();
      outcome.add(fates[0]);
      if (place != nullptr) place->heard(item, fates[0]);
    }
    (void)store_.sync().value();
    if (crashes_after) throw Crash();
    done(outcome);
    return true;
  }
  bool try_submit(source::Load& load, source::Done& done) override { return submit(std::move(load), std::move(done)); }

  Place* place = nullptr;
  bool is_closed = false;
  bool refuses = false;
  bool crashes_before = false;
  bool crashes_after = false;

 private:
  store::Store& store_;
  const Clock& clock_;
};

class KeepingHousehold final : public Household {
 public:
  KeepingHousehold(store::Store& store, source::Intake& intake) : store_(store), intake_(intake) {}

  Result<bool> erase(std::string_view source, std::string_view id) override {
    if (crashes_at_erase) throw Crash();
    if (!store_.knows(source, id)) return false;
    post::Item item;
    item.act = post::Act::kDelete;
    item.post.source = source;
    item.post.id = id;
    source::Load load;
    load.batch.add(item);
    intake_.submit(std::move(load), [](const auto&) {});
    return true;
  }
  Result<std::uint32_t> watch(const std::string&, const std::string& query) override {
    const auto known = std::find(queries.begin(), queries.end(), query);
    if (known == queries.end()) return queries.push_back(query), static_cast<std::uint32_t>(queries.size());
    return static_cast<std::uint32_t>(known - queries.begin() + 1);
  }
  void changed() override { ++changes; }
  std::vector<std::string> staff_names() const override { return {"Naïma B."}; }

  std::vector<std::string> queries;
  int changes = 0;
  bool crashes_at_erase = false;

 private:
  store::Store& store_;
  source::Intake& intake_;
};

class PlaceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static int number = 0;
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("vigie_place_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
    std::filesystem::remove_all(folder_);
    store::Options options;
    options.folder = folder_;
    options.disk = &disk_;
    options.clock = &clock_;
    options.log = &log_;
    store_ = store::Store::open(options).value();
    intake_ = std::make_unique<KeepingIntake>(*store_, clock_);
    household_ = std::make_unique<KeepingHousehold>(*store_, *intake_);
    open();
    Brand brand;
    brand.name = "Orvelle";
    brand.contact = "voix@orvelle.example";
    ASSERT_TRUE(place_->name_brand(brand));
  }
  void TearDown() override {
    place_.reset();
    household_.reset();
    intake_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  // Again, as after a crash.
  void open() {
    intake_->place = nullptr;
    intake_->crashes_before = intake_->crashes_after = intake_->refuses = false;
    household_->crashes_at_erase = false;
    place_.reset();
    auto place = Place::open({*household_, *intake_, *store_, clock_, door_, folder_, "", ""});
    ASSERT_TRUE(place) << place.error().message;
    place_ = std::move(*place);
    intake_->place = place_.get();
    place_->start();
  }

  static PageDraft draft(std::string title = "Refaites notre pub", PageKind kind = PageKind::kCall) {
    PageDraft out;
    out.kind = kind;
    out.title = std::move(title);
    out.text = "Trente secondes, votre histoire.";
    out.lang = "fr";
    out.motive = {"We, Orvelle", "To hear you",
                  "All is read", {{"insult", "Insults against persons"}, {"ads", "Advertising for something else"}},
                  "Our staff",   "A year"};
    return out;
  }
  Page page(std::string title = "Refaites notre pub", PageKind kind = PageKind::kCall) {
    return place_->open_page(draft(std::move(title), kind)).value();
  }
  ContributionDraft written(const Page& page, std::string pseudonym = "Zoé", std::string text = "Plus de couleurs !") {
    ContributionDraft out;
    out.form = place_->form_token(page);
    out.pseudonym = std::move(pseudonym);
    out.text = std::move(text);
    out.address = "192.0.2.1";
    return out;
  }
  Said said(const Page& page, const ContributionDraft& draft) {
    const auto became = place_->contribute(page.said.slug, draft);
    if (const auto* error = std::get_if<Error>(&became)) ADD_FAILURE() << error->message;
    return std::get<Said>(became);
  }
  Refused refused(const Page& page, const ContributionDraft& draft) {
    return std::get<Refused>(place_->contribute(page.said.slug, draft));
  }
  std::size_t found(const std::string& query) {
    return store_->search(query::parse(query).value(), {}).value().hits.size();
  }
  std::vector<Contribution> listed(const Page& page, std::string_view key = {}) {
    return place_->list(page, 0, key).value().contributions;
  }
  // As the desk says it, through the same door.
  void staff_says(const Page& page, std::string_view id, std::string_view parent, std::string_view text) {
    const std::string source = page.source();
    post::Post post;
    post.id = id;
    post.source = source;
    post.kind = post::Kind::kReply;
    post.created_at = clock_.now();
    post.author = {"staff:7", "naima", "Naïma B., expert in motor, of Orvelle"};
    post.text = text;
    post.parent = parent;
    source::Load load;
    load.batch.add(post);
    intake_->submit(std::move(load), [](const auto&) {});
  }

  std::filesystem::path folder_;
  PosixDisk disk_;
  ManualClock clock_{*parse_time("2026-11-30T08:00:00Z")};
  ManualClock door_{*parse_time("2026-11-30T08:00:00Z")};
  SilentLog log_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<KeepingIntake> intake_;
  std::unique_ptr<KeepingHousehold> household_;
  std::unique_ptr<Place> place_;
};

}  // namespace vigie::community
