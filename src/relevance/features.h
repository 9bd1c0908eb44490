// What a relevance model looks at in a post, each as a hash: its folded words, their beginnings, neighbouring words,
// its language, its source and the sites that it links to. Never its author: what a person said elsewhere is not about
// this post. Threads: pure functions. Errors: none.
#pragma once

#include <cstdint>
#include <vector>

#include "post/post.h"
#include "text/words.h"

namespace vigie::relevance {

constexpr std::uint32_t kWordsMax = 256;  // Read of one post; more are not.
constexpr std::uint32_t kLinksMax = 8;

// Sorted, each once. One post's, of length 1 as a vector: each stands for 1 / sqrt(size()).
using Features = std::vector<std::uint32_t>;

// `words` are the post's, read by query::read_words().
Features features_of(const post::Post& post, const text::Words& words, post::LanguageId language);

}  // namespace vigie::relevance
