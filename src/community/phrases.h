// All words of the public pages, in French and in English.
// Threads: immutable. Errors: none.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "community/faults.h"
#include "community/page.h"

namespace vigie::community {

enum class Language : std::uint8_t { kFrench, kEnglish };
std::string_view code_of(Language language);  // "fr"

enum class Say : std::uint8_t {
  kSkip,
  kPlace,
  kHostedWith,
  kFeed,
  kContact,
  kRehearsal,
  kRehearsalMark,
  kOtherLanguage,
  kNoPages,
  kNoPagesWhy,
  kOpenNow,
  kClosedPages,
  kCall,
  kProduct,
  kSubject,
  kClosesOn,
  kClosedOn,
  kClosedNote,
  kContributions,
  kNoneYet,
  kBeFirst,
  kOlder,
  kNewest,
  kMoreReplies,
  kWho,
  kWhy,
  kUse,
  kPaid,
  kHowLong,
  kReasons,
  kNothingRemoved,
  kCard,
  kCardIntro,
  kCardLink,
  kFrozen,
  kVersion,
  kSince,
  kEarlier,
  kMachine,
  kRemovedTimes,
  kContribute,
  kReview,
  kAnswer,
  kAnswerThis,
  kPseudonym,
  kPseudonymHint,
  kTitle,
  kOptional,
  kText,
  kTextHint,
  kStars,
  kStarsHint,
  kDate,
  kDateHint,
  kSend,
  kSendNote,
  kPublished,
  kWrong,
  kStarsOf,
  kReviewsMean,
  kNoReviews,
  kFewReviews,
  kDistribution,
  kExperienced,
  kInAnswerTo,
  kReplies,
  kRemoved,
  kRemovedOwn,
  kRemovedOwnHelp,
  kGone,
  kStaffBadge,
  kYou,
  kBack,
  kThread,
  kNotFoundTitle,
  kNotFoundText,
  kGoneTitle,
  kGoneText,
  kTooLargeTitle,
  kTooLargeText,
  kTypeTitle,
  kTypeText,
  kForeignTitle,
  kForeignText,
  kFormTitle,
  kForgedText,
  kExpiredText,
  kClosedTitle,
  kClosedText,
  kParentGoneText,
  kTooFastTitle,
  kTooFastText,
  kTroubleTitle,
  kTroubleText,
  kStillTyped,
  kLast,
};

std::string_view words(Say say, Language language);
// The phrase with each `{}` replaced, in order.
std::string words(Say say, Language language, std::initializer_list<std::string_view> parts);
std::string_view words(Fault fault, Language language);

std::string counted_contributions(std::uint64_t count, Language language);  // "3 contributions"
std::string counted_removals(std::uint64_t count, Language language);
std::string counted_replies(std::uint64_t count, Language language);
std::string counted_reviews(std::uint64_t count, Language language);
std::string number_text(std::uint64_t number, Language language);  // "21 000", "21,000"
std::string mean_text(double mean, Language language);             // "3,7"
std::string day_text(Time time, Language language);                // "30 novembre 2026"
std::string moment_text(Time time, Language language);             // With the hour, UTC.

// By `?lang=`, else by Accept-Language (RFC 9110 §12.5.4), else the first that the place speaks.
struct Chosen {
  Language language = Language::kFrench;
  bool by_hand = false;  // By `?lang=`: links keep it.
};
Chosen choose_language(std::string_view asked, std::string_view accepted, const Brand& brand);

}  // namespace vigie::community
