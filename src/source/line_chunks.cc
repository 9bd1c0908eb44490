#include "source/line_chunks.h"

#include <utility>

namespace vigie::source {

std::optional<Chunks::Cut> LineChunks::cut(std::string_view text, bool ended) {
  const std::size_t end = text.find('\n', std::exchange(scanned_, text.size()));
  if (end == std::string_view::npos && (!ended || text.empty())) return std::nullopt;
  scanned_ = 0;
  if (end == std::string_view::npos) return Cut{0, text.size(), text.size(), 1};
  return Cut{0, end, end + 1, 1};
}

void LineChunks::append(std::string_view text, const Cut& line, std::string& raw) const {
  raw.append(text.substr(0, line.next));
}

}  // namespace vigie::source
