#include "naive/unicode.h"

#include <unicode/idna.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace vigie::naive {
namespace {

icu::UnicodeString to_icu(const std::u32string& text) {
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                       static_cast<std::int32_t>(text.size()));
}

std::u32string from_icu(const icu::UnicodeString& text) {
  std::u32string out;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    out.push_back(static_cast<char32_t>(text.char32At(i)));
  }
  return out;
}

std::u32string normal(const char* name, UNormalization2Mode mode, const std::u32string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getInstance(nullptr, name, mode, error);
  return from_icu(form->normalize(to_icu(text), error));
}

UScriptCode script_of(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &error);
}

std::uint32_t category(char32_t c) { return U_GET_GC_MASK(static_cast<UChar32>(c)); }

bool drops_marks(char32_t c) {
  static const std::set<UScriptCode> kScripts{USCRIPT_LATIN, USCRIPT_GREEK, USCRIPT_ARABIC, USCRIPT_HEBREW};
  return kScripts.count(script_of(c)) > 0;
}

std::u32string drop_marks(const std::u32string& text) {
  std::u32string out;
  bool dropping = false;
  for (const char32_t c : normal("nfc", UNORM2_DECOMPOSE, text)) {
    if (is_selector(c) || (is_mark(c) && dropping)) continue;
    if (!is_mark(c)) dropping = drops_marks(c);
    out.push_back(c);
  }
  return normal("nfc", UNORM2_COMPOSE, out);
}

std::u32string spell_out(const std::u32string& text) {
  static const std::map<char32_t, std::u32string> kLetters{{U'æ', U"ae"}, {U'œ', U"oe"}, {U'ß', U"ss"}, {U'ø', U"o"},
                                                           {U'đ', U"d"},  {U'ł', U"l"},  {U'ı', U"i"},  {U'ð', U"d"},
                                                           {U'þ', U"th"}, {U'ё', U"е"}};
  std::u32string out;
  for (const char32_t c : text) out += kLetters.count(c) > 0 ? kLetters.at(c) : std::u32string(1, c);
  return out;
}

std::u32string fold_once(const std::u32string& text) {
  const auto composed = normal("nfkc", UNORM2_COMPOSE, text);
  const auto lower = from_icu(to_icu(composed).foldCase());
  return spell_out(drop_marks(normal("nfkc", UNORM2_COMPOSE, lower)));
}

}  // namespace

std::u32string decode(std::string_view utf8) {
  return from_icu(icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())}));
}

std::string encode(const std::u32string& text) {
  std::string out;
  return to_icu(text).toUTF8String(out);
}

std::u32string nfc(const std::u32string& text) { return normal("nfc", UNORM2_COMPOSE, text); }

std::u32string fold(const std::u32string& text) {
  std::u32string folded = fold_once(text);
  for (auto next = fold_once(folded); next != folded; next = fold_once(folded)) folded = next;
  return folded;
}

std::string small(std::string_view utf8) {
  std::u32string text = decode(utf8);
  for (char32_t& c : text) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  return encode(nfc(text));
}

std::string network_name(std::string_view host) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII, error));
  icu::IDNAInfo about;
  icu::UnicodeString out;
  idna->nameToASCII(to_icu(decode(host)), out, about, error);
  std::string name;
  if (about.hasErrors()) return small(host);
  out.toUTF8String(name);
  while (!name.empty() && name.back() == '.') name.pop_back();
  return name;
}

bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

bool is_wordy(char32_t c) {
  if (c == 0x2BB || c == 0x2BC || is_emoji(c)) return false;
  return c == U'_' || (category(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

bool is_digit(char32_t c) { return (category(c) & U_GC_N_MASK) != 0; }
bool is_mark(char32_t c) { return (category(c) & U_GC_M_MASK) != 0; }

bool is_free_mark(char32_t c) {
  const auto script = script_of(c);
  return is_mark(c) && (script == USCRIPT_INHERITED || script == USCRIPT_COMMON || drops_marks(c));
}

bool is_selector(char32_t c) { return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_VARIATION_SELECTOR) != 0; }

bool is_unspaced(char32_t c) {
  static const std::set<UScriptCode> kScripts{USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI,
                                              USCRIPT_LAO, USCRIPT_KHMER,    USCRIPT_MYANMAR};
  if (is_mark(c) || !is_wordy(c)) return false;
  if (kScripts.count(script_of(c)) > 0) return true;
  // The long vowel mark and its like belong to the two kana, whatever their own script says.
  UScriptCode shared[64];
  UErrorCode error = U_ZERO_ERROR;
  const auto count = uscript_getScriptExtensions(static_cast<UChar32>(c), shared, 64, &error);
  return std::all_of(shared, shared + count, [](UScriptCode script) { return kScripts.count(script) > 0; });
}

bool is_punctuation(char32_t c) { return (category(c) & U_GC_P_MASK) != 0; }

bool is_emoji(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  if (c < 0x80 || is_skin(c)) return false;
  if (u_hasBinaryProperty(u, UCHAR_EMOJI) != 0) return true;
  return u_hasBinaryProperty(u, UCHAR_EXTENDED_PICTOGRAPHIC) != 0 && u_charType(u) == U_UNASSIGNED;
}

bool is_skin(char32_t c) { return c >= 0x1F3FB && c <= 0x1F3FF; }
bool is_regional(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

}  // namespace vigie::naive
