// The brand's colour, and which text can be read on it and in it (WCAG 2.2, contrast of at least 4.5:1).
// Threads: pure values. Errors: parse_colour() gives nothing for what is no `#rrggbb`.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vigie::community {

struct Colour {
  std::array<std::uint8_t, 3> rgb{};
  bool operator==(const Colour&) const = default;
};

std::optional<Colour> parse_colour(std::string_view text);  // `#0072B2`, in either case.
std::string to_text(const Colour& colour);

double luminance(const Colour& colour);                            // WCAG 2.2, "relative luminance".
double contrast(const Colour& a, const Colour& b);                 // 1 to 21.
Colour mixed(const Colour& from, const Colour& to, double share);  // `share` of `to`, in [0, 1].

constexpr double kContrastMin = 4.5;

// Black or white, whichever reads better; one of them always reaches kContrastMin.
Colour text_on(const Colour& ground);
// The colour nearest to `wanted` that reads on `ground`: darker on a light one, lighter on a dark one.
Colour readable_on(const Colour& wanted, const Colour& ground);

}  // namespace vigie::community
