#include "community/colour.h"

#include <algorithm>
#include <cmath>

namespace vigie::community {
namespace {

constexpr Colour kBlack{{0x11, 0x14, 0x18}};
constexpr Colour kWhite{{0xFF, 0xFF, 0xFF}};
constexpr int kSteps = 50;

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

double linear(std::uint8_t channel) {
  const double share = channel / 255.0;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

}  // namespace

std::optional<Colour> parse_colour(std::string_view text) {
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  Colour out;
  for (std::size_t i = 0; i < 3; ++i) {
    const int high = digit_of(text[1 + 2 * i]);
    const int low = digit_of(text[2 + 2 * i]);
    if (high < 0 || low < 0) return std::nullopt;
    out.rgb[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return out;
}

std::string to_text(const Colour& colour) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "#";
  for (const auto channel : colour.rgb) {
    out += kDigits[channel >> 4];
    out += kDigits[channel & 15];
  }
  return out;
}

double luminance(const Colour& colour) {
  return 0.2126 * linear(colour.rgb[0]) + 0.7152 * linear(colour.rgb[1]) + 0.0722 * linear(colour.rgb[2]);
}

double contrast(const Colour& a, const Colour& b) {
  const double one = luminance(a);
  const double other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

Colour mixed(const Colour& from, const Colour& to, double share) {
  Colour out;
  for (std::size_t i = 0; i < 3; ++i) {
    out.rgb[i] = static_cast<std::uint8_t>(std::lround(from.rgb[i] + (to.rgb[i] - from.rgb[i]) * share));
  }
  return out;
}

Colour text_on(const Colour& ground) {
  const Colour better = contrast(ground, kWhite) >= contrast(ground, kBlack) ? kWhite : kBlack;
  if (contrast(ground, better) >= kContrastMin) return better;
  return {{0, 0, 0}};  // Between the two pure black still reads: white gives at most 4.5 where black gives more.
}

Colour readable_on(const Colour& wanted, const Colour& ground) {
  const Colour pole = luminance(ground) > 0.18 ? Colour{{0, 0, 0}} : kWhite;
  for (int step = 0; step < kSteps; ++step) {
    const Colour tried = mixed(wanted, pole, static_cast<double>(step) / kSteps);
    if (contrast(tried, ground) >= kContrastMin) return tried;
  }
  return pole;
}

}  // namespace vigie::community
