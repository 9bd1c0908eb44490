#include "mood/joined_posts.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/random.h"

namespace vigie::mood {
namespace {

// Invented, as those of models/written are.
constexpr std::string_view kNames[] = {"Velora",   "Brixo",   "Nalia",  "Tarmeo",  "Ozena",    "Kuvado", "Pelmont",
                                       "Sirwen",   "Dorvy",   "Luxaro", "Fenlis",  "Mirabo",   "Zanten", "Corvelle",
                                       "Hapsum",   "Ilvane",  "Rondex", "Quillo",  "Bastelo",  "Yumeo",  "Trefal",
                                       "Grandval", "Westlo",  "Orbeta", "Fenacol", "Solbrize", "Axomo",  "Jardelle",
                                       "Kilwen",   "Nordane", "Papilo", "Vexia",   "Elmora",   "Tuvalo", "Sandrix"};
constexpr std::string_view kJoinFrench[] = {". ",   " ",   ", ", ", mais ", " alors que ", "\n", ". Par contre ",
                                            " et ", "... "};
constexpr std::string_view kJoinEnglish[] = {". ", " ", ", ", ", but ", " while ", "\n", ". However ", " and ", "... "};
constexpr std::string_view kBefore[] = {"", ": ", ", ", " "};
constexpr std::string_view kBeforeFrench[] = {"", " : ", ", ", ", franchement "};
constexpr std::string_view kWithin[] = {" with ", " at ", " from ", " @", " #", ", "};
constexpr std::string_view kWithinFrench[] = {" chez ", " avec ", " de ", " @", " #", ", "};

template <std::size_t kSize>
std::string_view any(const std::string_view (&list)[kSize], Random& random) {
  return list[random.below(kSize)];
}

std::string_view without_end(std::string_view text) {
  while (!text.empty() && (is_space(text.back()) || text.back() == '.')) text.remove_suffix(1);
  return text;
}

std::string with_name(std::string_view text, std::string_view name, bool french, Random& random) {
  text = without_end(text);
  const bool first = random.chance(0.8);
  if (first) {
    const std::string_view between = french ? any(kBeforeFrench, random) : any(kBefore, random);
    std::string said(text);
    if (!between.empty() && said.size() > 1 && is_capital(said[0]) && is_small(said[1])) said[0] = lower(said[0]);
    return std::string(name) + std::string(between.empty() ? " " : between) + said;
  }
  return std::string(text) + std::string(french ? any(kWithinFrench, random) : any(kWithin, random)) +
         std::string(name);
}

}  // namespace

std::vector<JoinedPost> join_posts(std::span<const learning::Row> posts, bool french, std::uint64_t seed) {
  Random random(seed);
  std::vector<const learning::Row*> order;
  for (const learning::Row& row : posts) order.push_back(&row);
  for (std::size_t at = order.size(); at > 1; --at) std::swap(order[at - 1], order[random.below(at)]);
  std::vector<JoinedPost> out;
  for (std::size_t at = 0; at + 1 < order.size(); at += 2) {
    const std::size_t one = random.below(std::size(kNames));
    const std::size_t other = (one + 1 + random.below(std::size(kNames) - 1)) % std::size(kNames);
    JoinedPost joined;
    joined.named = {
        {{kNames[one], *post::mood_of(order[at]->label)}, {kNames[other], *post::mood_of(order[at + 1]->label)}}};
    joined.text = with_name(order[at]->text, kNames[one], french, random);
    joined.text += french ? any(kJoinFrench, random) : any(kJoinEnglish, random);
    joined.text += with_name(order[at + 1]->text, kNames[other], french, random);
    out.push_back(std::move(joined));
  }
  return out;
}

}  // namespace vigie::mood
