// The tables of routes, one for each noun, in the file of that name.
// Threads: immutable.
#pragma once

#include <span>

#include "api/router.h"

namespace vigie::api {

std::span<const Route> accounts_routes();  // With invitations.
std::span<const Route> alert_rules_routes();
std::span<const Route> alerts_routes();
std::span<const Route> authors_routes();
std::span<const Route> deliveries_routes();
std::span<const Route> desk_routes();
std::span<const Route> drill_routes();
std::span<const Route> climate_routes();
std::span<const Route> events_routes();
std::span<const Route> image_routes();    // With the mood toward a watch.
std::span<const Route> intents_routes();  // Of a watch.
std::span<const Route> measure_routes();
std::span<const Route> openapi_routes();
std::span<const Route> place_routes();
std::span<const Route> posts_routes();
std::span<const Route> readings_routes();  // with corrections
std::span<const Route> refusals_routes();
std::span<const Route> relevance_routes();
std::span<const Route> sample_routes();  // Posts drawn for labelling, and how right we were.
std::span<const Route> search_routes();  // search, count, tops, explain: what is asked of a query.
std::span<const Route> session_routes();
std::span<const Route> sources_routes();
std::span<const Route> status_routes();
std::span<const Route> tokens_routes();
std::span<const Route> trends_routes();  // trends, copies
std::span<const Route> watches_routes();

// Outside /api/v1.
std::span<const Route> metrics_routes();
std::span<const Route> health_routes();
std::span<const Route> place_pages_routes();
std::span<const Route> reading_routes();  // What we read, and why: a public page.
const Route& page_route();                // Of every path that nobody else answers.

}  // namespace vigie::api
