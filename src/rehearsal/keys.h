// One table of a TOML file, read key by key with its limits; what was not read is unknown.
// Threads: owned by one thread, for the time of a parse. Errors: throws Refusal, which
// Scenario::parse() catches and gives as an Error: "scenario:LINE: key `flow.per_hour`: …".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Heavy, and of this part alone: included here only, by the two sources that read scenarios.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

namespace vigie::rehearsal {

struct Refusal {
  std::uint32_t line;
  std::string reason;
};

class Keys {
 public:
  // `path` is how messages name this table: "flow", "flow.does".
  Keys(const toml::table& table, std::string path) : table_(table), path_(std::move(path)) {}

  std::string text(std::string_view key);  // Must be there; at most kTextKeyBytesMax, no NUL.
  std::string text_or(std::string_view key, std::string_view otherwise);
  double number(std::string_view key, double least, double most);
  double number_or(std::string_view key, double least, double most, double otherwise);
  bool flag(std::string_view key);                       // False when absent.
  std::vector<std::string> texts(std::string_view key);  // Empty when absent.
  std::vector<double> numbers(std::string_view key, std::size_t count, double least, double most);
  Keys table(std::string_view key);                // Must be there.
  std::vector<Keys> tables(std::string_view key);  // `[[key]]`; empty when absent.
  bool has(std::string_view key) const { return table_.contains(key); }

  // Every key of this table was asked for; else refuses, naming the nearest that was.
  void finish() const;

  [[noreturn]] void refuse(std::string_view key, std::string reason) const;
  std::uint32_t line_of(std::string_view key) const;
  std::uint32_t line() const { return table_.source().begin.line; }
  std::string name_of(std::string_view key) const;
  const toml::table& raw() const { return table_; }

 private:
  const toml::node* ask(std::string_view key);
  const toml::node& need(std::string_view key);
  double checked(std::string_view key, const toml::node& node, double least, double most) const;

  const toml::table& table_;
  std::string path_;
  std::vector<std::string> asked_;
};

}  // namespace vigie::rehearsal
