// The query language once more, read from its page and from nothing else: a parser and a matcher
// that are slow and obvious, for tests to hold the product's engines to.
// Threads: values. Errors: parse() gives the column where a query is refused.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "naive/words.h"
#include "post/post.h"

namespace vigie::naive {

struct Node {
  enum class Op { kAnd, kOr, kNot, kSequence, kNear, kBefore, kField };
  struct Term {
    char sign;              // As Word::sign.
    std::u32string wanted;  // Folded; of an exact term as typed.
    int offset;             // Places after the first term.
    bool exact, prefix;
  };

  Op op{};
  std::size_t column = 0;
  std::vector<Node> children{};
  std::vector<Term> terms{};    // kSequence
  int distance = 0;             // kNear, kBefore
  std::string name{}, value{};  // kField, in lower case
  Time time{};                  // kField, after and before
  double low = 0, high = 5;     // kField, rating
};

struct Refusal {
  std::size_t column;
};

std::variant<Node, Refusal> parse(std::string_view query, bool for_watch = false);

// What a query is asked about: text, title, summary and alternative texts of a post, read once for many queries.
struct Document {
  const post::Post* post;  // Borrowed.
  post::Reading reading;
  std::vector<Words> texts;
};
Document read(const post::Post& post, const post::Reading& reading);

bool matches(const Node& query, const Document& document);
bool matches(const Node& query, const post::Post& post, const post::Reading& reading);

}  // namespace vigie::naive
