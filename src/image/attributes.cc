#include "image/attributes.h"

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/utf8.h"
#include "text/words.h"

namespace vigie::embedded {
std::string_view image_words_french();
std::string_view image_words_english();
}  // namespace vigie::embedded

namespace vigie::image {
namespace {

constexpr Section kBuiltIn[] = {{"price", "Prix", "Price"},        {"quality", "Qualité", "Quality"},
                                {"service", "Service", "Service"}, {"trust", "Confiance", "Trust"},
                                {"safety", "Sécurité", "Safety"},  {"ecology", "Écologie", "Ecology"},
                                {"look", "Apparence", "Look"}};

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

// Of our own lists, whose sections are in `out`.
void add_list(std::string_view list, Language language, std::vector<Attribute>& out) {
  std::vector<std::string>* phrases = nullptr;
  while (!list.empty()) {
    const auto end = std::min(list.find('\n'), list.size());
    const auto line = trim(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    if (line.empty() || line.front() == '#') continue;
    if (line.front() != '[') {
      check(phrases != nullptr, "image: a phrase before the first section");
      phrases->emplace_back(line);
      continue;
    }
    const auto name = line.substr(1, line.size() - 2);
    const auto found = std::find_if(out.begin(), out.end(), [&](const Attribute& one) { return one.name == name; });
    check(found != out.end(), "image: an unknown section");
    phrases = &found->phrases.at(static_cast<std::size_t>(language));
  }
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && name.front() != '-' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

// `+`, `-`, `?` after the bar.
Result<void> read_marks(std::string_view marks, Phrase& phrase) {
  for (const char mark : marks) {
    if (mark == ' ') continue;
    if (mark == '?') {
      phrase.is_weak = true;
    } else if ((mark == '+' || mark == '-') && phrase.polarity == 0) {
      phrase.polarity = mark == '+' ? 1 : -1;
    } else {
      return invalid("after `|` stand `+` or `-`, and `?`");
    }
  }
  return {};
}

}  // namespace

std::vector<Attribute> listed(std::span<const Section> sections, std::string_view french, std::string_view english) {
  std::vector<Attribute> out;
  out.reserve(sections.size());
  for (const auto& one : sections) {
    out.push_back({std::string(one.name), {std::string(one.french), std::string(one.english)}, {}});
  }
  add_list(french, Language::kFrench, out);
  add_list(english, Language::kEnglish, out);
  const auto ok = check_attributes(out);
  check(bool(ok), ok ? "" : ok.error().message.c_str());
  return out;
}

const std::vector<Attribute>& built_in() {
  static const std::vector<Attribute> kAttributes =
      listed(kBuiltIn, embedded::image_words_french(), embedded::image_words_english());
  return kAttributes;
}

Result<Phrase> phrase_of(std::string_view line) {
  Phrase out;
  if (line.size() > kPhraseBytesMax) {
    return invalid("a phrase has at most " + std::to_string(kPhraseBytesMax) + " bytes");
  }
  if (!is_utf8(line)) return invalid("not UTF-8");
  if (line.find_first_of("\n\r") != std::string_view::npos) return invalid("a phrase is one line");
  if (const auto bar = line.find('|'); bar != std::string_view::npos) {
    if (auto ok = read_marks(line.substr(bar + 1), out); !ok) return ok.error();
    line = line.substr(0, bar);
  }
  line = trim(line);
  text::Words words;
  words.add(text::Field::kText, line);
  std::uint32_t end = 0;
  for (const auto& word : words.all()) {
    if (word.from < end) continue;  // The name within a tag.
    end = word.to;
    const bool is_prefix = end < line.size() && line[end] == '*';
    out.parts.push_back({std::string(words.folded(word)), is_prefix});
    if (is_prefix && code_point_count(out.parts.back().folded) < kPrefixLettersMin) {
      return invalid("before `*` stand at least " + std::to_string(kPrefixLettersMin) + " letters");
    }
  }
  if (out.parts.size() > kPhraseWordsMax) {
    return invalid("a phrase has at most " + std::to_string(kPhraseWordsMax) + " words");
  }
  if (out.parts.empty()) out.sign = line;
  if (out.parts.empty() && (out.sign.empty() || out.sign.find_first_of(" *.,;:!?'\"-") != std::string::npos)) {
    return invalid("a phrase without a word");
  }
  return out;
}

Result<void> check_attributes(std::span<const Attribute> attributes) {
  if (attributes.empty()) return invalid("attributes: at least one");
  if (attributes.size() > kAttributesMax) {
    return invalid("attributes: at most " + std::to_string(kAttributesMax));
  }
  std::set<std::string_view> names;
  for (const auto& one : attributes) {
    if (!is_name(one.name)) {
      return invalid("attributes: a name has 1 to " + std::to_string(kNameBytesMax) +
                     " small letters, digits and hyphens");
    }
    if (!names.insert(one.name).second) return invalid("attributes: " + one.name + " twice");
    for (const auto& title : one.titles) {
      if (title.empty() || title.size() > kTitleBytesMax || !is_utf8(title)) {
        return invalid(one.name + ": a title has 1 to " + std::to_string(kTitleBytesMax) + " bytes of UTF-8");
      }
    }
    for (const auto& phrases : one.phrases) {
      if (phrases.size() > kPhrasesMax) {
        return invalid(one.name + ": at most " + std::to_string(kPhrasesMax) + " phrases in a language");
      }
      for (std::size_t i = 0; i < phrases.size(); ++i) {
        const auto read = phrase_of(phrases[i]);
        if (!read) return invalid(one.name + ": phrase " + std::to_string(i + 1) + ": " + read.error().message);
      }
    }
  }
  return {};
}

std::span<const Limit> limits() {
  static constexpr Limit kLimits[] = {
      {"image.attributes_max", kAttributesMax, "attributes", "of one installation"},
      {"image.phrases_max", kPhrasesMax, "phrases", "of one attribute in one language"},
  };
  return kLimits;
}

}  // namespace vigie::image
