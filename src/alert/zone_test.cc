#include "alert/zone.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "alert/zone_rule.h"
#include "base/time_text.h"

namespace vigie::alert {
namespace {

std::string file_of(const std::string& name) {
  std::ifstream in("/usr/share/zoneinfo/" + name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string footer_of(const std::string& bytes) {
  const auto begin = bytes.rfind('\n', bytes.size() - 2);
  return bytes.substr(begin + 1, bytes.size() - begin - 2);
}

std::string number(std::int64_t value, int width) {
  std::string out;
  for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
  return out;
}

// A table that ends with its last change of law, as `zic -b slim` writes them: Paris since 1996.
std::string slim(const std::string& footer) {
  const auto head = [](int times, int types, int chars) {
    std::string out = "TZif2" + std::string(15, '\0');
    for (const int one : {0, 0, 0, times, types, chars}) out += number(one, 4);
    return out;
  };
  const std::string types = number(3'600, 4) + std::string(2, '\0') + number(7'200, 4) + std::string("\x01\0", 2);
  const std::string names(4, '\0');
  return head(0, 1, 4) + types.substr(0, 6) + names + head(1, 2, 4) + number(846'378'000, 8) + std::string(1, '\0') +
         types + names + "\n" + footer + "\n";
}

TEST(Zone, KnowsSummerAndWinter) {
  const auto paris = Zone::load("Europe/Paris").value();
  EXPECT_EQ(paris.minute_of_day(*parse_time("2026-01-15T21:30:00Z")), 22 * 60 + 30);
  EXPECT_EQ(paris.minute_of_day(*parse_time("2026-07-15T21:30:00Z")), 23 * 60 + 30);
  EXPECT_EQ(Zone::load("UTC")->minute_of_day(*parse_time("2026-07-15T00:00:00Z")), 0);
  for (const auto* wrong : {"", "Nowhere", "/etc/passwd", "Europe/../../../etc/passwd", "Europe"}) {
    EXPECT_FALSE(Zone::load(wrong)) << wrong;
  }
}

TEST(Zone, KnowsSummerAfterItsTableHasEnded) {
  const auto paris = Zone::read(slim("CET-1CEST,M3.5.0,M10.5.0/3")).value();
  EXPECT_EQ(paris.minute_of_day(*parse_time("2026-01-15T21:30:00Z")), 22 * 60 + 30);
  EXPECT_EQ(paris.minute_of_day(*parse_time("2026-07-15T21:30:00Z")), 23 * 60 + 30);
  EXPECT_EQ(paris.minute_of_day(*parse_time("2051-07-15T21:30:00Z")), 23 * 60 + 30);
  EXPECT_EQ(Zone::read(slim(""))->minute_of_day(*parse_time("2026-07-15T21:30:00Z")), 22 * 60 + 30);
  EXPECT_FALSE(Zone::read(slim("CET-1CEST,M3.5")));
  EXPECT_EQ(Zone::load("Europe/Paris")->minute_of_day(*parse_time("2051-07-15T21:30:00Z")), 23 * 60 + 30);
}

TEST(Zone, RefusesAFileThatIsCutOrLies) {
  const auto whole = file_of("Europe/Paris");
  ASSERT_TRUE(Zone::read(whole));
  for (std::size_t size = 0; size < whole.size(); size += 7) (void)Zone::read(whole.substr(0, size));
  EXPECT_FALSE(Zone::read(whole.substr(0, 60)));
  auto lying = whole;
  for (std::size_t i = 20; i < 44; ++i) lying[i] = '\x7F';
  EXPECT_FALSE(Zone::read(lying));
}

TEST(ZoneRule, SaysWhatTheTableSaysWhereBothSpeak) {
  for (const auto* name : {"Europe/Paris", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "America/Sao_Paulo",
                           "Asia/Jerusalem", "America/Nuuk", "Pacific/Auckland", "Atlantic/Azores"}) {
    const auto bytes = file_of(name);
    ASSERT_FALSE(bytes.empty()) << name;
    const auto rule = ZoneRule::read(footer_of(bytes));
    const auto zone = Zone::read(bytes);
    ASSERT_TRUE(rule && zone) << name << ' ' << footer_of(bytes);
    for (Time at = *parse_time("2029-12-30T00:10:00Z"); at < *parse_time("2032-01-05T00:00:00Z");
         at += std::chrono::minutes(30)) {
      const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
      const auto there = ((seconds + rule->offset_s(seconds)) % 86'400 + 86'400) % 86'400;
      ASSERT_EQ(there / 60, zone->minute_of_day(at)) << name << ' ' << format_time(at);
    }
  }
}

TEST(ZoneRule, CountsDaysWithAndWithoutLeapDays) {
  const auto at = [](const char* text) { return micros_of(*parse_time(text)) / 1'000'000; };
  const auto julian = ZoneRule::read("AAA0BBB,J60/0,J300").value();
  EXPECT_EQ(julian.offset_s(at("2028-02-29T12:00:00Z")), 0) << "J60 is 1 March in a leap year too";
  EXPECT_EQ(julian.offset_s(at("2028-03-01T12:00:00Z")), 3'600);
  const auto counted = ZoneRule::read("AAA0BBB,59/0,300").value();
  EXPECT_EQ(counted.offset_s(at("2028-02-29T12:00:00Z")), 3'600);
  EXPECT_EQ(counted.offset_s(at("2027-02-28T12:00:00Z")), 0);
  EXPECT_EQ(ZoneRule::read("<-03>3")->offset_s(0), -3 * 3'600);
  EXPECT_EQ(ZoneRule::read("<+0530>-5:30")->offset_s(0), 19'800);
}

TEST(ZoneRule, RefusesWhatIsNone) {
  for (const auto* wrong :
       {"", "C", "CET", "CET-", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J10", "<CET-1", "CET-1CEST,366,10",
        "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0 ", "CET-99", "CET-1CEST,M3.5.0,M10.5.0/3,"}) {
    EXPECT_FALSE(ZoneRule::read(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace vigie::alert
