#include "main/config.h"

#include <gtest/gtest.h>

namespace vigie {
namespace {

std::string problem(std::string_view toml) {
  const auto config = parse_config(toml, "vigie.toml");
  return config ? "" : config.error().message;
}

TEST(Config, EveryKeyHasADefault) {
  const auto config = parse_config("", "vigie.toml").value();
  EXPECT_EQ(config.listen, "127.0.0.1:8080");
  EXPECT_FALSE(config.bluesky);
}

TEST(Config, ReadsEveryKey) {
  const auto config = parse_config(R"(
data = "/var/lib/vigie"
listen = "[::1]:9000"
hosts = ["vigie.example"]
workers = 4
jobs = 3
keep_days = 365
log_level = "debug"
contact = "https://example.org/vigie"
[bluesky]
enabled = true
urls = ["wss://a.example/subscribe"]
ca_file = "/etc/ca.pem"
)",
                                   "vigie.toml")
                          .value();
  EXPECT_EQ(config.data, "/var/lib/vigie");
  EXPECT_EQ(config.hosts, std::vector<std::string>{"vigie.example"});
  EXPECT_EQ(config.workers, 4U);
  EXPECT_EQ(config.keep_days, 365U);
  EXPECT_TRUE(config.bluesky);
  EXPECT_EQ(config.jetstream_urls, std::vector<std::string>{"wss://a.example/subscribe"});
}

TEST(Config, NamesTheNearestKeyToAnUnknownOne) {
  EXPECT_EQ(problem("\nlistn = 'x'"), "vigie.toml:2: listn is no key; did you mean listen?");
  EXPECT_EQ(problem("[bluesky]\nurl = []"), "vigie.toml:2: bluesky.url is no key; did you mean bluesky.urls?");
}

TEST(Config, RefusesWrongTypesAndValues) {
  EXPECT_EQ(problem("workers = 'two'"), "vigie.toml:1: workers must be a whole number from 0 to 256");
  EXPECT_EQ(problem("workers = -1"), "vigie.toml:1: workers must be a whole number from 0 to 256");
  EXPECT_EQ(problem("log_level = 'loud'"), "vigie.toml:1: log_level must be debug, info, warning or error");
  EXPECT_EQ(problem("bluesky.urls = []"), "vigie.toml:1: bluesky.urls must name at least one server");
  EXPECT_EQ(problem("data = [").rfind("vigie.toml:1: ", 0), 0U);
  EXPECT_EQ(problem("data = 'été'\nété = 1"), "vigie.toml:2: a letter outside ASCII must stand in quotes");
}

}  // namespace
}  // namespace vigie
