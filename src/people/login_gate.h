// How often one may try to log in: so often in a row, then at a slow pace, for each name and for each address.
// A try that succeeds is given back. An address of IPv6 counts by its /64, which one household has. Where a name
// has logged in before, its tries are counted apart: strangers who guess at it elsewhere do not keep it out.
//
// Threads: shared, safe from any. Errors: none. Limits: kEntriesMax names and as many addresses are remembered; of
// more, those whose last try is the longest ago are forgotten.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/guarded.h"

namespace vigie::people {

struct Pace {
  unsigned at_once;  // Tries that need not wait.
  Micros regain;     // Until one more may be made.
};

class LoginGate {
 public:
  static constexpr std::size_t kEntriesMax = 10'000;
  static constexpr Pace kOfName = {10, std::chrono::minutes(1)};
  static constexpr Pace kOfAddress = {30, std::chrono::seconds(10)};

  // Zero: try. Else so long one must wait, and nothing was counted. `address`: an IP address, or anything.
  Micros enter(const std::string& name, std::string_view address, Time now);
  // That try has succeeded.
  void succeeded(const std::string& name, std::string_view address, Time now);

  std::size_t remembered() const;  // Names and addresses that must wait, or soon.

 private:
  // Tries that were made and not yet regained, as of `at`.
  struct Tries {
    double count = 0;
    Time at{};
  };
  class Book {
   public:
    explicit Book(Pace pace) : pace_(pace) {}
    Micros wait(const std::string& key, Time now);
    void count(const std::string& key, Time now);
    void give_back(const std::string& key);
    std::size_t size() const { return tries_.size(); }

   private:
    double left_over(const Tries& tries, Time now) const;
    void make_room(Time now);

    Pace pace_;
    std::unordered_map<std::string, Tries> tries_;
  };
  // Names with the household where they have logged in, and when last.
  using Homes = std::unordered_map<std::string, Time>;
  struct Books {
    Book names{kOfName};
    Book addresses{kOfAddress};
    Homes homes;
  };
  static std::string name_key(const Books& books, const std::string& name, const std::string& household);
  Guarded<Books> books_;
};

// What of an address is one household: all of IPv4, the /64 of IPv6; other text as it is.
std::string household_of(std::string_view address);

}  // namespace vigie::people
