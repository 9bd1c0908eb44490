#include "store/folder.h"

#include <charconv>

namespace vigie::store {
namespace {

constexpr std::size_t kDigits = 8;

}  // namespace

std::string Folder::numbered(std::uint32_t segment) {
  const std::string digits = std::to_string(segment);
  return digits.size() < kDigits ? std::string(kDigits - digits.size(), '0') + digits : digits;
}

std::optional<std::uint32_t> Folder::number_of(std::string_view name, std::string_view ending) {
  if (name.size() < kDigits + ending.size() || !name.ends_with(ending)) return std::nullopt;
  name.remove_suffix(ending.size());
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size() || number == 0) return std::nullopt;
  return number;
}

}  // namespace vigie::store
