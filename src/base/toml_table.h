// A TOML text read key by key, each key with its limits; what nobody asked for is unknown.
//
// The first thing that is wrong is remembered, and reading goes on with plain values: a reader is a
// list of keys, not of ifs. After a fault nothing that was read means anything; done() tells, and
// failed() serves a reader that would stumble over a plain value.
// Threads: owned by one thread. Errors: kInvalid, as "NAME:LINE: key `flow.per_hour` must be …".
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace vigie {

constexpr std::size_t kTomlTextBytesMax = 4'096;  // Of one text.

struct TomlText {
  std::string text;
  std::uint32_t line = 0;  // From 1.
};

class TomlTable {
 public:
  std::string text(std::string_view key);  // Must be there; at most kTomlTextBytesMax, no NUL.
  std::string text_or(std::string_view key, std::string_view otherwise);
  double number(std::string_view key, double least, double most);
  double number_or(std::string_view key, double least, double most, double otherwise);
  std::int64_t whole_or(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t otherwise);
  bool flag_or(std::string_view key, bool otherwise);
  std::vector<std::string> texts(std::string_view key);          // Empty when absent.
  std::vector<TomlText> texts_with_lines(std::string_view key);  // Must be there, and hold something.
  std::vector<double> numbers(std::string_view key, std::size_t count, double least, double most);
  TomlTable table(std::string_view key);  // Must be there.
  TomlTable table_or_empty(std::string_view key);
  std::vector<TomlTable> tables(std::string_view key);  // `[[key]]`; empty when absent.

  bool has(std::string_view key) const;
  void allow(std::string_view key);       // Known, whether it is read or not.
  std::vector<std::string> keys() const;  // Sorted.
  bool is_table(std::string_view key) const;

  // What the reader itself finds wrong with a key.
  void refuse(std::string_view key, const std::string& reason);
  // Every key was asked for or allowed; else that is the fault, with the nearest that was.
  void finish();
  bool failed() const;

  struct Node;
  struct Faults;

 private:
  friend class Toml;
  TomlTable(const Node* node, std::string path, std::shared_ptr<Faults> faults)
      : node_(node), path_(std::move(path)), faults_(std::move(faults)) {}
  const Node* ask(std::string_view key);
  const Node* need(std::string_view key);
  const Node* find(std::string_view key) const;
  double checked(std::string_view key, const Node& node, double least, double most);
  std::string checked_text(std::string_view key, const Node& node);
  std::string name_of(std::string_view key) const;
  void fault(std::uint32_t line, std::string_view key, const std::string& reason);

  const Node* node_;  // Of the Toml.
  std::string path_;  // How messages name this table: "flow.does".
  std::shared_ptr<Faults> faults_;
  std::vector<std::string> asked_;
};

class Toml {
 public:
  // `name` stands before the line in messages.
  static Result<Toml> parse(std::string_view text, std::string_view name);
  Toml(Toml&&) noexcept;
  Toml& operator=(Toml&&) noexcept;
  ~Toml();

  TomlTable root() const;  // Borrowed.
  Result<void> done() const;

 private:
  explicit Toml(std::unique_ptr<TomlTable::Node> root, std::string_view name);

  std::unique_ptr<TomlTable::Node> root_;
  std::shared_ptr<TomlTable::Faults> faults_;
};

}  // namespace vigie
