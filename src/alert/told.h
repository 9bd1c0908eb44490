// What a house has told of, for who holds it against what really happened. Threads: as Book. Errors: the database's.
#pragma once

#include <vector>

#include "alert/alerts.h"
#include "alert/limits.h"

namespace vigie::alert {

// When an alert was first told: what the house waits for lies between what it saw and that.
inline Time told_at(const Alert& alert) {
  const auto waited = alert.kind == Kind::kCoverage ? kOutageMin : kCloseAfter;
  return alert.course.incident.began_at + waited;
}

// All that a book keeps, the newest first.
struct KeptAlerts {
  std::vector<Alert> alerts;
  bool is_whole = true;  // No older one was forgotten because of kAlertsKept.
};

inline Result<KeptAlerts> all_kept(const Book& book) {
  Wanted wanted;
  wanted.limit = kAlertsKept + kOpenMax;
  auto alerts = book.list(wanted);
  if (!alerts) return alerts.error();
  const bool is_whole = alerts->empty() || alerts->front().id <= static_cast<std::int64_t>(kAlertsKept);
  return KeptAlerts{std::move(*alerts), is_whole};
}

}  // namespace vigie::alert
