#include "language/alphabet.h"

#include <utf8proc.h>

#include <utility>

namespace vigie::language {
namespace {

struct Range {
  char32_t from, to;  // Both included.
  Script script;
};

// Blocks of the Unicode Standard, chapter "Code charts"; only letters and marks within them count.
constexpr Range kRanges[] = {
    {0x0041, 0x024F, Script::kLatin},    {0x0300, 0x036F, Script::kLatin},      {0x0370, 0x03FF, Script::kGreek},
    {0x0400, 0x052F, Script::kCyrillic}, {0x0531, 0x058F, Script::kArmenian},   {0x0591, 0x05FF, Script::kHebrew},
    {0x0600, 0x077F, Script::kArabic},   {0x0900, 0x097F, Script::kDevanagari}, {0x0980, 0x09FF, Script::kBengali},
    {0x0A00, 0x0A7F, Script::kGurmukhi}, {0x0A80, 0x0AFF, Script::kGujarati},   {0x0B80, 0x0BFF, Script::kTamil},
    {0x0C00, 0x0C7F, Script::kTelugu},   {0x0E00, 0x0E7F, Script::kThai},       {0x10A0, 0x10FF, Script::kGeorgian},
    {0x1100, 0x11FF, Script::kHangul},   {0x1E00, 0x1EFF, Script::kLatin},      {0x1F00, 0x1FFF, Script::kGreek},
};

bool is_letter(char32_t point) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

Script script_in_table(char32_t point) {
  if (!is_letter(point)) return Script::kNone;
  for (const Range& range : kRanges) {
    if (point >= range.from && point <= range.to) return range.script;
  }
  return Script::kNone;
}

constexpr std::pair<Script, std::string_view> kSoleLanguages[] = {
    {Script::kGreek, "el"},    {Script::kHebrew, "he"}, {Script::kArmenian, "hy"}, {Script::kGeorgian, "ka"},
    {Script::kHangul, "ko"},   {Script::kThai, "th"},   {Script::kBengali, "bn"},  {Script::kGurmukhi, "pa"},
    {Script::kGujarati, "gu"}, {Script::kTamil, "ta"},  {Script::kTelugu, "te"},
};

}  // namespace

Alphabet::Alphabet() {
  for (const auto& [script, code] : kSoleLanguages) sole_[static_cast<std::size_t>(script)] = *post::language_of(code);
  for (char32_t point = 0; point < kTableEnd; ++point) {
    script_[point] = script_in_table(point);
    lower_[point] = static_cast<char16_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(point)));
  }
}

Script Alphabet::script_above(char32_t point) {
  const auto within = [point](char32_t from, char32_t to) { return point >= from && point <= to; };
  if (within(0x3041, 0x30FF) || within(0x3005, 0x3007) || within(0x3400, 0x9FFF)) return Script::kHan;
  if (within(0x31F0, 0x31FF) || within(0xF900, 0xFAFF) || within(0xFF66, 0xFF9F)) return Script::kHan;
  if (within(0x20000, 0x323AF)) return Script::kHan;
  if (within(0xAC00, 0xD7AF) || within(0x3130, 0x318F)) return Script::kHangul;
  if (within(0xFB50, 0xFDFF) || within(0xFE70, 0xFEFC)) return Script::kArabic;
  return Script::kNone;
}

}  // namespace vigie::language
