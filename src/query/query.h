// One text, one meaning: a query as people type it, read into a tree that searching and watching
// share. The language is told in `doc/formats/query.md`.
//
// The tree is simplified: words are folded, negations stand on single leaves, AND and OR hold at
// least two different children and never one of their own kind. Every branch of the whole holds
// something positive.
// Threads: a Query is immutable and cheap to copy. Errors: parse() tells what is wrong, and where.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/limit.h"
#include "base/result.h"
#include "post/post.h"
#include "query/problem.h"
#include "text/words.h"

namespace vigie::query {

constexpr std::size_t kCodePointsMax = 20'000;
constexpr std::size_t kTermsMax = 4'000;  // Words (each word of a phrase counts) and fields.
constexpr std::size_t kNestingMax = 64;   // Parentheses within parentheses.
constexpr unsigned kDistanceMax = 50;     // The N of NEAR/N and BEFORE/N.

enum class Use { kSearch, kWatch };  // A watch refuses `after:` and `before:`.

enum class Op : std::uint8_t {
  kAnd,     // children
  kOr,      // children
  kNot,     // one child, which is none of kAnd, kOr, kNot
  kWord,    // one term: a word, hashtag, mention or emoji
  kPrefix,  // one term: words that begin so
  kExact,   // one term: typed exactly so
  kPhrase,  // two terms or more, in sequence; the last may be a prefix, or all exact
  kNear,    // two children, each a kWord, kPrefix, kExact, kPhrase, or a kOr of them
  kBefore,  // as kNear, the first before the second
  kField,   // field
};

struct Term {
  std::uint64_t term = 0;   // As text::Word::term. Of a prefix: 0.
  std::uint64_t exact = 0;  // As text::Word::exact if `is_exact`, else 0.
  std::string folded;       // Without `#` or `@`. Of a prefix: its beginning.
  text::Kind kind = text::Kind::kWord;
  bool is_exact = false;
  bool is_prefix = false;
  std::uint16_t offset = 0;  // How many positions after the first term of the phrase.

  bool operator==(const Term&) const = default;
};

enum class FieldName : std::uint8_t {
  kLang,
  kMood,
  kSource,
  kKind,
  kAuthor,
  kSite,
  kRating,
  kHasLink,
  kHasImage,
  kIsReply,
  kIsRepost,
  kIsCorrected,
  kAfter,
  kBefore
};

// One test of a field; only the member that the name speaks of is set.
struct FieldTest {
  FieldName name{};
  post::LanguageId language = post::kUnknownLanguage;
  post::Mood mood{};
  post::Kind kind{};
  float rating_low = 0;  // Of 5; bounds included.
  float rating_high = 5;
  Time time{};
  std::string value{};  // source, author: text::small_letters(); site: network_name().

  bool operator==(const FieldTest&) const = default;
};

struct Node {
  Op op = Op::kAnd;
  std::uint8_t distance = 0;  // kNear, kBefore: at most so many words between.
  std::vector<Node> children;
  std::vector<Term> terms;
  FieldTest field;

  // Where it came from; no part of equality.
  std::string typed;         // Leaves: as typed, less decoration.
  std::uint32_t column = 0;  // Of its first token; of a kNot: of the sign.

  bool operator==(const Node& other) const {
    return op == other.op && distance == other.distance && children == other.children && terms == other.terms &&
           field == other.field;
  }
};

// Whether AND, OR and NOT over whole postings decide `node` without looking at positions or typed
// forms: its leaves are words, prefixes (over the dictionary) and fields alone.
bool exact_by_terms(const Node& node);

class Query {
 public:
  const Node& root() const { return state_->root; }
  const std::string& text() const { return state_->text; }  // As typed.
  std::span<const Warning> warnings() const { return state_->warnings; }
  std::string to_text() const;  // The simplified tree as a query that reads back to the same tree.

 private:
  struct State {
    Node root;
    std::string text;
    std::vector<Warning> warnings;
  };
  explicit Query(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  static std::variant<Query, Problem> read(std::string_view text, Use use);
  friend std::variant<Query, Problem> parse_or_problem(std::string_view text, Use use);

  std::shared_ptr<const State> state_;
};

// A suggestion that comes with a problem is a query that would be accepted.
std::variant<Query, Problem> parse_or_problem(std::string_view text, Use use = Use::kSearch);

// As parse_or_problem(); the error's message is Problem::message().
Result<Query> parse(std::string_view text, Use use = Use::kSearch);

std::string explain(const Query& query);       // The tree, one node a line, indented by two spaces.
std::string explain_json(const Query& query);  // The tree as one JSON object.

std::span<const Limit> limits();

}  // namespace vigie::query
