#include "desk/check.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/utf8.h"
#include "desk/personal.h"
#include "text/words.h"

namespace vigie::embedded {
std::string_view desk_words_commercial();
std::string_view desk_words_next_steps();
}  // namespace vigie::embedded

namespace vigie::desk {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"useful", "commercial", "personal"};
constexpr std::size_t kHintsMax = 20;
constexpr std::size_t kExclamationsMax = 1;
constexpr std::size_t kThanksBytesMax = 60;  // A short word back needs nothing to hold on to.

// The lists are phrases without sections: all of one.
intent::Phrases phrases_of(std::string_view list) {
  intent::Phrases out;
  const auto ok = out.add_text("[question]\n" + std::string(list));
  check(bool(ok), "desk: a list of phrases is wrong");
  return out;
}

// Spans of bytes as spans of code points.
class Hints {
 public:
  explicit Hints(std::string_view text) : text_(text) {}

  void add(HintKind kind, std::size_t from, std::size_t to, std::string detail) {
    if (hints.size() == kHintsMax) return;
    hints.push_back(
        {kind, code_point_count(text_.substr(0, from)), code_point_count(text_.substr(0, to)), std::move(detail)});
  }
  std::vector<Hint> hints;

 private:
  std::string_view text_;
};

// A price: a figure beside the sign or the name of a currency.
void find_prices(std::string_view text, Hints& out) {
  constexpr std::array<std::string_view, 6> kSigns = {"€", "$", "£", " euros", " EUR", "% "};
  for (const auto sign : kSigns) {
    for (auto at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
      const auto is_digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
      std::size_t before = at;
      if (before > 0 && text[before - 1] == ' ') --before;
      const std::size_t after = at + sign.size();
      if (before > 0 && is_digit(before - 1)) {
        std::size_t from = before;
        while (from > 0 && (is_digit(from - 1) || text[from - 1] == ',' || text[from - 1] == '.')) --from;
        out.add(HintKind::kCommercial, from, after, "price");
      } else if (is_digit(after)) {
        std::size_t to = after;
        while (is_digit(to) || (to < text.size() && (text[to] == ',' || text[to] == '.') && is_digit(to + 1))) ++to;
        out.add(HintKind::kCommercial, at, to, "price");
      }
    }
  }
}

bool has_figure(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string_view name_of(HintKind kind) { return kNames.at(static_cast<std::size_t>(kind)); }

std::size_t grapheme_count(std::string_view utf8) {
  std::size_t count = 0;
  std::int32_t state = 0;
  std::optional<utf8proc_int32_t> last;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
  auto left = static_cast<utf8proc_ssize_t>(utf8.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    auto size = utf8proc_iterate(bytes, left, &code);
    if (size <= 0) {  // Broken: one byte that stands alone.
      size = 1;
      code = 0xFFFD;
    }
    if (!last || utf8proc_grapheme_break_stateful(*last, code, &state)) ++count;
    last = code;
    bytes += size;
    left -= size;
  }
  return count;
}

Check::Check()
    : selling_(phrases_of(embedded::desk_words_commercial())),
      leading_(phrases_of(embedded::desk_words_next_steps())) {}

Checked Check::read(std::string_view utf8) const {
  Checked out;
  out.graphemes = grapheme_count(utf8);
  out.bytes = utf8.size();
  text::Words words;
  words.add(text::Field::kText, utf8);
  for (const auto& link : words.links()) out.links.emplace_back(words.typed(link));
  Hints hints(utf8);
  for (const auto& one : find_personal(utf8)) {
    hints.add(HintKind::kPersonal, one.from, one.to, std::string(name_of(one.kind)));
  }
  const auto plain = intent::plain_words(words);
  for (const auto& found : selling_.find(plain)) {
    hints.add(HintKind::kCommercial, words.all()[found.first].from, words.all()[found.last].to, "word");
  }
  find_prices(utf8, hints);
  if (const auto marks = static_cast<std::size_t>(std::count(utf8.begin(), utf8.end(), '!'));
      marks > kExclamationsMax) {
    hints.add(HintKind::kCommercial, utf8.find('!'), utf8.rfind('!') + 1, "exclamations");
  }
  const bool leads = !out.links.empty() || has_figure(utf8) || utf8.find('?') != std::string_view::npos ||
                     !leading_.find(plain).empty();
  if (!leads && utf8.size() > kThanksBytesMax) hints.add(HintKind::kUseful, 0, 0, "nothing_to_hold");
  out.hints = std::move(hints.hints);
  return out;
}

}  // namespace vigie::desk
