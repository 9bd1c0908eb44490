#include "query/rarity.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace vigie::query {
namespace {

// Among the most said of the languages with most posts, folded and sorted.
constexpr std::array<std::string_view, 96> kCommon = {
    "a",   "about", "al",   "all",  "an",   "and",  "are", "as",   "at",   "auf",  "be",  "but", "by",  "can",
    "con", "da",    "das",  "de",   "del",  "den",  "der", "des",  "di",   "die",  "do",  "du",  "e",   "el",
    "en",  "er",    "est",  "et",   "for",  "from", "ha",  "has",  "have", "he",   "i",   "ich", "il",  "in",
    "is",  "ist",   "it",   "je",   "just", "la",   "le",  "les",  "like", "lo",   "me",  "mi",  "mit", "my",
    "new", "nicht", "no",   "not",  "o",    "of",   "on",  "or",   "os",   "para", "pas", "per", "por", "pour",
    "que", "qui",   "se",   "so",   "sur",  "that", "the", "they", "this", "to",   "um",  "un",  "und", "une",
    "was", "we",    "what", "with", "you",  "your", "zu",  "в",    "и",    "на",   "не",  "что"};

static_assert(std::is_sorted(kCommon.begin(), kCommon.end()));

bool is_common(std::string_view folded) { return std::binary_search(kCommon.begin(), kCommon.end(), folded); }

double length_cost(std::string_view folded) {
  constexpr std::array<double, 6> kByLength = {64, 64, 24, 8, 4, 2};
  const auto size = code_point_count(folded);
  return size < kByLength.size() ? kByLength[size] : 1;
}

double weight_of(const Term& term) {
  if (term.kind == text::Kind::kHashtag || term.kind == text::Kind::kMention) return 0.5;
  return length_cost(term.folded) * (is_common(term.folded) ? 1'000 : 1);
}

}  // namespace

Rarity::Rarity(std::span<const Watch> watches, const Frequency& frequency) : frequency_(frequency) {
  for (const auto& watch : watches) count(watch.query.root());
  if (!frequency_ || said_.empty()) return;
  double sum = 0;
  for (const auto& [term, said] : said_) sum += frequency_(term);
  mean_ = sum / static_cast<double>(said_.size());
}

void Rarity::count(const Node& node) {
  for (const auto& term : node.terms) {
    if (term.is_prefix) continue;
    auto& said = said_[term.term];
    if (said.mentions++ == 0) said.weight = weight_of(term);
  }
  for (const auto& child : node.children) count(child);
}

double Rarity::cost(const Term& term) const {
  if (term.is_prefix) return prefix_cost(term);
  if (frequency_) return frequency_(term.term);
  const auto& said = said_.find(term.term)->second;  // Every term of the set has been counted.
  return said.mentions * said.weight;
}

// Each further letter of a prefix leaves about a quarter of the words.
double Rarity::prefix_cost(const Term& term) const {
  constexpr std::array<double, 7> kByLength = {4'096, 4'096, 1'024, 256, 64, 16, 8};
  const auto size = std::min(code_point_count(term.folded), kByLength.size() - 1);
  return kByLength[size] * (mean_ + 1e-9);
}

}  // namespace vigie::query
