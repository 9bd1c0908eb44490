#include "intent/phrases.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace vigie::intent {
namespace {

constexpr std::array<std::string_view, kSections> kSectionNames = {"question", "complaint", "attack", "thanks",
                                                                   "no thanks"};

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

std::optional<Section> section_of(std::string_view name) {
  const auto* at = std::find(kSectionNames.begin(), kSectionNames.end(), name);
  if (at == kSectionNames.end()) return std::nullopt;
  return static_cast<Section>(at - kSectionNames.begin());
}

// Between two words, or before the first: does a sentence end here?
bool ends_sentence(std::string_view gap) {
  return gap.find_first_of(".!?\n;:(") != std::string_view::npos || gap.find("…") != std::string_view::npos ||
         gap.find("«") != std::string_view::npos || gap.find("¿") != std::string_view::npos;
}

bool is_plain(const text::Word& word) { return word.kind == text::Kind::kWord && word.field != text::Field::kAlt; }

}  // namespace

std::vector<Plain> plain_words(const text::Words& words) {
  std::vector<Plain> out;
  const auto all = words.all();
  std::uint32_t end = 0;         // Of what came before in the same text.
  std::uint8_t part = 255;       // None yet.
  bool begins = true;            // What comes next does.
  std::uint32_t last_tag = ~0U;  // Position of the last hashtag or mention: its plain word is no word of a phrase.
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const auto& word = all[i];
    if (word.kind == text::Kind::kHashtag || word.kind == text::Kind::kMention) last_tag = word.position;
    if (word.part != part) {
      begins = true;
      part = word.part;
      end = 0;
    }
    const auto text = words.texts()[word.part];
    if (word.from > end && ends_sentence(text.substr(end, word.from - end))) begins = true;
    end = std::max(end, word.to);
    if (!is_plain(word) || word.position == last_tag) continue;  // Who is addressed comes before the sentence.
    out.push_back({word.term, i, begins});
    begins = false;
  }
  return out;
}

Result<void> Phrases::add_text(std::string_view list) {
  std::optional<Section> section;
  std::size_t number = 0;
  while (!list.empty()) {
    const auto end = std::min(list.find('\n'), list.size());
    const auto line = trim(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto here = [number] { return "intent: line " + std::to_string(number) + ": "; };
    if (line.front() == '[') {
      section = line.back() == ']' ? section_of(line.substr(1, line.size() - 2)) : std::nullopt;
      if (!section) return invalid(here() + "there is no section " + std::string(line));
      continue;
    }
    if (!section) return invalid(here() + "a phrase before the first section");
    if (auto ok = add_line(line, *section); !ok) return invalid(here() + ok.error().message);
  }
  return {};
}

Result<void> Phrases::add_line(std::string_view line, Section section) {
  Phrase phrase{{}, section, 1, line.front() == '^'};
  if (phrase.begins) line.remove_prefix(1);
  if (const auto bar = line.find('|'); bar != std::string_view::npos) {
    const auto weight = trim(line.substr(bar + 1));
    const auto read = std::from_chars(weight.data(), weight.data() + weight.size(), phrase.weight);
    if (read.ec != std::errc() || read.ptr != weight.data() + weight.size() || !(phrase.weight > 0) ||
        phrase.weight > 1) {
      return invalid("a weight is above 0 and at most 1");
    }
    line = trim(line.substr(0, bar));
  }
  text::Words words;
  words.add(text::Field::kText, line);
  for (const auto& word : plain_words(words)) phrase.terms.push_back(word.term);
  if (phrase.terms.empty()) return invalid("a phrase without a word");
  auto& same = by_first_[phrase.terms.front()];
  const auto at =
      std::find_if(same.begin(), same.end(), [&](const Phrase& one) { return one.terms.size() < phrase.terms.size(); });
  same.insert(at, std::move(phrase));
  ++size_;
  return {};
}

std::vector<Found> Phrases::find(const std::vector<Plain>& words) const {
  std::vector<Found> out;
  std::array<std::uint32_t, kSections> free_from{};  // Of each section: words before are part of a longer phrase.
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const auto same = by_first_.find(words[i].term);
    if (same == by_first_.end()) continue;
    for (const auto& phrase : same->second) {
      auto& from = free_from.at(static_cast<std::size_t>(phrase.section));
      if (i < from || (phrase.begins && !words[i].begins) || i + phrase.terms.size() > words.size()) continue;
      const bool fits = std::equal(phrase.terms.begin(), phrase.terms.end(), words.begin() + i,
                                   [](std::uint64_t term, const Plain& word) { return term == word.term; });
      if (!fits) continue;
      from = i + static_cast<std::uint32_t>(phrase.terms.size());
      out.push_back({phrase.section, phrase.weight, words[i].word, words[from - 1].word});
    }
  }
  return out;
}

}  // namespace vigie::intent
