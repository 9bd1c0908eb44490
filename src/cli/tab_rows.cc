#include "cli/tab_rows.h"

#include <algorithm>

#include "cli/read_whole.h"

namespace vigie::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Result<TabRows> TabRows::read(const std::string& path, std::string_view key) {
  auto bytes = read_whole(path);
  if (!bytes) return bytes.error();
  return of(std::move(*bytes), path, key);
}

Result<TabRows> TabRows::of(std::string bytes, const std::string& path, std::string_view key) {
  TabRows out(path);
  out.bytes_ = std::make_unique<const std::string>(std::move(bytes));
  std::string_view rest = *out.bytes_;
  if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (auto ok = out.add(line, number, key); !ok) return ok.error();
  }
  return out;
}

Result<void> TabRows::add(std::string_view line, std::size_t number, std::string_view key) {
  const std::size_t tab = line.find('\t');
  if (tab == line.npos) return invalid(where(number) + "no tab after the " + std::string(key));
  if (tab == 0) return invalid(where(number) + "no " + std::string(key) + " before the tab");
  rows_.push_back({number, line.substr(0, tab), line.substr(tab + 1)});
  return {};
}

}  // namespace vigie::cli
