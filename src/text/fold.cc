#include "text/fold.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "text/composer.h"
#include "text/tables.h"

namespace vigie::text {

std::string fold(std::string_view utf8) { return std::string(Composer().folded(utf8)); }
std::string nfc(std::string_view utf8) { return std::string(Composer().nfc(utf8)); }

std::string small_letters(std::string_view utf8) {
  std::string small;
  for (std::string_view rest = utf8; !rest.empty();) {
    const CodePoint point = first_code_point(rest);
    append_utf8(small, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(point.value))));
    rest.remove_prefix(point.bytes);
  }
  return nfc(small);
}

bool begins_unspaced(std::string_view folded) {
  return !folded.empty() && entry_of(first_code_point(folded).value).kind() == Class::kUnspaced;
}

}  // namespace vigie::text
