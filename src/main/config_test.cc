#include "main/config.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>

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
purpose = "To hear what is wrong with our trains."
public_url = "https://vigie.example"
behind_proxy = true
trusted_proxies = ["127.0.0.1", "::1"]
[tls]
certificate = "/etc/vigie/chain.pem"
key = "/etc/vigie/key.pem"
[bluesky]
enabled = true
urls = ["wss://a.example/subscribe"]
ca_file = "/etc/ca.pem"
)",
                                   "vigie.toml")
                          .value();
  EXPECT_EQ(config.data, "/var/lib/vigie");
  EXPECT_EQ(config.purpose, "To hear what is wrong with our trains.");
  EXPECT_EQ(config.hosts, std::vector<std::string>{"vigie.example"});
  EXPECT_EQ(config.workers, 4U);
  EXPECT_EQ(config.keep_days, 365U);
  EXPECT_EQ(config.public_url, "https://vigie.example");
  EXPECT_TRUE(config.behind_proxy);
  EXPECT_EQ(config.trusted_proxies, (std::vector<std::string>{"127.0.0.1", "::1"}));
  EXPECT_EQ(config.tls_certificate, "/etc/vigie/chain.pem");
  EXPECT_EQ(config.tls_key, "/etc/vigie/key.pem");
  EXPECT_TRUE(config.bluesky);
  EXPECT_EQ(config.jetstream_urls, std::vector<std::string>{"wss://a.example/subscribe"});
}

std::string shipped() {
  std::ifstream file(std::string(std::getenv("VIGIE_SOURCE_DIR")) + "/packaging/vigie.toml");
  return {std::istreambuf_iterator<char>(file), {}};
}

// The shipped file with every key in force: what it calls the defaults.
std::string uncommented(std::string toml) {
  const std::regex key("\\n# ([a-z_]+ = )");
  return std::regex_replace(toml, key, "\n$1");
}

TEST(Config, IsShippedWithEveryDefault) {
  const auto plain = parse_config(shipped(), "vigie.toml");
  ASSERT_TRUE(plain) << plain.error().message;
  const auto all = parse_config(uncommented(shipped()), "vigie.toml");
  ASSERT_TRUE(all) << all.error().message;
  const Config defaults;
  EXPECT_EQ(*plain, defaults);
  EXPECT_EQ(*all, defaults);
}

TEST(Config, NamesTheNearestKeyToAnUnknownOne) {
  EXPECT_EQ(problem("\nlistn = 'x'"), "vigie.toml:2: listn is no key; did you mean listen?");
  EXPECT_EQ(problem("[bluesky]\nurl = []"), "vigie.toml:2: bluesky.url is no key; did you mean bluesky.urls?");
  EXPECT_EQ(problem("frobnicate_the_sails = 1"), "vigie.toml:1: frobnicate_the_sails is no key");
}

TEST(Config, RefusesATableThatIsNone) {
  EXPECT_EQ(problem("[blusky]"), "vigie.toml:1: blusky is no table; did you mean bluesky?");
  EXPECT_EQ(problem("[bluesky.urls]"), "vigie.toml:1: bluesky.urls is no table; did you mean bluesky?");
}

TEST(Config, RefusesAKeyWhoseDotStandsInQuotes) {
  EXPECT_EQ(problem("'bluesky.enabled' = true"), "vigie.toml:1: bluesky.enabled must stand without quotes");
}

