// Times as other people write them. TimeFormat: one pattern given by the user, as strptime(3) has
// it. parse_feed_time: what feeds contain (RFC 822, RFC 3339, W3CDTF, ISO 8601, asctime and their
// usual mistakes).
// Threads: values and pure functions. Errors: no time where the text is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace vigie::protocol {

class TimeFormat {
 public:
  // Reads RFC 3339, also without zone (then UTC), without seconds, or without time of day; and whole or
  // decimal numbers as seconds since 1970, as milliseconds from 10^11, as microseconds from 10^14. Nothing
  // else: `03/04/26` may be March or April.
  TimeFormat() = default;

  // Directives: %Y %y %m %d %e %b %B %h %a %A %j %H %I %p %M %S %f %z %Z %s %T %D %F %R %n %t %%.
  // A blank stands for any white space, or none. Names are English. Without %z or %Z: UTC; a
  // zone that %Z does not know is no time.
  static Result<TimeFormat> parse(std::string_view pattern);

  std::optional<Time> read(std::string_view text) const;
  // What read() takes, for whoever was refused: `time of RFC 3339; --time-format …`.
  std::string expected() const;

 private:
  std::string pattern_;
};

std::optional<Time> parse_feed_time(std::string_view text);

}  // namespace vigie::protocol
