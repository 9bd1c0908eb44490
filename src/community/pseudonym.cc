#include "community/pseudonym.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "community/limits.h"
#include "community/skeleton.h"
#include "text/fold.h"
#include "text/likeness.h"

namespace vigie::community {
namespace {

// A shorter name is found as a whole word only: `Mini` must not forbid `Dominique`.
constexpr std::size_t kFoundInsideFrom = 5;

// Words that speak with authority. `inside`: wherever they stand; else as a word of their own.
struct Authority {
  std::string_view word;
  bool inside = false;
};
constexpr std::array kAuthorities = {
    Authority{"admin"},
    Authority{"admins"},
    Authority{"administr", true},
    Authority{"moderat", true},
    Authority{"mod"},
    Authority{"mods"},
    Authority{"modo"},
    Authority{"official", true},
    Authority{"officiel", true},
    Authority{"staff"},
    Authority{"support"},
    Authority{"expert"},
    Authority{"experte"},
    Authority{"experts"},
    Authority{"expertes"},
    Authority{"specialist", true},
    Authority{"equipe"},
    Authority{"team"},
    Authority{"webmaster", true},
    Authority{"sysadmin"},
    Authority{"root"},
    Authority{"system"},
    Authority{"systeme"},
    Authority{"vigie"},
    Authority{"serviceclient", true},
    Authority{"customerservice", true},
    Authority{"communitymanager", true},
    Authority{"helpdesk", true},
    Authority{"brand"},
    Authority{"marque"},
    Authority{"direction"},
    Authority{"redaction"},
    Authority{"porteparole", true},
    Authority{"spokesperson", true},
};

bool holds_word(std::span<const std::string> words, std::string_view wanted) {
  return std::find(words.begin(), words.end(), wanted) != words.end();
}

bool imitates(std::span<const std::string> words, const std::string& joined, std::string_view name) {
  const std::string wanted = skeleton(name);
  if (wanted.empty()) return false;
  if (joined == wanted || holds_word(words, wanted)) return true;
  return wanted.size() >= kFoundInsideFrom && joined.find(wanted) != std::string::npos;
}

// A product's name, or a person's, may be a word of the language: only as a whole, or as words of their own.
bool bears(std::span<const std::string> words, const std::string& joined, std::string_view name) {
  const std::string wanted = skeleton(name);
  if (wanted.empty()) return false;
  if (joined == wanted || holds_word(words, wanted)) return true;
  return skeleton_words(name).size() > 1 && wanted.size() >= kFoundInsideFrom &&
         joined.find(wanted) != std::string::npos;
}

bool speaks_with_authority(std::span<const std::string> words, const std::string& joined) {
  return std::any_of(kAuthorities.begin(), kAuthorities.end(), [&](const Authority& each) {
    const std::string wanted = skeleton(each.word);
    return joined == wanted || holds_word(words, wanted) || (each.inside && joined.find(wanted) != std::string::npos);
  });
}

bool has_letter_or_digit(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || !is_ascii(c); }) &&
         !skeleton(name).empty();
}

}  // namespace

std::string tidy_name(std::string_view name) {
  std::string out;
  const std::string composed = text::nfc(name);
  for (std::string_view rest = composed; !rest.empty();) {
    const CodePoint point = first_code_point(rest);
    const bool is_white = (point.value < 0x80 && is_space(static_cast<char>(point.value))) || point.value == 0xA0 ||
                          point.value == 0x202F || point.value == 0x3000 ||
                          (point.value >= 0x2000 && point.value <= 0x200A);
    if (!is_white) {
      out += rest.substr(0, point.bytes);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
    rest.remove_prefix(point.bytes);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::optional<Fault> fault_of_pseudonym(std::string_view name, const Protected& names) {
  if (name.empty()) return Fault::kPseudonymMissing;
  const std::size_t points = code_point_count(name);
  if (points < kPseudonymPointsMin) return Fault::kPseudonymTooShort;
  if (points > kPseudonymPointsMax) return Fault::kPseudonymTooLong;
  const bool has_control =
      std::any_of(name.begin(), name.end(), [](char c) { return is_ascii(c) && (c < ' ' || c == 0x7F); });
  if (has_control || text::has_unseen(name) || !has_letter_or_digit(name)) return Fault::kPseudonymUnclear;
  const auto words = skeleton_words(name);
  const auto joined = skeleton(name);
  const auto bears_one = [&](std::span<const std::string> all) {
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return bears(words, joined, each); });
  };
  if (imitates(words, joined, names.brand) || bears_one(names.products) || bears_one(names.people)) {
    return Fault::kPseudonymImitates;
  }
  if (speaks_with_authority(words, joined)) return Fault::kPseudonymOfStaff;
  return std::nullopt;
}

}  // namespace vigie::community
