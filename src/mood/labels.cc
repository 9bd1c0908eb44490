#include "mood/labels.h"

#include <string>

namespace vigie::mood {

Result<Labels> Labels::of(const std::vector<std::string_view>& labels) {
  Labels out;
  for (std::size_t index = 0; index < labels.size(); ++index) {
    const auto mood = post::mood_of(labels[index]);
    if (!mood) {
      return invalid("mood: row " + std::to_string(index + 1) + ": the label '" + std::string(labels[index]) +
                     "' is not negative, neutral or positive");
    }
    out.occurs_[static_cast<std::size_t>(*mood)] = true;
  }
  return out;
}

post::Mood Labels::guess(Probabilities p) const {
  if (occurs_[0] + occurs_[1] + occurs_[2] == 2) {
    for (std::size_t mood = 0; mood < p.size(); ++mood) p[mood] = occurs_[mood] ? p[mood] : -1;
  }
  return mood_of(p);
}

}  // namespace vigie::mood
