#include "alert/limits.h"

#include "alert/inbox.h"
#include "alert/ledger.h"
#include "alert/open_minutes.h"
#include "alert/past.h"
#include "alert/timeline.h"

namespace vigie::alert {
namespace {

constexpr Limit kLimits[] = {
    {"alert.posts_behind", kPostsBehind, "posts", "of an alert are shown"},
    {"alert.evidence_posts_max", kEvidencePostsMax, "posts",
     "the newest so many are read for an alert's authors and posts"},
    {"alert.alerts_kept", kAlertsKept, "alerts", "older ones that have ended are forgotten"},
    {"alert.open_max", kOpenMax, "alerts", "open at once; one more does not begin"},
    {"alert.series_max", kSeriesMax, "watches", "have a baseline; more are not judged"},
    {"alert.reads_a_minute", kReadsAMinute, "questions", "to the store; more wait for the next minute"},
    {"alert.named_waiting_max", kNamedWaitingMax, "questions",
     "of rules to watches wait; more are asked when heard again"},
    {"alert.rules_max", kRulesMax, "rules", "of a house; one more is refused"},
    {"alert.handles_max", kHandlesMax, "authors", "of a rule; more are refused"},
    {"alert.addresses_max", kAddressesMax, "addresses", "of a rule; more are refused"},
    {"alert.past_days_max", kPastMax / std::chrono::hours(24), "days", "a rule tried on a longer past is refused"},
    {"alert.past_watches_max", kPastWatchesMax, "watches", "a rule for all is tried on so many"},
    {"alert.echoes_posts_max", kEchoesPostsMax, "posts",
     "of an incident, its first ones, are looked at for those that tip"},
    {"alert.timeline_days_max", kTimelineMax / std::chrono::hours(24), "days",
     "of a longer incident the last are drawn"},
    {"alert.open_entries_max", kOpenEntriesMax, "entries",
     "of watches' minutes that run, with their voices; what comes then is not wholly judged"},
    {"alert.coverage_sources_max", kSourcesMax, "sources", "have their coverage kept; of more nothing is known"},
    {"alert.coverage_stretches_max", kStretchesMax, "stretches", "of a source, heard or not; the oldest are forgotten"},
    {"alert.inbox_max", kInboxMax, "matches", "wait to be counted; more are not judged"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::alert
