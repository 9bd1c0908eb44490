#include "source/value_chunks.h"

#include <algorithm>

namespace vigie::source {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

}  // namespace

std::optional<Chunks::Cut> ValueChunks::cut(std::string_view text, bool ended) {
  auto value = values_.next(text);
  if (!value && ended) value = values_.finish(text);
  if (!value && ended && values_.is_open()) {
    values_ = {};  // Told once.
    return Cut{0, text.size(), text.size(), lines_in(text), "the document breaks off here"};
  }
  if (!value) return std::nullopt;
  const auto record = text.substr(0, value->end);
  const std::size_t begin = std::min(record.find_first_not_of(kBlanks, value->begin), value->end);
  const std::size_t end = value->is_blank ? value->end : record.find_last_not_of(kBlanks) + 1;
  return Cut{begin, end, value->next, lines_in(text.substr(0, value->next)),
             value->is_blank ? "an element that is empty" : nullptr};
}

void ValueChunks::append(std::string_view text, const Cut& value, std::string& raw) const {
  raw.append(lines_in(text.substr(0, value.begin)), '\n');
  const std::size_t begin = raw.size();
  raw.append(text.substr(value.begin, value.end - value.begin));
  std::replace(raw.begin() + static_cast<std::ptrdiff_t>(begin), raw.end(), kValueEnd, '\x1F');  // As wrong as it.
  raw.append(lines_in(text.substr(value.end, value.next - value.end)), '\n');
  raw.push_back(kValueEnd);
}

}  // namespace vigie::source
