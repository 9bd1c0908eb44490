// For tests and benches alone: seeded queries and posts over a small alphabet, where everything
// meets everything.
// Threads: owned by one thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/random.h"

namespace vigie::query {

class Invented {
 public:
  explicit Invented(std::uint64_t seed) : random_(seed) {}

  Random& random() { return random_; }

  std::string text() {
    std::string out;
    for (auto words = random_.below(10); words > 0; --words) out += pick(kSaid) + pick(kBetween);
    return out;
  }

  // Grammatical, if not always allowed: a branch may hold negations alone.
  std::string query(unsigned depth = 3) {
    if (depth == 0 || random_.chance(0.2)) return leaf();
    switch (random_.below(6)) {
      case 0:
        return query(depth - 1) + " " + query(depth - 1);
      case 1:
        return "(" + query(depth - 1) + " OR " + query(depth - 1) + ")";
      case 2:
        return query(depth - 1) + " NOT (" + query(depth - 1) + ")";
      case 3:
        return query(depth - 1) + " -" + word();
      case 4:
        return near();
      default:
        return query(depth - 1) + " AND " + leaf();
    }
  }

  std::string near() {
    const std::string sign = random_.chance(0.5) ? " NEAR/" : " BEFORE/";
    return side() + sign + std::to_string(random_.below(4)) + " " + side();
  }

 private:
  static constexpr std::array<std::string_view, 12> kSaid = {"a",  "b",  "c",  "ab",  "abc", "A",
                                                             "Ab", "#a", "#b", "@ab", "日",  "👍"};
  static constexpr std::array<std::string_view, 6> kBetween = {" ", " ", " ", "-", ", ", "'"};
  static constexpr std::array<std::string_view, 6> kPrefixes = {"ab*", "abc*", "a'ab*", "#ab*", "@ab*", "b-ab*"};
  static constexpr std::array<std::string_view, 8> kFields = {
      "lang:fr", "lang:unknown", "mood:negative", "mood:neutral", "kind:review", "has:link", "source:file", "is:reply"};

  template <std::size_t N>
  std::string pick(const std::array<std::string_view, N>& from) {
    return std::string(from[random_.below(N)]);
  }
  std::string word() { return pick(kSaid); }

  std::string place() {
    switch (random_.below(5)) {
      case 0:
        return "\"" + word() + " " + word() + "\"";
      case 1:
        return pick(kPrefixes);
      case 2:
        return "=" + word();
      default:
        return word();
    }
  }
  std::string side() { return random_.chance(0.3) ? "(" + place() + " OR " + place() + ")" : place(); }
  std::string leaf() { return random_.chance(0.15) ? pick(kFields) : place(); }

  Random random_;
};

}  // namespace vigie::query
