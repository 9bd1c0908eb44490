// When an alert was first told: what the house waits for lies between what it saw and that.
// Threads: pure function. Errors: none.
#pragma once

#include "alert/alerts.h"

namespace vigie::alert {

inline Time told_at(const Alert& alert) {
  const auto waited = alert.kind == Kind::kCoverage ? kOutageMin : kCloseAfter;
  return alert.course.incident.began_at + waited;
}

}  // namespace vigie::alert
