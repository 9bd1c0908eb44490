#include "community/limits.h"

#include <array>

namespace vigie::community {
namespace {

constexpr std::array kLimits = {
    Limit{"community.text_max", kTextPointsMax, "code points", "a longer contribution is refused"},
    Limit{"community.title_max", kTitlePointsMax, "code points", "a longer title is refused"},
    Limit{"community.pseudonym_max", kPseudonymPointsMax, "code points", "a longer pseudonym is refused"},
    Limit{"community.page_text_max", kPageTextPointsMax, "code points", "a page with a longer text is refused"},
    Limit{"community.card_answer_max", kCardPointsMax, "code points", "a longer answer of a motive card is refused"},
    Limit{"community.reasons_max", kReasonsMax, "reasons", "a motive card with more reasons for removal is refused"},
    Limit{"community.pages_max", kPagesMax, "pages", "one more is refused"},
    Limit{"community.form_bytes_max", kFormBytesMax, "bytes", "a longer form is refused"},
    Limit{"community.form_hours_max", static_cast<std::uint64_t>(kFormHolds.count()), "hours",
          "an older form must be sent again"},
    Limit{"community.rate_burst", kRateBurst, "contributions", "of one address on one page; more must wait"},
    Limit{"community.rate_every", static_cast<std::uint64_t>(kRateEvery.count()), "s",
          "after which an address may contribute once more"},
    Limit{"community.rate_kept_max", kRateKeptMax, "addresses", "are remembered; the oldest is forgotten for one more"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::community
