// What the operator may set: one TOML file, every key with its default; `doc/configuration.md`.
// Threads: a plain value. Errors: an unknown key (with the nearest known one), a wrong type or
// value, by line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace vigie {

struct Config {
  std::string data = "vigie-data";
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> hosts;  // Names besides loopback under which pages may be asked for.
  std::string public_url;          // Where people find the pages; its host is one of `hosts`.
  std::string tls_certificate;     // PEM files: the chain, the key. Both or none.
  std::string tls_key;
  bool behind_proxy = false;                 // A proxy does TLS for us.
  std::vector<std::string> trusted_proxies;  // Addresses whose X-Forwarded-For is believed.
  unsigned workers = 0;                      // 0: one for each core.
  unsigned jobs = 2;                         // Threads that answer requests.
  std::uint64_t keep_days = 0;               // 0: for ever.
  std::string log_level = "info";            // debug, info, warning, error
  bool bluesky = false;                      // Listen to Bluesky from the start.
  std::vector<std::string> jetstream_urls = {"wss://jetstream2.us-east.bsky.network/subscribe",
                                             "wss://jetstream1.us-west.bsky.network/subscribe"};
  std::string jetstream_ca_file;  // PEM roots in place of the system's.
  std::string bluesky_account;    // Answers are given from it: a handle, a DID, an e-mail address. Empty: none are.
  std::string bluesky_app_password;
  std::string bluesky_app_password_file;  // Whose first line is the password.
  std::string bluesky_pds = "https://bsky.social";
  std::string alerts_smtp;                // `smtps://mail.example`. Empty: no letters.
  std::string alerts_smtp_user;           // Empty: without a name.
  std::string alerts_smtp_password_file;  // Whose first line is the password.
  std::string alerts_smtp_ca_file;        // PEM roots in place of the system's.
  std::string alerts_mail_from;           // One address.
  bool alerts_webhook_private = false;    // Webhooks may reach our own network.
  std::string alerts_language = "fr";     // Of letters: fr, en
  bool sources_private = false;           // Sources may reach our own network.
  std::string sources_ca_file;            // PEM roots in place of the system's.
  std::string contact;                    // Told to the networks in the User-Agent, and by /reading.
  std::string purpose;                    // Why we read, in the operator's own sentence: /reading tells it.

  bool operator==(const Config&) const = default;
};

Result<Config> parse_config(std::string_view toml, const std::string& name);

}  // namespace vigie
