#include "text/composer.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "text/tables.h"

namespace vigie::text {
namespace {

static_assert(sizeof(utf8proc_int32_t) == sizeof(std::int32_t));

constexpr int kAbove = 230;
constexpr std::int32_t kDiaeresis = 0x308;
constexpr std::int32_t kIe = U'е';
constexpr std::int32_t kIo = U'ё';

int combining_class(std::int32_t c) { return utf8proc_get_property(c)->combining_class; }

bool is_mark(Class kind) { return kind == Class::kMark || kind == Class::kLooseMark || kind == Class::kKeycap; }

void append_folded(char32_t c, std::vector<std::int32_t>& out) {
  const Entry entry = entry_of(c);
  if (entry.sequence()) {
    for (const char32_t part : sequence_of(entry)) out.push_back(static_cast<std::int32_t>(part));
  } else if (entry.kind() != Class::kVariation) {
    out.push_back(static_cast<std::int32_t>(entry.value() == 0 ? c : entry.value()));
  }
}

void drop_marks(std::vector<std::int32_t>& folded) {
  bool drops = false;
  std::erase_if(folded, [&drops](std::int32_t c) {
    const Entry entry = entry_of(static_cast<char32_t>(c));
    if (is_mark(entry.kind())) return drops;
    drops = entry.drops_marks();
    return false;
  });
}

// ё = е. What more diaereses would compose next goes at once, so that folding twice is folding once.
void drop_diaereses(std::vector<std::int32_t>& composed) {
  bool on_ie = false;
  std::erase_if(composed, [&on_ie](std::int32_t& c) {
    if (combining_class(c) == kAbove && on_ie && c == kDiaeresis) return true;
    if (combining_class(c) == 0) on_ie = c == kIo;
    if (combining_class(c) == kAbove) on_ie = false;
    if (c == kIo) c = kIe;
    return false;
  });
}

// By insertion, which takes no memory, unless somebody has heaped marks up.
void sort_marks(std::span<std::int32_t> marks) {
  constexpr std::size_t kUsualMax = 32;
  const auto by_class = [](std::int32_t a, std::int32_t b) { return combining_class(a) < combining_class(b); };
  if (marks.size() > kUsualMax) return std::stable_sort(marks.begin(), marks.end(), by_class);
  for (auto next = marks.begin(); next != marks.end(); ++next) {
    std::rotate(std::upper_bound(marks.begin(), next, *next, by_class), next, next + 1);
  }
}

}  // namespace

void Composer::decode(std::string_view utf8) {
  points_.clear();
  while (!utf8.empty()) {
    const CodePoint point = first_code_point(utf8);
    points_.push_back(static_cast<std::int32_t>(point.value));
    utf8.remove_prefix(point.bytes);
  }
}

// Each run of marks by combining class, stable.
void Composer::reorder() {
  const auto is_base = [](std::int32_t c) { return combining_class(c) == 0; };
  const auto by_class = [](std::int32_t a, std::int32_t b) { return combining_class(a) < combining_class(b); };
  for (auto from = points_.begin(); from != points_.end();) {
    from = std::find_if_not(from, points_.end(), is_base);
    const auto to = std::find_if(from, points_.end(), is_base);
    if (!std::is_sorted(from, to, by_class)) sort_marks(std::span(from, to));
    from = to;
  }
}

void Composer::compose() {
  constexpr std::size_t kPartsMax = 32;  // No canonical decomposition is longer.
  parts_.clear();
  for (const auto c : points_) {
    std::array<utf8proc_int32_t, kPartsMax> parts{};
    const auto count = utf8proc_decompose_char(c, parts.data(), parts.size(), UTF8PROC_DECOMPOSE, nullptr);
    parts_.insert(parts_.end(), parts.begin(), parts.begin() + std::max<utf8proc_ssize_t>(count, 0));
  }
  points_.swap(parts_);
  reorder();
  const auto size = utf8proc_normalize_utf32(points_.data(), static_cast<utf8proc_ssize_t>(points_.size()),
                                             static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  points_.resize(static_cast<std::size_t>(size));
}

std::string_view Composer::encode() {
  bytes_.clear();
  for (const auto c : points_) append_utf8(bytes_, static_cast<char32_t>(c));
  return bytes_;
}

std::string_view Composer::nfc(std::string_view utf8) {
  decode(utf8);
  compose();
  return encode();
}

std::string_view Composer::settled(std::string_view folded) {
  decode(folded);
  compose();
  drop_diaereses(points_);
  return encode();
}

std::string_view Composer::folded(std::string_view utf8) {
  points_.clear();
  while (!utf8.empty()) {
    const CodePoint point = first_code_point(utf8);
    append_folded(point.value, points_);
    utf8.remove_prefix(point.bytes);
  }
  drop_marks(points_);
  compose();
  drop_diaereses(points_);
  return encode();
}

}  // namespace vigie::text
