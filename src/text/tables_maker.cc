// Writes tables.inc: for each code point the class and the folding that tables.h describes, taken
// from ICU's Unicode data. Runs once per build: `text_tables FILE`.
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "text/tables.h"

namespace {

using vigie::text::Class;
using vigie::text::Entry;

constexpr char32_t kLast = 0x10FFFF;

std::u16string to_utf16(const std::u32string& text) {
  std::u16string out;
  for (const char32_t c : text) {
    if (c > 0xFFFF) {
      out.push_back(static_cast<char16_t>(U16_LEAD(c)));
      out.push_back(static_cast<char16_t>(U16_TRAIL(c)));
    } else {
      out.push_back(static_cast<char16_t>(c));
    }
  }
  return out;
}

std::u32string to_utf32(const std::u16string& text) {
  std::u32string out;
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U16_NEXT(text.data(), i, size, c);
    out.push_back(static_cast<char32_t>(c));
  }
  return out;
}

template <typename Change>
std::u32string changed(const std::u32string& text, Change change) {
  const std::u16string in = to_utf16(text);
  std::u16string out(in.size() * 20 + 40, u'\0');
  UErrorCode error = U_ZERO_ERROR;
  out.resize(static_cast<std::size_t>(change(in, out, error)));
  if (U_FAILURE(error)) std::abort();
  return to_utf32(out);
}

std::u32string normal(const UNormalizer2* form, const std::u32string& text) {
  return changed(text, [form](const std::u16string& in, std::u16string& out, UErrorCode& error) {
    return unorm2_normalize(form, in.data(), static_cast<std::int32_t>(in.size()), out.data(),
                            static_cast<std::int32_t>(out.size()), &error);
  });
}

std::u32string case_folded(const std::u32string& text) {
  return changed(text, [](const std::u16string& in, std::u16string& out, UErrorCode& error) {
    return u_strFoldCase(out.data(), static_cast<std::int32_t>(out.size()), in.data(),
                         static_cast<std::int32_t>(in.size()), U_FOLD_CASE_DEFAULT, &error);
  });
}

UScriptCode script_of(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &error);
}

