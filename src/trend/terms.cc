#include "trend/terms.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/ascii.h"
#include "base/hash.h"

namespace vigie::trend {
namespace {

using signal::TermKind;

constexpr std::uint64_t kLinkSeed = 0x4C696E6B;
constexpr std::size_t kPhraseBytesMax = 2 * kTermBytesMax + 1;

std::string_view typed(const Overheard::Post& post, const Word& word) { return post.text.substr(word.from, word.size); }

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// One letter, of whatever alphabet.
bool is_one_letter(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }) < 2;
}

bool begins_with(std::string_view text, std::string_view lowered) {
  return same_name(text.substr(0, lowered.size()), lowered);
}

bool is_apostrophe(std::string_view between) {
  return between == "'" || between == "’" || between == "ʼ" || between == "′" || between == "´" || between == "`";
}

std::uint64_t phrase_term(std::uint64_t first, std::uint64_t second) {
  return (std::rotl(first, 23) ^ second) * 0x9E3779B97F4A7C15ULL ^ first;
}

}  // namespace

std::string_view plain_link(std::string_view link) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (begins_with(link, scheme)) {
      link.remove_prefix(scheme.size());
      break;
    }
  }
  if (begins_with(link, "www.")) link.remove_prefix(4);
  link = link.substr(0, link.find('#'));
  if (const auto campaign = link.find("?utm_"); campaign != std::string_view::npos) link = link.substr(0, campaign);
  while (link.ends_with('/')) link.remove_suffix(1);
  return link;
}

void Terms::add_word(const Overheard::Post& post, const Word& word) {
  const auto text = typed(post, word);
  switch (word.kind) {
    case text::Kind::kWord:
      copy_words_.push_back(word.term);
      if (word.is_of_tag || text.size() > kTermBytesMax || is_one_letter(text) || is_number(text)) return;
      return sightings_.push_back({word.term, TermKind::kWord, text});
    case text::Kind::kHashtag:
      if (text.size() <= kTermBytesMax) tags_.push_back({word.term, TermKind::kHashtag, text});
      return;
    case text::Kind::kEmoji:
      copy_words_.push_back(word.term);
      if (text.size() <= kTermBytesMax) tags_.push_back({word.term, TermKind::kEmoji, text});
      return;
    case text::Kind::kMention:
      return;
  }
}

void Terms::add_phrase(const Overheard::Post& post, const Word& first, const Word& second) {
  const auto one = typed(post, first);
  const auto other = typed(post, second);
  const auto end = first.from + first.size;
  if (one.size() > kTermBytesMax || other.size() > kTermBytesMax || second.from < end) return;
  if (is_number(one) && is_number(other)) return;
  const auto between = post.text.substr(end, second.from - end);
  if (is_apostrophe(between)) return;  // `l'appli` is a word and its article.
  std::string_view text = post.text.substr(first.from, second.from + second.size - first.from);
  if (between.size() > 1 || (between.size() == 1 && between != " " && between != "-")) {
    if (phrases_.size() + kPhraseBytesMax > phrases_.capacity()) return;
    const auto from = phrases_.size();
    phrases_.append(one).append(" ").append(other);
    text = std::string_view(phrases_).substr(from);
  }
  sightings_.push_back({phrase_term(first.term, second.term), TermKind::kPhrase, text});
}

void Terms::read(const Overheard::Post& post) {
  sightings_.clear();
  tags_.clear();
  copy_words_.clear();
  phrases_.clear();
  phrases_.reserve(kPostWords * kPhraseBytesMax);
  const Word* before = nullptr;  // The plain word before.
  bool is_addressed = false;
  for (const auto& word : post.words) {
    if (word.kind == text::Kind::kMention) is_addressed = true;
    if (word.is_of_tag && std::exchange(is_addressed, false)) continue;  // The plain word of a mention is a name too.
    add_word(post, word);
    if (word.kind != text::Kind::kWord || word.is_of_tag) continue;
    if (word.follows && before != nullptr) add_phrase(post, *before, word);
    before = &word;
  }
  spoken_ = sightings_.size();
  for (const auto link : post.links) {
    const auto plain = plain_link(link);
    if (!plain.empty()) tags_.push_back({hash64(plain, kLinkSeed), TermKind::kLink, plain});
  }
  sightings_.insert(sightings_.end(), tags_.begin(), tags_.end());
}

}  // namespace vigie::trend
