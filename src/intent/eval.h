// How well the intents of labelled posts are read, as `vigie eval intents` prints it. A row is
// `text<TAB>intents[<TAB>from<TAB>to]`: the intents comma-separated, `none` for none; of a switch from whom to whom.
// Threads: pure functions. Errors: a row without a tab, an intent that is none, named with its line (from 1).
#pragma once

#include <array>
#include <bitset>
#include <functional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intent/intents.h"

namespace vigie::intent {

struct LabelledPost {
  std::string_view text;
  std::bitset<kKinds> kinds;
  std::string_view from, to;  // Of a switch; empty where nobody is named.
};

// Empty lines are passed over. Borrows from `rows`.
Result<std::vector<LabelledPost>> read_labelled_posts(std::string_view rows);

struct KindScore {
  std::uint64_t right = 0, read = 0, meant = 0;
  double precision() const { return read == 0 ? 0 : static_cast<double>(right) / static_cast<double>(read); }
  double recall() const { return meant == 0 ? 0 : static_cast<double>(right) / static_cast<double>(meant); }
  double f1() const;
};

struct IntentScores {
  std::uint64_t posts = 0;
  std::uint64_t whole = 0;  // Posts all of whose intents are right, none more.
  std::array<KindScore, kKinds> by_kind;
  // Of the switches that were read rightly, those whose names are right where one is named: as typed, but for capitals.
  std::uint64_t named = 0, named_right = 0;
};

// What comes before the intents in the house: language and mood.
using ReadingOf = std::function<post::Reading(const text::Words&)>;
using OnPost = std::function<void(const LabelledPost& post, const std::vector<Shown>& shown)>;

IntentScores evaluate(const IntentsReader& reader, const std::vector<LabelledPost>& posts, const ReadingOf& reading_of,
                      const OnPost& on_post = {});

}  // namespace vigie::intent
