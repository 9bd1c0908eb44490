// An alert as rows of its tables. Threads: as the database. Errors: what the database says.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alert/alert.h"
#include "storage/database.h"

namespace vigie::alert {

inline constexpr std::string_view kColumns =
    "id, watch, watch_name, kind, rule, about, state, began_at, peaked_at, ended_at, level, peak, said, calm, below, "
    "from_at,"
    " to_at, hours, surprise, expected, half, usual_share, usual_dispersion, usual_posts, now_critical, now_posts, "
    "query,"
    " posts, voices, critical, written, grouped, updated, acknowledged_by, acknowledged_at,"
    " (SELECT until_at FROM alert_mute WHERE alert_mute.watch = alert.watch AND alert_mute.kind = alert.kind),"
    " usual_wander, acknowledged_account, known_from, read_from";

// Of a row of kColumns, less what stands in other tables.
Alert alert_of(const storage::Row& row);
// The columns that change, from `state` on, in the order in which Book sets them.
std::vector<storage::Value> changing(const Alert& alert);

// Posts, authors, words, networks.
Result<void> read_rest(storage::Database& database, Alert& alert);
Result<void> put_rest(storage::Database& database, const Alert& alert);
// Of the alerts that are `which`: "= $1", "IN (…)".
Result<void> clear_rest(storage::Database& database, const std::string& which, std::span<const storage::Value> values);

}  // namespace vigie::alert