bool is_mark(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

bool drops_marks(char32_t c) {
  const UScriptCode script = script_of(c);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_ARABIC || script == USCRIPT_HEBREW;
}

bool unspaced_script(UScriptCode script) {
  constexpr std::array kScripts{USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI,
                                USCRIPT_LAO, USCRIPT_KHMER,    USCRIPT_MYANMAR};
  return std::find(kScripts.begin(), kScripts.end(), script) != kScripts.end();
}

// Signs shared by such scripts alone belong to them: the long vowel mark of both kana.
bool is_unspaced(char32_t c) {
  std::array<UScriptCode, 64> scripts{};
  UErrorCode error = U_ZERO_ERROR;
  const auto count = uscript_getScriptExtensions(static_cast<UChar32>(c), scripts.data(), 64, &error);
  const auto end = scripts.begin() + count;
  return unspaced_script(script_of(c)) || (count > 0 && std::all_of(scripts.begin(), end, unspaced_script));
}

// Emoji, and the places that Unicode keeps for emoji to come. `#`, `*` and digits are not.
bool is_emoji(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  if (c < 0x80) return false;
  if (u_hasBinaryProperty(u, UCHAR_EMOJI)) return true;
  return u_hasBinaryProperty(u, UCHAR_EXTENDED_PICTOGRAPHIC) && u_charType(u) == U_UNASSIGNED;
}

// U+02BB and U+02BC are letters for Unicode and apostrophes for people.
bool is_apostrophe_letter(char32_t c) { return c == 0x2BB || c == 0x2BC; }

// The class of a folded code point.
Class class_of(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  if (c == U'#') return Class::kHash;
  if (c == U'@') return Class::kAt;
  if (c == U'_') return Class::kLetter;
  if (c == 0x200D) return Class::kJoiner;
  if (c == 0x20E3) return Class::kKeycap;
  if (c >= 0xE0020 && c <= 0xE007F) return Class::kTag;
  if (c >= 0x1F1E6 && c <= 0x1F1FF) return Class::kRegional;
  if (u_hasBinaryProperty(u, UCHAR_EMOJI_MODIFIER)) return Class::kSkin;
  if (u_hasBinaryProperty(u, UCHAR_VARIATION_SELECTOR)) return Class::kVariation;
  if (is_emoji(c)) return Class::kEmoji;
  if (is_apostrophe_letter(c)) return Class::kSeparator;
  const std::uint32_t category = U_GET_GC_MASK(u);
  if (is_mark(c)) {
    const bool loose = drops_marks(c) || script_of(c) == USCRIPT_INHERITED || script_of(c) == USCRIPT_COMMON;
    return loose ? Class::kLooseMark : Class::kMark;
  }
  if ((category & (U_GC_L_MASK | U_GC_N_MASK)) == 0) return Class::kSeparator;
  if (is_unspaced(c)) return Class::kUnspaced;
  return (category & U_GC_N_MASK) != 0 ? Class::kDigit : Class::kLetter;
}

std::u32string without_marks(const std::u32string& decomposed) {
  std::u32string out;
  bool drops = false;
  for (const char32_t c : decomposed) {
    if (is_mark(c) && drops) continue;
    if (!is_mark(c)) drops = drops_marks(c);
    out.push_back(c);
  }
  return out;
}

// The letters that no decomposition takes apart.
std::u32string plain_letters(const std::u32string& text) {
  static const std::map<char32_t, std::u32string> kPlain{{U'æ', U"ae"}, {U'œ', U"oe"}, {U'ß', U"ss"}, {U'ø', U"o"},
                                                         {U'đ', U"d"},  {U'ł', U"l"},  {U'ı', U"i"},  {U'ð', U"d"},
                                                         {U'þ', U"th"}, {U'ё', U"е"}};
  std::u32string out;
  for (const char32_t c : text) {
    const auto found = kPlain.find(c);
    out += found == kPlain.end() ? std::u32string(1, c) : found->second;
  }
  return out;
}

struct Forms {
  const UNormalizer2* nfc;
  const UNormalizer2* nfd;
  const UNormalizer2* nfkc;
};

// The rules in the order in which the query language tells them.
std::u32string folding_of(char32_t c, const Forms& forms) {
  const Class kind = class_of(c);
  if (kind == Class::kEmoji || kind == Class::kRegional || kind == Class::kSkin) return {c};
  if (kind == Class::kVariation) return {};
  std::u32string text = normal(forms.nfkc, {c});
  for (int round = 0; round < 3; ++round) text = normal(forms.nfkc, case_folded(text));
  const std::u32string bare = plain_letters(without_marks(normal(forms.nfd, text)));
  return plain_letters(normal(forms.nfc, bare));
}

struct Tables {
  std::vector<std::uint16_t> block_of;
  std::vector<std::uint32_t> entries;
  std::vector<char32_t> sequences;
};

std::uint32_t entry_of(char32_t c, const Forms& forms, Tables& tables) {
  const auto u = static_cast<UChar32>(c);
  if (U_IS_SURROGATE(u)) return 0;
  std::uint32_t bits = 0;
  if (u_getIntPropertyValue(u, UCHAR_NFC_QUICK_CHECK) != UNORM_YES) bits |= Entry::kUnstable;
  if (unorm2_getCombiningClass(forms.nfc, u) != 0) bits |= Entry::kReorders;
  if ((U_GET_GC_MASK(u) & U_GC_P_MASK) != 0) bits |= Entry::kPunctuation;
  const std::u32string folded = folding_of(c, forms);
  char32_t judged = c;
  if (folded.size() == 1) {
    judged = folded[0];
    if (judged != c) bits |= static_cast<std::uint32_t>(judged);
  } else if (!folded.empty()) {
    bits |= Entry::kSequence | static_cast<std::uint32_t>(tables.sequences.size());
    tables.sequences.push_back(static_cast<char32_t>(folded.size()));
    tables.sequences.insert(tables.sequences.end(), folded.begin(), folded.end());
  }
  if (drops_marks(judged) && !is_mark(judged)) bits |= Entry::kDropsMarks;
  return bits | static_cast<std::uint32_t>(class_of(judged)) << Entry::kClassShift;
}

Tables make() {
  UErrorCode error = U_ZERO_ERROR;
  const Forms forms{unorm2_getNFCInstance(&error), unorm2_getNFDInstance(&error), unorm2_getNFKCInstance(&error)};
  Tables tables;
  std::map<std::vector<std::uint32_t>, std::uint16_t> known;
  constexpr char32_t kBlock = 1U << vigie::text::kBlockBits;
  for (char32_t first = 0; first <= kLast; first += kBlock) {
    std::vector<std::uint32_t> block;
    for (char32_t c = first; c < first + kBlock; ++c) block.push_back(entry_of(c, forms, tables));
    const auto [at, is_new] = known.try_emplace(block, static_cast<std::uint16_t>(known.size()));
    if (is_new) tables.entries.insert(tables.entries.end(), block.begin(), block.end());
    tables.block_of.push_back(at->second);
  }
  return tables;
}

template <typename T>
void write(std::FILE* out, const char* declaration, const std::vector<T>& values) {
  std::fprintf(out, "const %s = {", declaration);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::fprintf(out, "%s%u,", i % 16 == 0 ? "\n" : "", static_cast<unsigned>(values[i]));
  }
  std::fprintf(out, "\n};\n");
}

}  // namespace

int main(int argc, char** argv) {
  std::FILE* out = argc == 2 ? std::fopen(argv[1], "w") : nullptr;
  if (out == nullptr) {
    std::fprintf(stderr, "text_tables: give one file that can be written\n");
    return 2;
  }
  const Tables tables = make();
  std::fprintf(out, "namespace vigie::text {\n");
  write(out, "std::uint16_t kBlockOf[0x110000 >> kBlockBits]", tables.block_of);
  write(out, "std::uint32_t kEntries[]", tables.entries);
  write(out, "char32_t kSequences[]", tables.sequences);
  std::fprintf(out, "}  // namespace vigie::text\n");
  return std::fclose(out) == 0 ? 0 : 1;
}
