// The mark in each form: made by us, for that page, not long ago. Its number makes a form that is sent twice one
// contribution. Nothing is kept for a form that nobody sends.
// Threads: pure functions. Errors: none; what is wrong with a token is told by its state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace vigie::community {

std::string make_form_token(std::string_view secret, std::string_view slug, Time now);

enum class FormState : std::uint8_t { kForged, kExpired, kGood };
struct Form {
  FormState state = FormState::kForged;
  std::string number;  // Of a token that is ours, expired or not.
};
// Held for kFormHolds; one from the future, as after a clock was set back, is good.
Form read_form_token(std::string_view secret, std::string_view slug, std::string_view token, Time now);

}  // namespace vigie::community
