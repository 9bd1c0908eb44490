// What stands between two spaces, or between quotes, as a leaf of the tree: cut and folded by the
// same pass as the texts that it is to find.
// Threads: owned by one thread. Errors: a leaf without words, a star out of place.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "query/query.h"
#include "query/tokens.h"
#include "text/tag_beginning.h"
#include "text/words.h"

namespace vigie::query {

class LeafReader {
 public:
  // `token` is kWords or kQuoted.
  std::variant<Node, Problem> read(const Token& token);

  std::vector<Warning> take_warnings() { return std::move(warnings_); }

 private:
  void collect(std::string_view text, bool plain_only);
  void collect_tag(const text::Word& word);
  Problem refuse_empty(const Token& token) const;
  std::string_view typed(std::string_view text) const;
  std::variant<Node, Problem> with_open_tag(text::TagBeginning tag, const Token& token, std::string_view typed);
  std::variant<Node, Problem> with_star(Node node, const Token& token);
  Node build(const Token& token, std::string_view text) const;
  void warn(const Token& token, Diagnostic what, Values values = {});
  void warn_of_operators(const Token& token);

  text::Words words_;
  std::vector<text::Word> chosen_;
  std::vector<Warning> warnings_;
};

}  // namespace vigie::query
