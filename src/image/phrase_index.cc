#include "image/phrase_index.h"

#include <algorithm>

#include "base/hash.h"

namespace vigie::image {

std::vector<Plain> plain_words(const text::Words& words) {
  std::vector<Plain> out;
  std::uint32_t mention = ~0U;  // Position of the last one: its plain word is a name.
  for (const auto& word : words.all()) {
    if (word.kind == text::Kind::kMention) mention = word.position;
    if (word.kind != text::Kind::kWord || word.field == text::Field::kAlt || word.position == mention) continue;
    if (out.size() == kPlainWordsMax) break;
    out.push_back({words.folded(word), word.part, word.from, word.to});
  }
  return out;
}

void PhraseIndex::add(const Phrase& phrase, std::uint8_t attribute, Language language) {
  const auto place = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({phrase, attribute, language});
  if (phrase.parts.empty()) {
    signs_.push_back(place);
    return;
  }
  const auto& first = phrase.parts.front();
  (first.is_prefix ? by_prefix_ : by_word_)[hash64(first.folded)].push_back(place);
  if (first.is_prefix) prefix_sizes_.insert(first.folded.size());
}

bool PhraseIndex::fits(const Phrase& phrase, const std::vector<Plain>& plain, std::uint32_t at) const {
  if (at + phrase.parts.size() > plain.size()) return false;
  const int part = plain[at].part;
  return std::equal(phrase.parts.begin(), phrase.parts.end(), plain.begin() + at,
                    [&](const Phrase::Part& wanted, const Plain& word) {
                      if (word.part != part) return false;
                      return wanted.is_prefix ? word.folded.starts_with(wanted.folded) : word.folded == wanted.folded;
                    });
}

void PhraseIndex::find_at(const std::vector<Plain>& plain, std::uint32_t at, bool with_french, bool with_english,
                          std::vector<Match>& out) const {
  const auto take = [&](const std::unordered_map<std::uint64_t, std::vector<std::uint32_t>>& places,
                        std::string_view first) {
    const auto found = places.find(hash64(first));
    if (found == places.end()) return;
    for (const auto place : found->second) {
      const auto& entry = entries_[place];
      if (!(entry.language == Language::kFrench ? with_french : with_english)) continue;
      if (!fits(entry.phrase, plain, at)) continue;
      const auto count = static_cast<std::uint32_t>(entry.phrase.parts.size());
      out.push_back({entry.attribute, static_cast<std::int8_t>(entry.phrase.polarity), entry.phrase.is_weak,
                     plain[at].part, plain[at].from, plain[at + count - 1].to, at, count});
    }
  };
  const auto word = plain[at].folded;
  take(by_word_, word);
  for (const auto size : prefix_sizes_) {
    if (size > word.size()) break;
    take(by_prefix_, word.substr(0, size));
  }
}

void PhraseIndex::find_signs(const text::Words& words, const std::vector<Plain>& plain, std::vector<Match>& out) const {
  std::uint32_t behind = 0;
  for (std::size_t part = 0; part < words.texts().size(); ++part) {
    const auto text = words.texts()[part].substr(0, 16'384);
    for (const auto place : signs_) {
      const auto& entry = entries_[place];
      const auto at = text.find(entry.phrase.sign);  // One is enough to say it; each clause has its own words besides.
      if (at == std::string_view::npos) continue;
      const auto from = static_cast<std::uint32_t>(at);
      while (behind < plain.size() && plain[behind].part < static_cast<int>(part)) ++behind;
      auto first = behind;
      while (first < plain.size() && plain[first].part == static_cast<int>(part) && plain[first].from < from) ++first;
      out.push_back({entry.attribute, static_cast<std::int8_t>(entry.phrase.polarity), entry.phrase.is_weak,
                     static_cast<int>(part), from, from + static_cast<std::uint32_t>(entry.phrase.sign.size()), first,
                     0});
    }
  }
}

std::vector<Match> PhraseIndex::find(const text::Words& words, const std::vector<Plain>& plain, bool with_french,
                                     bool with_english) const {
  std::vector<Match> all;
  for (std::uint32_t at = 0; at < plain.size(); ++at) find_at(plain, at, with_french, with_english, all);
  // What stands within a longer one is part of it. Those of one place end to end: a few, so each with its neighbours.
  std::vector<Match> out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& one = all[i];
    const auto end = one.first_word + one.word_count;
    const auto covers = [&](const Match& other) {
      return other.word_count > one.word_count && other.first_word <= one.first_word &&
             other.first_word + other.word_count >= end;
    };
    bool is_covered = false;
    for (std::size_t j = i; j-- > 0 && all[j].first_word + kPhraseWordsMax > one.first_word && !is_covered;) {
      is_covered = covers(all[j]);
    }
    for (std::size_t j = i + 1; j < all.size() && all[j].first_word == one.first_word && !is_covered; ++j) {
      is_covered = covers(all[j]);
    }
    if (!is_covered) out.push_back(one);
  }
  find_signs(words, plain, out);
  std::stable_sort(out.begin(), out.end(), [](const Match& a, const Match& b) {
    return std::pair(a.part, a.from) < std::pair(b.part, b.from);
  });
  return out;
}

}  // namespace vigie::image
