#include "main/config.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <limits>

#include "base/toml_text.h"

namespace vigie {
namespace {

constexpr std::array<std::string_view, 11> kKeys = {"data",         "listen",          "hosts",     "workers",
                                                    "jobs",         "keep_days",       "log_level", "bluesky.enabled",
                                                    "bluesky.urls", "bluesky.ca_file", "contact"};

// How many letters must change to get from one word to the other (Levenshtein, 1965).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

std::string_view nearest_key(std::string_view key) {
  return *std::min_element(kKeys.begin(), kKeys.end(),
                           [&](auto a, auto b) { return distance(a, key) < distance(b, key); });
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
  void number(std::string_view key, Number& out, std::int64_t most) {
    if (const auto* node = find(key)) {
      const auto value = node->value_exact<std::int64_t>();
      if (value && *value >= 0 && *value <= most) {
        out = static_cast<Number>(*value);
      } else {
        wrong(*node, key, "must be a whole number from 0 to " + std::to_string(most));
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
  void wrong(const toml::node& node, std::string_view key, const std::string& why) {
    if (problem_.empty())
      problem_ = name_ + ":" + std::to_string(node.source().begin.line) + ": " + std::string(key) + " " + why;
  }
  Result<void> done() const { return problem_.empty() ? Result<void>{} : Result<void>(invalid(problem_)); }
  const toml::node* find(std::string_view key) const { return table_.at_path(key).node(); }

 private:
  void check_keys(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string full = prefix + std::string(key.str());
      if (const auto* inner = node.as_table()) {
        check_keys(*inner, full + ".");
      } else if (std::find(kKeys.begin(), kKeys.end(), full) == kKeys.end()) {
        wrong(node, full, "is no key; did you mean " + std::string(nearest_key(full)) + "?");
      }
    }
  }

  const toml::table& table_;
  const std::string& name_;
  std::string problem_;
};

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
  in.number("workers", config.workers, 256);
  in.number("jobs", config.jobs, 256);
  in.number("keep_days", config.keep_days, 36'500);
  in.text("log_level", config.log_level);
  in.flag("bluesky.enabled", config.bluesky);
  in.texts("bluesky.urls", config.jetstream_urls);
  in.text("bluesky.ca_file", config.jetstream_ca_file);
  in.text("contact", config.contact);
  constexpr std::array<std::string_view, 4> kLevels = {"debug", "info", "warning", "error"};
  if (std::find(kLevels.begin(), kLevels.end(), config.log_level) == kLevels.end()) {
    in.wrong(*in.find("log_level"), "log_level", "must be debug, info, warning or error");
  }
  if (const auto* urls = in.find("bluesky.urls"); urls != nullptr && config.jetstream_urls.empty()) {
    in.wrong(*urls, "bluesky.urls", "must name at least one server");
  }
  if (const auto* jobs = in.find("jobs"); jobs != nullptr && config.jobs == 0)
    in.wrong(*jobs, "jobs", "must be at least 1");
  if (auto ok = in.done(); !ok) return ok.error();
  return config;
}

}  // namespace vigie
