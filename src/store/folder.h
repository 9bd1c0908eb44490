// Names in a data folder: `doc/formats/data-folder.md`. Threads: values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vigie::store {

class Folder {
 public:
  explicit Folder(std::string root) : root_(std::move(root)) {}
  std::string lock() const { return root_ + "/lock"; }
  std::string logs() const { return root_ + "/log"; }
  std::string indexes() const { return root_ + "/index"; }
  std::string log(std::uint32_t segment) const { return logs() + "/" + numbered(segment) + ".log"; }
  std::string index(std::uint32_t segment) const { return indexes() + "/" + numbered(segment) + ".idx"; }
  std::string torn(std::uint32_t segment) const { return logs() + "/" + numbered(segment) + ".torn"; }
  const std::string& root() const { return root_; }

  // `00000007.log`: 7.
  static std::optional<std::uint32_t> number_of(std::string_view name, std::string_view ending);

 private:
  static std::string numbered(std::uint32_t segment);

  std::string root_;
};

}  // namespace vigie::store
