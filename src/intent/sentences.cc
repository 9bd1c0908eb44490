#include "intent/sentences.h"

#include <algorithm>
#include <string_view>

namespace vigie::intent {
namespace {

struct Gap {
  bool ends_sentence = false;
  bool ends_clause = false;
  bool asks = false;
};

bool holds_any(std::string_view gap, std::initializer_list<std::string_view> signs) {
  for (const auto sign : signs) {
    if (gap.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

// What stands between two words.
Gap gap_of(std::string_view gap) {
  Gap out;
  out.asks = holds_any(gap, {"?", "؟", "？", "⁇"});
  out.ends_sentence = out.asks || holds_any(gap, {"!", "\n", "…", "«", "¿", "！", "。"});
  // A full stop inside a word or a number ends nothing.
  for (auto at = gap.find('.'); !out.ends_sentence && at != std::string_view::npos; at = gap.find('.', at + 1)) {
    out.ends_sentence = at + 1 < gap.size();
  }
  out.ends_clause =
      out.ends_sentence || holds_any(gap, {",", ";", ":", "(", ")", "\"", "“", "”", "»", " - ", "–", "—", "/"});
  return out;
}

bool is_capital(std::string_view typed) {
  if (typed.empty()) return false;
  const auto first = static_cast<unsigned char>(typed.front());
  if (first < 0x80) return (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9');
  // É, À, Ç…: U+00C0 to U+00DE.
  return first == 0xC3 && typed.size() > 1 && static_cast<unsigned char>(typed[1]) <= 0x9E;
}

}  // namespace

void sentences_of(const text::Words& words, Sentences& out) {
  out.words.clear();
  out.asks.assign(1, false);
  std::uint32_t end = 0;
  std::uint8_t part = 255;
  std::uint32_t clause = 0;
  std::uint32_t last_tag = ~0U;
  bool begins = true;
  const auto end_sentence = [&] {
    if (!begins) out.asks.push_back(false);
    begins = true;
    ++clause;
  };
  const auto pass_gap = [&](std::string_view gap) {
    const auto what = gap_of(gap);
    if (what.asks) out.asks.back() = true;
    if (what.ends_sentence) {
      end_sentence();
    } else if (what.ends_clause) {
      ++clause;
    }
  };
  const auto all = words.all();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const auto& word = all[i];
    if (word.field == text::Field::kAlt) continue;
    if (out.words.size() == kSentenceWordsMax) return;
    if (word.part != part) {
      if (part != 255) pass_gap(words.texts()[part].substr(end));
      end_sentence();
      part = word.part;
      end = 0;
    }
    const auto text = words.texts()[part];
    if (word.from > end) pass_gap(text.substr(end, word.from - end));
    end = std::max(end, word.to);
    if (word.kind == text::Kind::kEmoji) {
      end_sentence();
      continue;
    }
    const bool is_tag = word.kind != text::Kind::kWord;
    if (is_tag) last_tag = word.position;
    if (!is_tag && word.position == last_tag) continue;  // The plain word of a tag.
    const auto sentence = static_cast<std::uint32_t>(out.asks.size() - 1);
    out.words.push_back(
        {is_tag ? 0 : word.term, i, sentence, clause, begins && !is_tag, is_tag || is_capital(words.typed(word))});
    if (!is_tag) begins = false;
  }
  if (part != 255) pass_gap(words.texts()[part].substr(end));
}

std::span<const Limit> limits() {
  static constexpr Limit kLimits[] = {
      {"intent.sentence_words_max", kSentenceWordsMax, "words", "of a post; later ones are read for no intent"},
  };
  return kLimits;
}

}  // namespace vigie::intent
