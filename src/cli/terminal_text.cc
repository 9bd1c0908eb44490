#include "cli/terminal_text.h"

#include "base/utf8.h"

namespace vigie::cli {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kBegin = "\x1b[1;4m";
constexpr std::string_view kEnd = "\x1b[22;24m";

bool breaks_line(char32_t c) { return (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029; }

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

bool turns_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void append_shown(std::string& out, std::string_view bytes, char32_t c) {
  if (breaks_line(c)) {
    out += ' ';
  } else if (is_control(c) || turns_direction(c) || c == kReplacement) {
    append_utf8(out, kReplacement);
  } else {
    out += bytes;
  }
}

}  // namespace

std::string shown(std::string_view text) { return shown(text, {}); }

std::string shown(std::string_view text, std::span<const protocol::CodePointSpan> spans) {
  std::string out;
  out.reserve(text.size());
  bool inside = false;
  for (std::uint32_t index = 0; !text.empty(); ++index) {
    if (inside && index == spans.front().to) {
      out += kEnd;
      spans = spans.subspan(1);
      inside = false;
    }
    if (!inside && !spans.empty() && index == spans.front().from) {
      out += kBegin;
      inside = true;
    }
    const auto point = first_code_point(text);
    append_shown(out, text.substr(0, point.bytes), point.value);
    text.remove_prefix(point.bytes);
  }
  if (inside) out += kEnd;
  return out;
}

}  // namespace vigie::cli
