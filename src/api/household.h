// What the place asks of the house that it stands in.
// Threads: any. Errors: as the house's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "community/place.h"
#include "watch/house.h"

namespace vigie::api {

class Household final : public community::Household {
 public:
  using Names = std::function<std::vector<std::string>()>;
  // `staff` gives the names of who speaks for the brand, from any thread; empty: nobody has one yet.
  Household(watch::House& house, Names staff) : house_(house), staff_(std::move(staff)) {}

  Result<bool> erase(std::string_view source, std::string_view id) override;
  Result<std::uint32_t> watch(const std::string& name, const std::string& query) override;
  void changed() override;
  std::vector<std::string> staff_names() const override;

 private:
  watch::House& house_;
  Names staff_;
};

}  // namespace vigie::api