TEST(Config, RefusesAPurposeThatIsNoSentence) {
  EXPECT_EQ(problem("purpose = \"" + std::string(2'001, 'a') + "\""),
            "vigie.toml:1: purpose must be UTF-8 of at most 2000 bytes: why you read, in a sentence");
}

TEST(Config, LetsNoContactPutAHeaderIntoAHandshake) {
  const std::string wanted = "must be one line of at most 256 bytes, like \"https://example.org/listening\"";
  EXPECT_EQ(problem("contact = \"a\\r\\nX-Injected: b\""), "vigie.toml:1: contact " + wanted);
  EXPECT_EQ(problem("contact = \"" + std::string(257, 'a') + "\""), "vigie.toml:1: contact " + wanted);
  EXPECT_EQ(problem("contact = \"Équipe d'écoute <ecoute@example.org>\""), "");
}

TEST(Config, TakesHostsInEitherCaseButNoPorts) {
  EXPECT_EQ(parse_config("hosts = ['Vigie.Example']", "vigie.toml")->hosts, std::vector<std::string>{"vigie.example"});
  for (const char* wrong : {"vigie.example:443", "https://vigie.example", "", "a b", "[::1]"}) {
    EXPECT_EQ(problem("hosts = ['" + std::string(wrong) + "']"),
              "vigie.toml:1: hosts must be names without a port, like \"vigie.example\"")
        << wrong;
  }
}

TEST(Config, WantsACertificateWithItsKey) {
  EXPECT_EQ(problem("[tls]\ncertificate = 'chain.pem'"),
            "vigie.toml:2: tls.certificate must be there together with tls.key");
  EXPECT_EQ(problem("[tls]\nkey = 'key.pem'"), "vigie.toml:2: tls.key must be there together with tls.certificate");
}

TEST(Config, WantsAPublicAddressWithoutAPath) {
  for (const char* right : {"", "https://vigie.example", "https://vigie.example/", "http://localhost:8080"}) {
    EXPECT_EQ(problem("public_url = '" + std::string(right) + "'"), "") << right;
  }
  for (const char* wrong : {"vigie.example", "https://vigie.example/here", "ftp://vigie.example", "wss://vigie.example",
                            "https://vigie.example/?x"}) {
    EXPECT_EQ(problem("public_url = '" + std::string(wrong) + "'"),
              "vigie.toml:1: public_url must be like \"https://vigie.example\", without a path")
        << wrong;
  }
}

TEST(Config, WantsAMailServerWithAnAddressAndItsNameWithAPassword) {
  EXPECT_EQ(problem("[alerts]\nsmtp = 'smtps://mail.example'\nmail_from = 'vigie@example.org'"), "");
  EXPECT_EQ(problem("[alerts]\nsmtp = 'smtps://mail.example'"),
            "vigie.toml:2: alerts.smtp must be given with alerts.mail_from");
  for (const char* wrong : {"mail.example", "https://mail.example", "smtp://user:secret@mail.example", "smtp://"}) {
    EXPECT_EQ(problem("[alerts]\nmail_from = 'vigie@example.org'\nsmtp = '" + std::string(wrong) + "'"),
              "vigie.toml:3: alerts.smtp must be a mail server, like \"smtps://mail.example\" or "
              "\"smtp://mail.example:587\"")
        << wrong;
  }
  for (const char* wrong : {"vigie", "Vigie <vigie@example.org>", "a@b.example, c@d.example"}) {
    EXPECT_EQ(problem("[alerts]\nmail_from = '" + std::string(wrong) + "'"),
              "vigie.toml:2: alerts.mail_from must be one address, like \"vigie@example.org\"")
        << wrong;
  }
  EXPECT_EQ(problem("[alerts]\nsmtp_user = 'vigie'"),
            "vigie.toml:2: alerts.smtp_user must be given with alerts.smtp_password_file");
  EXPECT_EQ(problem("[alerts]\nsmtp_password_file = 'secret'"),
            "vigie.toml:2: alerts.smtp_password_file must be given with alerts.smtp_user");
  EXPECT_EQ(problem("[alerts]\nlanguage = 'de'"), "vigie.toml:2: alerts.language must be fr or en");
}

TEST(Config, TrustsProxiesByTheirAddressAlone) {
  for (const char* wrong : {"localhost", "127.0.0.1:80", "proxy.example", "", "10.0.0.0/8"}) {
    EXPECT_EQ(problem("trusted_proxies = ['" + std::string(wrong) + "']"),
              "vigie.toml:1: trusted_proxies must be addresses, like \"127.0.0.1\" or \"::1\"")
        << wrong;
  }
}

TEST(Config, RefusesAddressesThatAreNoneOfAServer) {
  for (const char* wrong : {"[]", "['nonsense']", "['https://a.example/']", "['wss://a.example/', 'wss://']"}) {
    EXPECT_NE(problem("bluesky.urls = " + std::string(wrong)).find("must be one server or more"), std::string::npos)
        << wrong;
  }
}

TEST(Config, RefusesWrongTypesAndValues) {
  EXPECT_EQ(problem("workers = 'two'"), "vigie.toml:1: workers must be a whole number from 0 to 256");
  EXPECT_EQ(problem("workers = -1"), "vigie.toml:1: workers must be a whole number from 0 to 256");
  EXPECT_EQ(problem("log_level = 'loud'"), "vigie.toml:1: log_level must be debug, info, warning or error");
  EXPECT_EQ(problem("jobs = 0"), "vigie.toml:1: jobs must be a whole number from 1 to 256");
  EXPECT_EQ(problem("data = [").rfind("vigie.toml:1: ", 0), 0U);
  EXPECT_EQ(problem("data = 'été'\nété = 1"), "vigie.toml:2: a letter outside ASCII must stand in quotes");
}

}  // namespace
}  // namespace vigie
