#include "protocol/time_format.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

#include "base/time_text.h"

namespace vigie::protocol {
namespace {

std::string read(std::string_view pattern, std::string_view text) {
  const auto format = TimeFormat::parse(pattern);
  if (!format) return format.error().message;
  const auto time = format->read(text);
  return time ? format_time(*time) : "none";
}

std::string feed_time(std::string_view text) {
  const auto time = parse_feed_time(text);
  return time ? format_time(*time) : "none";
}

TEST(TimeFormat, ReadsTheCommonDirectives) {
  EXPECT_EQ(read("%Y-%m-%d %H:%M:%S", "2026-01-31 09:30:05"), "2026-01-31T09:30:05Z");
  EXPECT_EQ(read("%d/%m/%y", "31/01/26"), "2026-01-31T00:00:00Z");
  EXPECT_EQ(read("%a %b %d %H:%M:%S %z %Y", "Tue Oct 31 22:10:47 +0000 2017"), "2017-10-31T22:10:47Z");
  EXPECT_EQ(read("%B %e, %Y %I:%M %p", "January  3, 2026 12:05 am"), "2026-01-03T00:05:00Z");
  EXPECT_EQ(read("%FT%T.%f%z", "2026-01-31T09:30:05.25+02:00"), "2026-01-31T07:30:05.250Z");
  EXPECT_EQ(read("%D %R %Z", "01/31/26 09:30 EST"), "2026-01-31T14:30:00Z");
  EXPECT_EQ(read("%s", "1769851800"), "2026-01-31T09:30:00Z");
  EXPECT_EQ(read("%Y-%j", "2026-032"), "2026-02-01T00:00:00Z");
}

TEST(TimeFormat, RefusesTextThatDoesNotFit) {
  EXPECT_EQ(read("%Y-%m-%d", "2026-13-01"), "none");
  EXPECT_EQ(read("%Y-%m-%d", "2026-02-30"), "none");
  EXPECT_EQ(read("%Y-%m-%d", "2026-01-31 x"), "none");
  EXPECT_EQ(read("%Y-%m-%d", ""), "none");
  EXPECT_EQ(read("%q", ""), "time format: %q is unknown; known are %YymdebBhaAjHIpMSfzZsTDFRnt%");
  EXPECT_EQ(read("%", ""), "time format: a % at its end");
}

TEST(TimeFormat, ReadsRfc3339AndUnixTimesWithoutAPattern) {
  EXPECT_EQ(read("", "2026-01-31T09:30:00+01:00"), "2026-01-31T08:30:00Z");
  EXPECT_EQ(read("", "2026-01-31 09:30:00"), "2026-01-31T09:30:00Z");
  EXPECT_EQ(read("", "2026-01-31"), "2026-01-31T00:00:00Z");
  EXPECT_EQ(read("", "1769851800"), "2026-01-31T09:30:00Z");
  EXPECT_EQ(read("", "1769851800.5"), "2026-01-31T09:30:00.500Z");
  EXPECT_EQ(read("", "1769851800123"), "2026-01-31T09:30:00.123Z");
  EXPECT_EQ(read("", "1769851800123456"), "2026-01-31T09:30:00.123456Z");
  EXPECT_EQ(read("", "2026-01-31T09:30"), "2026-01-31T09:30:00Z");
  EXPECT_EQ(read("", "2026-01-31 09:30:00.25 +0200"), "2026-01-31T07:30:00.250Z");
  EXPECT_EQ(read("", "2026-01-31 09:30:00 UTC"), "2026-01-31T09:30:00Z");
}

TEST(TimeFormat, GuessesNothingWithoutAPattern) {
  for (const char* text : {"",
                           "yesterday",
                           "1e300",
                           "1e9",
                           "nan",
                           "31/01/2026",
                           "31/01/26",
                           "12/11/10",
                           "10-11-12",
                           "26-01-31",
                           "2026/01/31",
                           "2026-01",
                           "2026-031",
                           "20260131T093000",
                           "2026-1-3",
                           "2026-01-31 noon",
                           "2026-01-31 09:30:00 Paris",
                           "2026-01-31T09:30:00Z and more",
                           "2026-01-31T24:00:00Z",
                           "2026-02-30"}) {
    EXPECT_EQ(read("", text), "none") << text;
  }
}

TEST(TimeFormat, RefusesDaysAndZonesThatAreNone) {
  EXPECT_EQ(read("%Y-%j", "2026-366"), "none");
  EXPECT_EQ(read("%Y-%j", "2024-366"), "2024-12-31T00:00:00Z");
  EXPECT_EQ(read("%F %T %Z", "2026-01-31 09:30:00 Paris"), "none");
  EXPECT_EQ(read("%F %T %Z", "2026-01-31 09:30:00 GMT+0200"), "2026-01-31T07:30:00Z");
}

TEST(FeedTime, ReadsWhatFeedsContain) {
  const std::array<std::pair<std::string_view, std::string_view>, 16> cases = {{
      {"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
      {"Thu, 1 Jan 04 19:48 +0100", "2004-01-01T18:48:00Z"},
      {"01 Jan 2004 19:48:21 EST", "2004-01-02T00:48:21Z"},
      {"Thursday, 01-January-2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
      {"Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21Z"},
      {"Jan 1, 2004 7:48 PM", "2004-01-01T19:48:00Z"},
      {"01 Jan 2004", "2004-01-01T00:00:00Z"},
      {"2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"},
      {"2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55Z"},
      {"2003-12-31T10:14Z", "2003-12-31T10:14:00Z"},
      {"2003-12-31", "2003-12-31T00:00:00Z"},
      {"2003-12", "2003-12-01T00:00:00Z"},
      {"2003", "2003-01-01T00:00:00Z"},
      {"20031231", "2003-12-31T00:00:00Z"},
      {"2003-365", "2003-12-31T00:00:00Z"},
      {"2003-12-31 10:14:55.5", "2003-12-31T10:14:55.500Z"},
  }};
  for (const auto& [text, expected] : cases) EXPECT_EQ(feed_time(text), expected) << text;
}

TEST(FeedTime, FindsNoTimeInOtherText) {
  for (const char* text : {"", "soon", "Thu", "Thu, 32 Jan 2004", "2004-13-01", "19:48", "Jan"}) {
    EXPECT_EQ(feed_time(text), "none") << text;
  }
}

}  // namespace
}  // namespace vigie::protocol
