// Words that may be missing in the lists by which an image is read: of one attribute, those that go with the posts that
// speak of it and hardly with the others of the query; of none, those of clauses about the query's subject in which no
// attribute was found, against what is said elsewhere in the house. They are offered, and a person adds them or not.
// Threads: any. Errors: what the store says. Cost: draw.h, of none twice; some ten microseconds a post that is read.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "survey/composition.h"
#include "survey/image.h"

namespace vigie::survey {

constexpr std::size_t kSuggestionPostsMax = 5'000;  // Read of each draw.
constexpr std::size_t kSuggestionsMax = 20;

struct Suggestions {
  Drawn drawn;               // Of the query, in all languages.
  std::uint64_t within = 0;  // Posts of the language on either side.
  std::uint64_t usual = 0;
  std::vector<StandingOut> words;  // None where either side has under kCompositionPostsMin.
};

// `language`: posts in it are read, of others none. No word is told that a phrase of the attribute, or of any where
// none was named, holds already, nor what the query asks for.
Result<Suggestions> suggest(const ImageWith& with, const query::Query& query, const store::Span& span,
                            image::Language language, std::optional<std::uint8_t> attribute);

}  // namespace vigie::survey
