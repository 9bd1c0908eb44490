// Under which names one may speak: any that nobody takes for the brand, for who speaks for it, or for a guard.
// Threads: pure functions. Errors: the first thing that is wrong.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "community/faults.h"

namespace vigie::community {

// What must not be imitated.
struct Protected {
  std::string brand;
  std::span<const std::string> products;
  std::span<const std::string> people;  // Display names and account names of who speaks for the brand.
};

// As it is kept: composed, white space as one space, none around it.
std::string tidy_name(std::string_view name);

// `name` is tidy.
std::optional<Fault> fault_of_pseudonym(std::string_view name, const Protected& names);

}  // namespace vigie::community
