#include <array>

#include "judgement/corrections.h"

namespace vigie::judgement {
namespace {

constexpr std::array kLimits = {
    Limit{"judgement.corrections_max", kCorrectionsMax, "lines", "of the journal; one more correction is refused"},
    Limit{"judgement.corrections_per_page_max", kCorrectionsPerPageMax, "lines", "a longer page is refused"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::judgement
