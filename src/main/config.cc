#include "main/config.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/nearest.h"
#include "base/toml_text.h"
#include "base/utf8.h"
#include "net/address.h"
#include "net/mail.h"
#include "net/url.h"

namespace vigie {
namespace {

constexpr std::size_t kContactBytesMax = 256;
constexpr std::size_t kPurposeBytesMax = 2'000;
constexpr std::array<std::string_view, 4> kLevels = {"debug", "info", "warning", "error"};
constexpr std::array<std::string_view, 2> kLanguages = {"fr", "en"};
constexpr std::array<std::string_view, 4> kTables = {"alerts", "bluesky", "sources", "tls"};
constexpr std::array<std::string_view, 30> kKeys = {"data",
                                                    "listen",
                                                    "hosts",
                                                    "public_url",
                                                    "behind_proxy",
                                                    "trusted_proxies",
                                                    "workers",
                                                    "jobs",
                                                    "keep_days",
                                                    "log_level",
                                                    "contact",
                                                    "purpose",
                                                    "alerts.smtp",
                                                    "alerts.smtp_user",
                                                    "alerts.smtp_password_file",
                                                    "alerts.smtp_ca_file",
                                                    "alerts.mail_from",
                                                    "alerts.webhook_private",
                                                    "alerts.language",
                                                    "sources.private",
                                                    "sources.ca_file",
                                                    "bluesky.enabled",
                                                    "bluesky.urls",
                                                    "bluesky.ca_file",
                                                    "bluesky.account",
                                                    "bluesky.pds",
                                                    "bluesky.app_password",
                                                    "bluesky.app_password_file",
                                                    "tls.key",
                                                    "tls.certificate"};

template <typename Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <typename Names>
std::string unknown(std::string_view what, std::string_view name, const Names& names) {
  const auto near = nearest(name, names);
  return "is no " + std::string(what) + (near.empty() ? "" : "; did you mean " + std::string(near) + "?");
}

// Reads the keys one by one and remembers the first that is wrong.
class Reader {
 public:
  Reader(const toml::table& table, const std::string& name) : table_(table), name_(name) { check_keys(table, ""); }

  void text(std::string_view key, std::string& out) {
    if (const auto* node = find(key)) {
      const auto value = node->value<std::string>();
      value ? void(out = *value) : wrong(*node, key, "must be a text");
    }
  }
  void flag(std::string_view key, bool& out) {
    if (const auto* node = find(key)) {
      const auto value = node->value_exact<bool>();
      value ? void(out = *value) : wrong(*node, key, "must be true or false");
    }
  }
  template <typename Number>
  void number(std::string_view key, Number& out, std::int64_t least, std::int64_t most) {
    if (const auto* node = find(key)) {
      const auto value = node->value_exact<std::int64_t>();
      if (value && *value >= least && *value <= most) {
        out = static_cast<Number>(*value);
      } else {
        wrong(*node, key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
      }
    }
  }
  void texts(std::string_view key, std::vector<std::string>& out) {
    const auto* node = find(key);
    if (node == nullptr) return;
    const auto* array = node->as_array();
    if (array == nullptr) return wrong(*node, key, "must be a list of texts");
    out.clear();
    for (const auto& one : *array) {
      const auto value = one.value<std::string>();
      if (!value) return wrong(one, key, "must be a list of texts");
      out.push_back(*value);
    }
  }
  // Refuses the key, if it is there, with what it must be.
  void demand(bool holds, std::string_view key, std::string_view what) {
    const auto* node = find(key);
    if (!holds && node != nullptr) wrong(*node, key, "must be " + std::string(what));
  }
  Result<void> done() const { return problem_.empty() ? Result<void>{} : Result<void>(invalid(problem_)); }

 private:
  const toml::node* find(std::string_view key) const { return table_.at_path(key).node(); }

  void wrong(const toml::node& node, std::string_view key, const std::string& why) {
    if (problem_.empty())
      problem_ = name_ + ":" + std::to_string(node.source().begin.line) + ": " + std::string(key) + " " + why;
  }

  // A name with a dot in quotes is one name, and none of ours.
  void check_keys(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      const std::string full = prefix + name;
      const bool is_plain = name.find('.') == std::string::npos;
      if (const auto* inner = node.as_table()) {
        if (!is_plain || !contains(kTables, full)) wrong(node, full, unknown("table", full, kTables));
        check_keys(*inner, full + ".");
      } else if (!is_plain) {
        wrong(node, full, "must stand without quotes");
      } else if (!contains(kKeys, full)) {
        wrong(node, full, unknown("key", full, kKeys));
      }
    }
  }

  const toml::table& table_;
  const std::string& name_;
  std::string problem_;
};

// It stands in a header of our handshakes with others.
bool is_contact(std::string_view text) {
  return text.size() <= kContactBytesMax && is_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) { return is_ascii(c) && (c < ' ' || c == '\x7F'); });
}

bool is_host(std::string_view host) {
  const auto address = net::parse_authority(host);
  return address && !address->port && address->host == host;
}

bool is_jetstream_url(std::string_view text) {
  const auto url = net::parse_url(text);
  return url && (url->scheme == "wss" || url->scheme == "ws");
}

// Without a path: the pages find each other from the root.
bool is_public_url(std::string_view text) {
  if (text.empty()) return true;
  const auto url = net::parse_url(text);
  return url && (url->scheme == "https" || url->scheme == "http") && url->target == "/" && !text.ends_with("//");
}

bool is_address(const std::string& text) {
  const auto address = net::parse_authority(text);
  return address && !address->port && net::is_ip(address->host);
}

