#include "text/tag_beginning.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/fold.h"
#include "text/mention.h"
#include "text/tables.h"
#include "text/words.h"

namespace vigie::text {
namespace {

// A number is no hashtag yet.
std::optional<TagBeginning> number(std::string_view name) {
  for (std::string_view rest = name; !rest.empty();) {
    const CodePoint point = first_code_point(rest);
    if (entry_of(point.value).kind() != Class::kDigit) return std::nullopt;
    rest.remove_prefix(point.bytes);
  }
  return TagBeginning{Kind::kHashtag, fold(name)};
}

}  // namespace

std::optional<TagBeginning> tag_beginning(std::string_view typed) {
  if (typed.empty()) return std::nullopt;
  const CodePoint sign = first_code_point(typed);
  const auto name = typed.substr(sign.bytes);
  if (name.empty() || name.size() > kWordBytesMax) return std::nullopt;
  const Class kind = entry_of(sign.value).kind();
  if (kind == Class::kHash) return number(name);
  const bool is_long = name.find_first_of("@.-") != name.npos;
  if (kind != Class::kAt || !is_long || !opens_mention(name)) return std::nullopt;
  return TagBeginning{Kind::kMention, fold(name)};
}

}  // namespace vigie::text
