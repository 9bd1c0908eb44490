// What `vigie bench search` asks: queries of words drawn as often as they are said, with a seed.
// Threads: pure.
#pragma once

#include <string>
#include <vector>

#include "cli/bench_posts.h"
#include "query/query.h"

namespace vigie::cli {

struct BenchQuestion {
  query::Query query;
  store::Span span;
};

// `word word word lang:xx` over `length` within [from, to). Every second one takes its words from one post, so that
// something is found; the others from three posts of one language. Every second pair asks for the newest stretch.
std::vector<BenchQuestion> draw_questions(const BenchPosts& posts, std::size_t count, std::uint64_t seed,
                                          const store::Span& whole, Micros length);

// The word that most posts say.
std::string commonest_word(const BenchPosts& posts);

}  // namespace vigie::cli
