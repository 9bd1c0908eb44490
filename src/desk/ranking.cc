#include "desk/ranking.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace vigie::desk {
namespace {

constexpr std::int64_t kSecondsPerPoint = 3'600 / kPointsPerHour;

int points_of(intent::Wish wish) {
  switch (wish) {
    case intent::Wish::kQuestion:
      return kPointsQuestion;
    case intent::Wish::kComplaint:
      return kPointsComplaint;
    case intent::Wish::kAttack:
      return kPointsAttack;
    case intent::Wish::kThanks:
      return kPointsThanks;
    case intent::Wish::kNothing:
      break;
  }
  return 0;
}

}  // namespace

Ranked rank(const post::Post& post, const post::Reading& reading, const intent::Intent& intent, bool ours,
            const std::string& mention) {
  Ranked out;
  const auto add = [&](std::string why, std::string word, int points) {
    out.points += points;
    out.reasons.push_back({std::move(why), std::move(word), points});
  };
  if (ours) add("ours", "", kPointsOurs);
  if (!mention.empty()) add("mention", "@" + mention, kPointsMention);
  add(std::string(name_of(intent.wish)), "", points_of(intent.wish));
  bool mood_told = false;
  const float negative = reading.mood_p[0];
  const int mood_points = negative < 0.5F ? 0 : static_cast<int>(std::lround(negative * kPointsMoodMax));
  for (const auto& reason : intent.reasons) {
    const bool is_mood = reason.why == "mood";
    mood_told = mood_told || is_mood;
    add(std::string(reason.why), reason.word, is_mood ? mood_points : 0);
  }
  if (!mood_told && mood_points > 0) add("mood", std::to_string(std::lround(negative * 100)) + " %", mood_points);
  const auto reach = post.likes + post.reposts + post.replies;
  if (reach > 0)
    add("reach", std::to_string(reach), std::min(kPointsReachMax, 2 * static_cast<int>(std::bit_width(reach))));
  return out;
}

int points_of_waiting(Micros waited) {
  return static_cast<int>(std::max<std::int64_t>(0, waited.count() / 1'000'000 / kSecondsPerPoint));
}

std::int64_t order_of(int points, Time wants_at) { return points * kSecondsPerPoint - micros_of(wants_at) / 1'000'000; }

}  // namespace vigie::desk