void check_doors(const Config& config, Reader& in) {
  in.demand(is_public_url(config.public_url), "public_url", "like \"https://vigie.example\", without a path");
  in.demand(config.tls_certificate.empty() == config.tls_key.empty(), "tls.certificate", "there together with tls.key");
  in.demand(config.tls_certificate.empty() == config.tls_key.empty(), "tls.key", "there together with tls.certificate");
  in.demand(std::all_of(config.trusted_proxies.begin(), config.trusted_proxies.end(), is_address), "trusted_proxies",
            "addresses, like \"127.0.0.1\" or \"::1\"");
}

// A password goes there: over TLS, or not beyond this machine.
bool is_pds(std::string_view text) {
  const auto url = net::parse_url(text);
  return url && (url->scheme == "https" || (url->scheme == "http" && net::is_loopback(url->host))) &&
         url->target == "/";
}

void check_alerts(const Config& config, Reader& in) {
  in.demand(config.alerts_smtp.empty() || net::is_mail_server(config.alerts_smtp), "alerts.smtp",
            "a mail server, like \"smtps://mail.example\" or \"smtp://mail.example:587\"");
  in.demand(config.alerts_smtp.empty() || !config.alerts_mail_from.empty(), "alerts.smtp",
            "given with alerts.mail_from");
  in.demand(config.alerts_mail_from.empty() || net::is_mail_address(config.alerts_mail_from), "alerts.mail_from",
            "one address, like \"vigie@example.org\"");
  in.demand(config.alerts_smtp_user.empty() == config.alerts_smtp_password_file.empty(), "alerts.smtp_user",
            "given with alerts.smtp_password_file");
  in.demand(config.alerts_smtp_user.empty() == config.alerts_smtp_password_file.empty(), "alerts.smtp_password_file",
            "given with alerts.smtp_user");
  in.demand(contains(kLanguages, config.alerts_language), "alerts.language", "fr or en");
}

void check_values(const Config& config, Reader& in) {
  in.demand(!config.data.empty() && config.data.find('\0') == std::string::npos, "data", "the path of a folder");
  in.demand(std::all_of(config.hosts.begin(), config.hosts.end(), is_host), "hosts",
            "names without a port, like \"vigie.example\"");
  in.demand(contains(kLevels, config.log_level), "log_level", "debug, info, warning or error");
  in.demand(!config.jetstream_urls.empty() &&
                std::all_of(config.jetstream_urls.begin(), config.jetstream_urls.end(), is_jetstream_url),
            "bluesky.urls", "one server or more, each like \"wss://jetstream.example/subscribe\"");
  in.demand(is_pds(config.bluesky_pds), "bluesky.pds",
            "the account's server, like \"https://bsky.social\"; http only on this machine");
  in.demand(config.bluesky_app_password.empty() || config.bluesky_app_password_file.empty(),
            "bluesky.app_password_file", "alone: bluesky.app_password is given too");
  in.demand(config.bluesky_account.empty() || !config.bluesky_app_password.empty() ||
                !config.bluesky_app_password_file.empty(),
            "bluesky.account", "given with bluesky.app_password_file or bluesky.app_password");
  in.demand(
      is_contact(config.contact), "contact",
      "one line of at most " + std::to_string(kContactBytesMax) + " bytes, like \"https://example.org/listening\"");
  in.demand(config.purpose.size() <= kPurposeBytesMax && is_utf8(config.purpose), "purpose",
            "UTF-8 of at most " + std::to_string(kPurposeBytesMax) + " bytes: why you read, in a sentence");
}

}  // namespace

Result<Config> parse_config(std::string_view text, const std::string& name) {
  if (const auto fault = first_toml_fault(text)) {
    return invalid(name + ":" + std::to_string(fault->line) + ": " + std::string(fault->reason));
  }
  toml::table table;
  try {
    table = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    return invalid(name + ":" + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
  }
  Config config;
  Reader in(table, name);
  in.text("data", config.data);
  in.text("listen", config.listen);
  in.texts("hosts", config.hosts);
  in.number("workers", config.workers, 0, 256);
  in.number("jobs", config.jobs, 1, 256);
  in.number("keep_days", config.keep_days, 0, 36'500);
  in.text("log_level", config.log_level);
  in.flag("bluesky.enabled", config.bluesky);
  in.texts("bluesky.urls", config.jetstream_urls);
  in.text("bluesky.ca_file", config.jetstream_ca_file);
  in.text("bluesky.account", config.bluesky_account);
  in.text("bluesky.app_password", config.bluesky_app_password);
  in.text("bluesky.app_password_file", config.bluesky_app_password_file);
  in.text("bluesky.pds", config.bluesky_pds);
  in.text("alerts.smtp", config.alerts_smtp);
  in.text("alerts.smtp_user", config.alerts_smtp_user);
  in.text("alerts.smtp_password_file", config.alerts_smtp_password_file);
  in.text("alerts.smtp_ca_file", config.alerts_smtp_ca_file);
  in.text("alerts.mail_from", config.alerts_mail_from);
  in.flag("alerts.webhook_private", config.alerts_webhook_private);
  in.text("alerts.language", config.alerts_language);
  in.flag("sources.private", config.sources_private);
  in.text("sources.ca_file", config.sources_ca_file);
  in.text("contact", config.contact);
  in.text("purpose", config.purpose);
  in.text("public_url", config.public_url);
  in.text("tls.certificate", config.tls_certificate);
  in.text("tls.key", config.tls_key);
  in.flag("behind_proxy", config.behind_proxy);
  in.texts("trusted_proxies", config.trusted_proxies);
  check_values(config, in);
  check_doors(config, in);
  check_alerts(config, in);
  if (auto ok = in.done(); !ok) return ok.error();
  for (auto& host : config.hosts) host = lower(host);  // Names are the same in either case (RFC 4343).
  return config;
}

}  // namespace vigie
