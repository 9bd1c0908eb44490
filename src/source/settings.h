// Values for every post, whatever its record says: `--set brand=Aurora`.
// Threads: immutable values. Errors: a field that there is not, a value that does not fit its field.
#pragma once

#include <string>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "post/post.h"
#include "protocol/post_field.h"

namespace vigie::source {

class Settings {
 public:
  Settings() = default;  // None.
  // `FIELD=VALUE` texts; times among the values are written as `time_format` has it.
  static Result<Settings> parse(const std::vector<std::string>& texts, const std::string& time_format);

  bool empty() const { return assignments_.empty(); }
  bool names(post::Field field) const;
  // What is no post but tells of one, a deletion, hears of its source alone.
  Result<void> apply(post::Item& item, Arena& arena) const;

 private:
  std::vector<protocol::FieldAssignment> assignments_;
  protocol::TimeFormat times_;
};

}  // namespace vigie::source
