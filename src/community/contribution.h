// What somebody sends to a page, and what becomes of it.
// Threads: plain values. Errors: what its author can mend is told as Refused, field by field.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>

#include "base/clock.h"
#include "base/result.h"
#include "community/faults.h"
#include "community/page.h"
#include "community/pseudonym.h"

namespace vigie::community {

struct ContributionDraft {
  std::string form;    // The token of the form.
  std::string parent;  // The id of what it answers; empty: the page.
  std::string pseudonym;
  std::string title;
  std::string text;
  std::string stars;           // As typed: "1" to "5", or nothing.
  std::string experienced_at;  // As typed: a date, or nothing.
  std::string author_key;      // Of the browser's cookie; empty or strange: it gets a new one.
  std::string address;         // From where it was sent.
};

// Takes white space away where it means nothing, and `\r`.
ContributionDraft tidy(ContributionDraft draft);

// `draft` is tidy. Of `page` the kind counts; an answer gives no stars.
Faults faults_of(const ContributionDraft& draft, const Page& page, const Protected& names, Time now);

enum class Refusal : std::uint8_t {
  kFaults,      // See `faults`.
  kForged,      // The form is not ours, or not of that page.
  kExpired,     // The form is too old.
  kClosed,      // The page takes no more.
  kParentGone,  // What it answers is no longer there.
  kTooFast,     // See `wait`.
};
struct Refused {
  Refusal why = Refusal::kFaults;
  Faults faults;
  std::chrono::seconds wait{0};
};

// It is durable, found by search, and on the page.
struct Said {
  std::string post;  // `c12`
  std::string root;  // Under which it stands.
  std::string author_key;
};

using Contributed = std::variant<Said, Refused, Error>;

}  // namespace vigie::community
