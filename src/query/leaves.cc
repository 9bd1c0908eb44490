#include "query/leaves.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/utf8.h"
#include "query/host.h"
#include "text/fold.h"

namespace vigie::query {
namespace {

constexpr std::size_t kPrefixMin = 2;  // Code points, after folding.

using Read = std::variant<Node, Problem>;

bool is_tag(const text::Word& word) { return word.kind == text::Kind::kHashtag || word.kind == text::Kind::kMention; }

// A star in the midst of a word; that of the keycap emoji is none.
bool has_lone_star(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*' && (i + 1 == text.size() || static_cast<unsigned char>(text[i + 1]) < 0x80)) return true;
  }
  return false;
}

std::optional<Problem> too_short(std::string_view prefix, const Token& token) {
  if (text::begins_unspaced(prefix) || code_point_count(prefix) >= kPrefixMin) return std::nullopt;
  return refused(token, Diagnostic::kStarNeedsCharacters, {{"min", std::to_string(kPrefixMin)}});
}

Op op_of(const std::vector<Term>& terms) {
  if (terms.size() > 1) return Op::kPhrase;
  if (terms.front().is_prefix) return Op::kPrefix;
  return terms.front().is_exact ? Op::kExact : Op::kWord;
}

}  // namespace

Read LeafReader::read(const Token& token) {
  std::string_view text = token.text;
  const bool is_quoted = token.kind == TokenKind::kQuoted;
  bool star = false;
  while (!is_quoted && text.ends_with('*')) {
    text.remove_suffix(1);
    star = true;
  }
  if (star && token.exact) return refused(token, Diagnostic::kExactTakesNoStar);
  const bool star_separates = !is_quoted && has_lone_star(text);
  // Signs about the words can change how these are read, as those of `.@al@masto*` and `@jean-paul://` do: what
  // counts is what is left without them.
  while (true) {
    if (star) {
      if (auto tag = text::tag_beginning(text)) return with_open_tag(*std::move(tag), token, text);
    }
    collect(text, is_quoted);
    if (chosen_.empty()) return refuse_empty(token);
    const auto inner = typed(text);
    if (inner.size() == text.size()) break;
    text = inner;
  }
  if (!is_quoted) warn_of_operators(token);
  if (star_separates) warn(token, Diagnostic::kStarSeparates);
  Node node = build(token, text);
  return star ? with_star(std::move(node), token) : Read(std::move(node));
}

// The words to look for: at one place a hashtag or mention (the longest form of it) stands for the
// plain words within it. Between quotes all are plain words.
void LeafReader::collect(std::string_view text, bool plain_only) {
  words_.clear();
  words_.add(text::Field::kText, text);
  chosen_.clear();
  std::uint32_t covered = 0;  // Bytes of tags chosen so far.
  for (const auto& word : words_.all()) {
    if (!is_tag(word)) {
      if (word.from >= covered) chosen_.push_back(word);
    } else if (!plain_only) {
      collect_tag(word);
      covered = std::max(covered, word.to);
    }
  }
}

void LeafReader::collect_tag(const text::Word& word) {
  if (chosen_.empty() || chosen_.back().position != word.position) {
    chosen_.push_back(word);
  } else if (!is_tag(chosen_.back()) || chosen_.back().folded_size < word.folded_size) {
    chosen_.back() = word;
  }
}

Problem LeafReader::refuse_empty(const Token& token) const {
  if (!words_.links().empty()) {
    const auto host = host_of(words_.typed(words_.links().front()));
    return refused(token, Diagnostic::kLinkWithoutWords, {}, "site:" + lower(host));
  }
  if (!token.text.empty()) return refused(token, Diagnostic::kNoWord, {{"text", std::string(token.text)}});
  return refused(token, token.exact ? Diagnostic::kExactWithoutWord : Diagnostic::kQuotesWithoutWord);
}

Node LeafReader::build(const Token& token, std::string_view text) const {
  Node node;
  node.column = token.column;
  for (const auto& word : chosen_) {
    node.terms.push_back({.term = word.term,
                          .exact = token.exact ? word.exact : 0,
                          .folded = std::string(words_.folded(word)),
                          .kind = word.kind,
                          .is_exact = token.exact,
                          .is_prefix = false,
                          .offset = static_cast<std::uint16_t>(word.position - chosen_.front().position)});
  }
  node.typed = typed(text);
  node.op = op_of(node.terms);
  return node;
}

// What was typed, from the first place to the last: with the signs of tags, also where their words alone count.
std::string_view LeafReader::typed(std::string_view text) const {
  std::uint32_t from = chosen_.front().from;
  std::uint32_t to = chosen_.back().to;
  for (const auto& word : words_.all()) {
    if (word.position < chosen_.front().position || word.position > chosen_.back().position) continue;
    from = std::min(from, word.from);
    to = std::max(to, word.to);
  }
  return text.substr(from, to - from);
}

Read LeafReader::with_open_tag(text::TagBeginning tag, const Token& token, std::string_view typed) {
  if (auto problem = too_short(tag.folded, token)) return *std::move(problem);
  Node node;
  node.op = Op::kPrefix;
  node.column = token.column;
  node.typed = typed;
  Term& term = node.terms.emplace_back();
  term.folded = std::move(tag.folded);
  term.kind = tag.kind;
  term.is_prefix = true;
  return node;
}

Read LeafReader::with_star(Node node, const Token& token) {
  Term& last = node.terms.back();
  if (last.kind == text::Kind::kEmoji) return refused(token, Diagnostic::kEmojiTakesNoStar);
  if (text::begins_unspaced(last.folded) && !is_tag(chosen_.back())) {
    warn(token, Diagnostic::kStarDropped);
    return node;
  }
  if (auto problem = too_short(last.folded, token)) return *std::move(problem);
  last.is_prefix = true;
  last.term = 0;
  node.op = op_of(node.terms);
  return node;
}

void LeafReader::warn(const Token& token, Diagnostic what, Values values) {
  warnings_.push_back({what, std::move(values), token.column});
}

void LeafReader::warn_of_operators(const Token& token) {
  const auto text = token.text;
  const std::string word(text);
  if (text == "or" || text == "and" || text == "not") {
    const std::string_view upper = text == "or" ? "OR" : text == "and" ? "AND" : "NOT";
    warn(token, Diagnostic::kOperatorIsWord, {{"word", word}, {"operator", std::string(upper)}});
  } else if (text == "NEAR" || text == "BEFORE" || text.starts_with("near/") || text.starts_with("before/")) {
    warn(token, Diagnostic::kDistanceIsWord, {{"word", word}});
  } else if (text.size() > 1 && text.ends_with(':') && std::all_of(text.begin(), text.end() - 1, is_letter)) {
    warn(token, Diagnostic::kFieldIsWord, {{"word", word}});
  }
}

}  // namespace vigie::query
