#include "query/drawer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "query/said.h"

namespace vigie::query {
namespace {

using testing::ElementsAre;

// Drawers as a set keeps them, with what may be read behind the last.
class Cabinet {
 public:
  // A drawer of several keys, of which one is asked for.
  void add(std::span<const std::vector<Posting>> keys, std::size_t asked) {
    wanted_.emplace_back(bundles_.size(), asked);
    for (std::size_t key = 0; key < keys.size(); ++key) {
      append_bundles(key_of(key), keys[key], key + 1 == keys.size(), bundles_);
    }
  }

  std::vector<Met> collected_by(const GuardCheck& check, const PostTerms& terms) const {
    auto bundles = bundles_;
    bundles.resize(bundles.size() + kBundleReadAhead);
    std::vector<Drawer> drawers;
    for (const auto& [first, asked] : wanted_) drawers.push_back({bundles.data() + first, key_of(asked)});
    Filled<Met> out;
    check.collect(drawers, terms, out);
    return {out.all().begin(), out.all().end()};
  }

 private:
  // They differ in their last bits, or in their first alone.
  static std::uint64_t key_of(std::size_t key) { return 0x0123'4567'89AB'CDE0 + key % 4 + (key / 4 << 60); }

  std::vector<std::uint16_t> bundles_;
  std::vector<std::pair<std::size_t, std::size_t>> wanted_;
};

struct Watcher {
  Met met;
  std::vector<GuardTerm> guard;
};

// What the guard says, term by term.
std::vector<Met> collected_slowly(std::span<const Watcher> watchers, const PostTerms& terms) {
  std::vector<Met> out;
  for (const auto& [met, guard] : watchers) {
    bool lets_pass = true;
    bool has_one = false;
    bool doubtful = false;
    for (const auto term : guard) {
      if ((term & kDoubt) != 0) {
        doubtful |= terms.maybe_has(term);
        continue;
      }
      has_one |= terms.maybe_has(term);
      if ((term & kGroupEnds) == 0) continue;
      lets_pass &= has_one;
      has_one = false;
    }
    if (lets_pass) out.push_back(doubtful ? met | 1 : met);
  }
  return out;
}

std::vector<Watcher> invented_drawer(Random& random, std::uint64_t watches_max) {
  std::vector<Watcher> out;
  for (auto more = 1 + random.below(watches_max); more > 0; --more) {
    Watcher one{static_cast<Met>(random.below(0x1'0000'0000)), {}};
    for (auto terms = random.below(kGroupTermsInGuardMax + 1); terms > 0; --terms) {
      const bool ends = terms == 1 || random.chance(0.4);
      one.guard.push_back(static_cast<GuardTerm>(random.below(kGuardTermBits + 1) | (ends ? kGroupEnds : 0)));
    }
    for (auto doubts = random.below(kDoubtsMax + 1); doubts > 0; --doubts) {
      one.guard.push_back(static_cast<GuardTerm>(random.below(kGuardTermBits + 1) | kDoubt));
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Posting> postings_of(std::span<const Watcher> watchers) {
  std::vector<Posting> out;
  for (const auto& [met, guard] : watchers) out.push_back({met, guard});
  return out;
}

std::vector<Met> collected(std::span<const Watcher> watchers, std::initializer_list<std::uint64_t> said) {
  const text::Words words;
  PostTerms terms;
  terms.build(words);
  for (const auto term : said) terms.mark(term);
  Cabinet cabinet;
  const std::vector<std::vector<Posting>> only = {postings_of(watchers)};
  cabinet.add(only, 0);
  return cabinet.collected_by(guard_checks().front(), terms);
}

TEST(GuardChecks, SayAllTheSame) {
  Random random(1);
  const text::Words words;
  PostTerms terms;
  for (int round = 0; round < 2'000; ++round) {
    terms.build(words);
    for (auto more = random.below(3'000); more > 0; --more) terms.mark(random.below(PostTerms::kBits));
    Cabinet cabinet;
    std::vector<Met> expected;
    std::vector<std::vector<Watcher>> kept;  // The postings borrow from them.
    for (auto more = random.below(5); more > 0; --more) {
      const auto first = kept.size();
      std::vector<std::vector<Posting>> keys;
      for (auto of_drawer = 1 + random.below(6); of_drawer > 0; --of_drawer) {
        kept.push_back(invented_drawer(random, round % 10 == 0 ? 200 : 6));
        keys.push_back(postings_of(kept.back()));
      }
      const auto asked = random.below(keys.size());
      cabinet.add(keys, asked);
      const auto of_this = collected_slowly(kept[first + asked], terms);
      expected.insert(expected.end(), of_this.begin(), of_this.end());
    }
    for (const auto& check : guard_checks()) {
      ASSERT_EQ(cabinet.collected_by(check, terms), expected) << check.name << ", round " << round;
    }
  }
}

TEST(GuardChecks, AskOneTermOfEachGroup) {
  const std::vector<Watcher> watchers = {
      {2, {1, 2 | kGroupEnds, 3 | kGroupEnds}}, {4, {}}, {6, {0xFFF | kGroupEnds}}, {8, {1 | kGroupEnds}}};
  EXPECT_THAT(collected(watchers, {2, 3}), ElementsAre(2, 4));
  EXPECT_THAT(collected(watchers, {1, 2, 0xFFF}), ElementsAre(4, 6, 8));
  EXPECT_THAT(collected(watchers, {}), ElementsAre(4));
}

TEST(GuardChecks, DoubtAWatchThatExcludesAWordOfThePost) {
  const std::vector<Watcher> watchers = {{2, {5 | kDoubt}}, {4, {1 | kGroupEnds, 5 | kDoubt, 6 | kDoubt}}};
  EXPECT_THAT(collected(watchers, {1}), ElementsAre(2, 4));
  EXPECT_THAT(collected(watchers, {1, 5}), ElementsAre(3, 5));
  EXPECT_THAT(collected(watchers, {6}), ElementsAre(2));
}

TEST(GuardChecks, KeepTheGreatestPlaceOfAWatch) {
  const Met most = met_at(static_cast<std::uint32_t>(kWatchesMax - 1), true);
  EXPECT_THAT(collected(std::vector<Watcher>{{most, {}}}, {}), ElementsAre(most));
  EXPECT_EQ(watch_of(most), kWatchesMax - 1);
}

}  // namespace
}  // namespace vigie::query
