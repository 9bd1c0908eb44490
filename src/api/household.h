// What the place asks of the house that it stands in.
// Threads: any. Errors: as the house's.
#pragma once

#include "community/place.h"
#include "watch/house.h"

namespace vigie::api {

class Household final : public community::Household {
 public:
  explicit Household(watch::House& house) : house_(house) {}

  Result<bool> erase(std::string_view source, std::string_view id) override;
  Result<std::uint32_t> watch(const std::string& name, const std::string& query) override;
  void changed() override;
  std::vector<std::string> staff_names() const override;

 private:
  watch::House& house_;
};

}  // namespace vigie::api
