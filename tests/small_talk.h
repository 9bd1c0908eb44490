// Seeded queries and posts over few words, so that they meet often: every form of the language, every kind of word.
// Threads: owned by one thread. Errors: none; some of the queries are refused, as the language has it.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/random.h"

namespace vigie {

class SmallTalk {
 public:
  explicit SmallTalk(std::uint64_t seed) : random_(seed) {}

  std::string query(int depth) {
    const auto kind = depth == 0 ? 0 : random_.below(7);
    if (kind < 2) return leaf();
    if (kind == 2) return query(depth - 1) + " " + query(depth - 1);
    if (kind == 3) return "(" + query(depth - 1) + " OR " + query(depth - 1) + ")";
    if (kind == 4) return query(depth - 1) + " -" + unit(depth - 1);
    if (kind == 5) return side() + sign() + std::to_string(random_.below(3)) + " " + side();
    return query(depth - 1) + " NOT " + unit(depth - 1) + " OR " + leaf();
  }

  std::string post() {
    static constexpr std::array<std::string_view, 7> kGaps{" ", " ", " ", "-", "'", " http://x.fr/ab ", ", "};
    std::string out;
    const auto size = random_.below(7) + 1;
    for (std::uint64_t i = 0; i < size; ++i) {
      if (i > 0) out += kGaps[random_.below(kGaps.size())];
      out += said();
    }
    return out;
  }

  std::uint64_t below(std::uint64_t count) { return random_.below(count); }

 private:
  template <std::size_t N>
  std::string one_of(const std::array<std::string_view, N>& words) {
    return std::string(words[random_.below(N)]);
  }

  std::string said() {
    static constexpr std::array<std::string_view, 25> kSaid{"@ab-c",
                                                            "@a-b.bsky.eu",
                                                            "@ab@münchen.de",
                                                            "#20ab",
                                                            "#20",
                                                            "20",
                                                            "a",
                                                            "b",
                                                            "A",
                                                            "á",
                                                            "ab",
                                                            "abc",
                                                            "#ab",
                                                            "@ab",
                                                            "@ab@c.de",
                                                            "東京",
                                                            "#東b",
                                                            "ё",
                                                            "😀",
                                                            "👍🏽",
                                                            "5️⃣",
                                                            "a_b",
                                                            "か\u3099",
                                                            "ßa",
                                                            "5G"};
    return one_of(kSaid);
  }

  std::string leaf() {
    static constexpr std::array<std::string_view, 38> kLeaves{
        "@a-b",    "@ab-c",      "@ab@c*",   "@ab-*", "@ab@*", "#20*",    "#20", "@a-b.bsky.*", "@ab@münchen.de",
        "@a*",     "a-@ab*",     "a\u200Bb", "a",     "b",     "Á",       "ab",  "ab*",         "ssa",
        "#ab",     "@ab",        "@ab@c.de", "#a*",   "東",    "東京",    "=A",  "=á",          "a-b",
        "\"a b\"", "\"b a ab\"", "😀",        "👍",     "е",     "5️⃣", "が",  "has:link",    "a'b",
        "#ab*",    "“a 😀”"};
    static constexpr std::array<std::string_view, 1> kElse{"site:x.fr"};
    return random_.chance(0.03) ? one_of(kElse) : one_of(kLeaves);
  }

  // What a `-` may stand before.
  std::string unit(int depth) { return depth == 0 ? leaf() : "(" + query(depth - 1) + ")"; }

  std::string side() {
    static constexpr std::array<std::string_view, 14> kSides{"@ab*",       "@a-b", "a-@ab*",  "#20*", "a",
                                                             "b",          "ab*",  "\"a b\"", "=A",   "(a OR b)",
                                                             "(ab OR 東)", "#東b", "😀",       "@ab"};
    return one_of(kSides);
  }
  std::string sign() { return random_.chance(0.5) ? " NEAR/" : " BEFORE/"; }

  Random random_;
};

}  // namespace vigie
