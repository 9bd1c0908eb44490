// For tests alone: a post with its words, and short ways to ask about it.
// Threads: owned by one thread.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "query/document.h"
#include "query/program.h"
#include "query/query.h"

namespace vigie::query {

struct Said {
  explicit Said(std::string_view text) : text_copy(text) {
    post.id = "1";
    post.source = "file:test";
    post.text = text_copy;
  }
  Said(const Said&) = delete;
  Said& operator=(const Said&) = delete;

  Document document() {
    read_words(post, words);
    return {&post, &words, reading};
  }

  std::string text_copy;
  post::Post post;
  post::Reading reading;
  text::Words words;
};

inline Query query_of(std::string_view text) {
  auto query = parse(text);
  EXPECT_TRUE(query) << text << "\n" << (query ? "" : query.error().message);
  return query ? *query : parse("unreadable").value();
}

inline bool finds(std::string_view query, Said& said) { return Program(query_of(query)).matches(said.document()); }

inline bool finds(std::string_view query, std::string_view text) {
  Said said(text);
  return finds(query, said);
}

// `query:COLUMN: …`, or nothing if the query can be read.
inline std::string refusal(std::string_view text, Use use = Use::kSearch) {
  const auto query = parse(text, use);
  return query ? "" : query.error().message;
}

}  // namespace vigie::query
