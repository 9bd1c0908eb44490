// What the API refuses for its size, and how many it answers at once; told by `vigie limits`.
// Threads: constants.
#pragma once

#include <cstddef>
#include <span>

#include "base/limit.h"

namespace vigie::api {

inline constexpr std::size_t kJobsMax = 512;
inline constexpr unsigned kGlanceThreads = 1;
inline constexpr unsigned kVisitThreads = 2;
inline constexpr unsigned kIntakeThreads = 4;  // Each waits for the disk most of its time.
inline constexpr unsigned kPasswordThreads = 2;
inline constexpr std::size_t kPostBodyBytesMax = 64 << 20;
inline constexpr std::size_t kRecordsPerBodyMax = 100'000;
inline constexpr std::size_t kBodyBytesMax = 1 << 20;
inline constexpr std::size_t kJsonDepthMax = 16;
inline constexpr std::size_t kWatchesPerPage = 100;
inline constexpr std::size_t kWatchesPerPageMax = 1'000;
inline constexpr std::size_t kAccountsPerPage = 100;
inline constexpr std::size_t kAccountsPerPageMax = 1'000;
inline constexpr std::size_t kRefusalsPerPage = 100;
inline constexpr std::size_t kRefusalsPerPageMax = 1'000;
inline constexpr std::size_t kPostsPerPage = 20;
inline constexpr std::size_t kPostsPerPageMax = 100;
inline constexpr std::size_t kPostsReadMax = 1'000;  // For one page of a watch, most of whose posts are hidden.
inline constexpr std::size_t kAnswersTold = 100;
inline constexpr std::size_t kAnswersToldMax = 1'000;
inline constexpr std::size_t kAlertsPerPage = 20;
inline constexpr std::size_t kAlertsPerPageMax = 100;
inline constexpr std::size_t kDeliveriesPerPage = 50;
inline constexpr std::size_t kDeliveriesPerPageMax = 500;
inline constexpr std::size_t kTrends = 20;
inline constexpr std::size_t kTrendsMax = 100;
inline constexpr std::size_t kTops = 20;
inline constexpr std::size_t kTopsMax = 200;
inline constexpr std::size_t kBucketsMax = 2'000;
inline constexpr std::size_t kStepDaysMax = 366;
inline constexpr std::size_t kGapsMax = 200;
inline constexpr std::size_t kBesideMax = 4;

std::span<const Limit> limits();

}  // namespace vigie::api
