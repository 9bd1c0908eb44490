#include "api/limits.h"

#include <array>

namespace vigie::api {
namespace {

constexpr std::array kLimits = {
    Limit{"api.jobs_max", kJobsMax, "requests", "wait in each lane; one more is answered 503"},
    Limit{"api.post_body_bytes_max", kPostBodyBytesMax, "bytes", "a longer body of posts is refused"},
    Limit{"api.records_per_body_max", kRecordsPerBodyMax, "records", "a body of more posts is refused"},
    Limit{"api.body_bytes_max", kBodyBytesMax, "bytes", "a longer body of anything else is refused"},
    Limit{"api.json_depth_max", kJsonDepthMax, "levels", "a body nested deeper is refused"},
    Limit{"api.accounts_per_page_max", kAccountsPerPageMax, "accounts", "a longer page is refused"},
    Limit{"api.watches_per_page_max", kWatchesPerPageMax, "watches", "a longer page is refused"},
    Limit{"api.posts_per_page_max", kPostsPerPageMax, "posts", "a longer page is refused"},
    Limit{"api.posts_read_max", kPostsReadMax, "posts", "of a watch that hides most of them, for one page"},
    Limit{"api.answers_told_max", kAnswersToldMax, "answers", "of a watch at once; more are refused"},
    Limit{"api.alerts_per_page_max", kAlertsPerPageMax, "alerts", "a longer page is refused"},
    Limit{"api.deliveries_per_page_max", kDeliveriesPerPageMax, "deliveries", "a longer page is refused"},
    Limit{"api.tops_max", kTopsMax, "names", "of each kind; more are refused"},
    Limit{"api.buckets_max", kBucketsMax, "buckets", "a series of more is refused"},
    Limit{"api.step_days_max", kStepDaysMax, "days", "a longer step of a series is refused"},
    Limit{"api.gaps_max", kGapsMax, "gaps", "of a series; of more those that lie close together are told as one"},
    Limit{"api.beside_max", kBesideMax, "watches", "as many beside one, when their posts are read"},
};

}  // namespace

std::span<const Limit> limits() { return kLimits; }

}  // namespace vigie::api
