#include "api/survey_json.h"

#include <nlohmann/json.hpp>

namespace vigie::api {

using nlohmann::json;

json interval_json(const signal::Share& share) {
  const auto interval = share.interval();
  return {{"share", share.value()}, {"low", interval.low}, {"high", interval.high}};
}

json part_json(const signal::Share& share) {
  json out = interval_json(share);
  out["part"] = share.part;
  out["whole"] = share.whole;
  return out;
}

json difference_json(const signal::Difference& difference) {
  return {
      {"value", difference.value}, {"low", difference.low}, {"high", difference.high}, {"sure", difference.is_sure()}};
}

json mood_counts_json(const survey::Moods& moods) {
  return {{"n", moods.n()}, {"negative", moods.counts[0]}, {"neutral", moods.counts[1]}, {"positive", moods.counts[2]}};
}

json moods_json(const survey::Moods& moods) {
  json out = mood_counts_json(moods);
  out["enough"] = moods.is_enough();
  out["negative_share"] = interval_json(moods.share(post::Mood::kNegative));
  out["positive_share"] = interval_json(moods.share(post::Mood::kPositive));
  return out;
}

}  // namespace vigie::api
