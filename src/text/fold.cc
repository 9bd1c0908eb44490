#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/utf8.h"
#include "text/compose.h"
#include "text/tables.h"
#include "text/words.h"

namespace vigie::text {
namespace {

int combining_class(char32_t c) { return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->combining_class; }

std::u32string decomposed(const std::u32string& text) {
  std::u32string out;
  std::array<utf8proc_int32_t, 32> parts{};
  for (const char32_t c : text) {
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(), parts.size(),
                                               UTF8PROC_DECOMPOSE, nullptr);
    for (utf8proc_ssize_t i = 0; i < count; ++i) out.push_back(static_cast<char32_t>(parts[static_cast<size_t>(i)]));
  }
  return out;
}

// Each run of marks by combining class, stable.
void reorder(std::u32string& text) {
  for (auto from = text.begin(); from != text.end();) {
    if (combining_class(*from) == 0) {
      ++from;
      continue;
    }
    const auto to = std::find_if(from, text.end(), [](char32_t c) { return combining_class(c) == 0; });
    std::stable_sort(from, to, [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
    from = to;
  }
}

void append_folded(char32_t c, std::u32string& out) {
  const Entry entry = entry_of(c);
  if (entry.sequence()) {
    const auto parts = sequence_of(entry);
    out.append(parts.begin(), parts.end());
  } else if (entry.kind() != Class::kVariation) {
    out.push_back(entry.value() == 0 ? c : static_cast<char32_t>(entry.value()));
  }
}

bool is_mark(Class kind) { return kind == Class::kMark || kind == Class::kLooseMark || kind == Class::kKeycap; }

void drop_marks(std::u32string& folded) {
  bool drops = false;
  std::erase_if(folded, [&drops](char32_t c) {
    const Entry entry = entry_of(c);
    if (is_mark(entry.kind())) return drops;
    drops = entry.drops_marks();
    return false;
  });
}

// ё = е. What more diaereses would compose next goes at once, so that folding twice is folding once.
void drop_diaereses(std::u32string& composed) {
  constexpr int kAbove = 230;
  bool on_ie = false;
  std::erase_if(composed, [&on_ie](char32_t& c) {
    if (combining_class(c) == kAbove && on_ie && c == 0x308) return true;
    if (combining_class(c) == 0) on_ie = c == U'ё';
    if (combining_class(c) == kAbove) on_ie = false;
    if (c == U'ё') c = U'е';
    return false;
  });
}

std::string to_utf8(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

}  // namespace

void decode(std::string_view utf8, std::u32string& out) {
  out.clear();
  while (!utf8.empty()) {
    const CodePoint point = first_code_point(utf8);
    out.push_back(point.value);
    utf8.remove_prefix(point.bytes);
  }
}

void compose(std::u32string& text) {
  std::u32string apart = decomposed(text);
  reorder(apart);
  std::vector<utf8proc_int32_t> buffer(apart.begin(), apart.end());
  buffer.push_back(0);
  const auto size = utf8proc_normalize_utf32(buffer.data(), static_cast<utf8proc_ssize_t>(apart.size()),
                                             static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  text.assign(buffer.begin(), buffer.begin() + size);
}

void settle(std::u32string& folded) {
  compose(folded);
  drop_diaereses(folded);
}

std::string fold(std::string_view utf8) {
  std::u32string text;
  decode(utf8, text);
  std::u32string folded;
  for (const char32_t c : text) append_folded(c, folded);
  drop_marks(folded);
  settle(folded);
  return to_utf8(folded);
}

std::string nfc(std::string_view utf8) {
  std::u32string text;
  decode(utf8, text);
  compose(text);
  return to_utf8(text);
}

bool begins_unspaced(std::string_view folded) {
  return !folded.empty() && entry_of(first_code_point(folded).value).kind() == Class::kUnspaced;
}

}  // namespace vigie::text
