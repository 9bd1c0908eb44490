#include "store/log_list.h"

#include <algorithm>
#include <string>

#include "store/log_format.h"

namespace vigie::store {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

// The first number that the log took in.
std::uint32_t first_of(Disk& disk, const std::string& path, std::uint32_t number) {
  std::string bytes;
  const auto log = disk.open_to_read(path);
  if (!log || !(*log)->read(0, kLogHeaderBytes, bytes)) return kNone;
  const auto header = read_log_header(bytes);
  return header && header->first != 0 && header->segment == number ? header->first : kNone;
}

}  // namespace

Result<LogList> list_logs(Disk& disk, const Folder& folder) {
  const auto names = disk.list(folder.logs());
  if (!names) return names.error();
  std::vector<std::uint32_t> all;
  for (const auto& name : *names) {
    if (const auto number = Folder::number_of(name, ".log")) all.push_back(*number);
  }
  std::sort(all.begin(), all.end());
  LogList list;
  std::uint32_t taken_from = kNone;  // By those after the one at hand.
  for (auto number = all.rbegin(); number != all.rend(); ++number) {
    (*number >= taken_from ? list.taken_in : list.numbers).push_back(*number);
    taken_from = std::min(taken_from, first_of(disk, folder.log(*number), *number));
  }
  std::reverse(list.numbers.begin(), list.numbers.end());
  std::reverse(list.taken_in.begin(), list.taken_in.end());
  return list;
}

}  // namespace vigie::store
