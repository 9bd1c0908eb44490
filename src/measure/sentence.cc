#include "measure/sentence.h"

#include <cmath>
#include <string_view>

namespace vigie::measure {
namespace {

constexpr std::string_view kNarrowSpace = "\u202f";  // Before a French `%` and inside « ».
constexpr std::string_view kSpace = "\u00a0";

std::string percent(double share) { return std::to_string(std::lround(share * 100)); }

}  // namespace

Sentence turn_sentence(std::string_view watch, const signal::Share& share, int hours, const signal::Interval& usual) {
  const std::string name(watch);
  const auto part = std::to_string(share.part);
  const auto whole = std::to_string(share.whole);
  const auto now = percent(share.value());
  Sentence out;
  out.fr.append("La tournure de «").append(kSpace).append(name).append(kSpace);
  out.fr.append("» sort de son habitude").append(kSpace).append(": ").append(now).append(kNarrowSpace);
  out.fr.append("% de messages critiques " +
                (hours == 1 ? "dans la dernière heure" : "ces " + std::to_string(hours) + " dernières heures") + " (" +
                part + " sur " + whole + "), contre ");
  out.fr.append(percent(usual.low) + " à " + percent(usual.high)).append(kNarrowSpace).append("% d’ordinaire.");
  out.en = "The turn of “" + name + "” has left its usual band: " + now + "% of the posts of the last " +
           (hours == 1 ? "hour" : std::to_string(hours) + " hours") + " are critical (" + part + " of " + whole +
           "), where " + percent(usual.low) + " to " + percent(usual.high) + "% is usual.";
  return out;
}

}  // namespace vigie::measure
