#include "mood/unescape.h"

#include <array>
#include <charconv>
#include <utility>

#include "base/utf8.h"

namespace vigie::mood {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};

// Appends the character that the front of `text` stands for; returns the bytes used, 0 if it is plain.
std::size_t take_escape(std::string_view text, std::string& out) {
  if (text.size() >= 6 && text[0] == '\\' && text[1] == 'u') {
    unsigned value = 0;
    const auto read = std::from_chars(text.data() + 2, text.data() + 6, value, 16);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (read.ptr != text.data() + 6 || surrogate || value == 0) return 0;
    append_utf8(out, value);
    return 6;
  }
  for (const auto& [entity, character] : kEntities) {
    if (text.substr(0, entity.size()) != entity) continue;
    out.push_back(character);
    return entity.size();
  }
  return 0;
}

}  // namespace

std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::size_t used = 0;
    if (text[0] == '\\' || text[0] == '&') used = take_escape(text, out);
    if (used == 0) {
      out.push_back(text[0]);
      used = 1;
    }
    text.remove_prefix(used);
  }
  return out;
}

}  // namespace vigie::mood
