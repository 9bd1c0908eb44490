#include "base/toml_table.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <variant>

#include "base/nearest.h"
#include "base/toml_text.h"
#include "base/utf8.h"

namespace vigie {

// toml++ stays in this file: its tree, as plain values.
struct TomlTable::Node {
  using List = std::vector<Node>;
  using Table = std::map<std::string, Node, std::less<>>;
  std::uint32_t line = 0;
  std::variant<std::monostate, std::string, std::int64_t, double, bool, List, Table> value{};

  template <typename Value>
  const Value* as() const {
    return std::get_if<Value>(&value);
  }
};

struct TomlTable::Faults {
  std::string name;
  std::optional<std::string> first;
};

namespace {

using Node = TomlTable::Node;

Node plain_of(const toml::node& node);

Node::Table plain_table(const toml::table& table) {
  Node::Table out;
  for (const auto& [key, value] : table) out.emplace(std::string(key.str()), plain_of(value));
  return out;
}

// Dates have no place in a file of ours: first_toml_fault() has refused them.
Node plain_of(const toml::node& node) {
  Node out;
  out.line = node.source().begin.line;
  if (const auto* table = node.as_table()) {
    out.value = plain_table(*table);
  } else if (const auto* array = node.as_array()) {
    Node::List list;
    for (const auto& element : *array) list.push_back(plain_of(element));
    out.value = std::move(list);
  } else if (const auto text = node.value_exact<std::string>()) {
    out.value = *text;
  } else if (const auto whole = node.value_exact<std::int64_t>()) {
    out.value = *whole;
  } else if (const auto number = node.value_exact<double>()) {
    out.value = *number;
  } else if (const auto flag = node.value_exact<bool>()) {
    out.value = *flag;
  }
  return out;
}

std::string shortest(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

Error fault_at(std::string_view name, std::uint32_t line, std::string_view reason) {
  return invalid(std::string(name) + ":" + std::to_string(line) + ": " + std::string(reason));
}

const Node& empty_table() {
  static const Node node{0, Node::Table{}};
  return node;
}

}  // namespace

const Node* TomlTable::find(std::string_view key) const {
  const auto& table = std::get<Node::Table>(node_->value);
  const auto found = table.find(key);
  return found == table.end() ? nullptr : &found->second;
}

const Node* TomlTable::ask(std::string_view key) {
  allow(key);
  return find(key);
}

const Node* TomlTable::need(std::string_view key) {
  const auto* node = ask(key);
  if (node == nullptr) refuse(key, "is missing");
  return node;
}

std::string TomlTable::name_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void TomlTable::fault(std::uint32_t line, std::string_view key, const std::string& reason) {
  if (faults_->first) return;
  faults_->first = faults_->name + ":" + std::to_string(line) + ": key `" + name_of(key) + "` " + reason;
}

void TomlTable::refuse(std::string_view key, const std::string& reason) {
  const auto* node = find(key);
  fault(node == nullptr ? node_->line : node->line, key, reason);
}

bool TomlTable::failed() const { return faults_->first.has_value(); }

std::string TomlTable::checked_text(std::string_view key, const Node& node) {
  const auto* text = node.as<std::string>();
  if (text == nullptr) {
    refuse(key, "must be a text");
  } else if (text->size() > kTomlTextBytesMax) {
    refuse(key, "is longer than " + std::to_string(kTomlTextBytesMax) + " bytes");
  } else if (text->find('\0') != std::string::npos) {
    refuse(key, "holds a NUL");
  } else {
    return *text;
  }
  return {};
}

std::string TomlTable::text(std::string_view key) {
  const auto* node = need(key);
  return node == nullptr ? std::string() : checked_text(key, *node);
}

std::string TomlTable::text_or(std::string_view key, std::string_view otherwise) {
  const auto* node = ask(key);
  return node == nullptr ? std::string(otherwise) : checked_text(key, *node);
}

double TomlTable::checked(std::string_view key, const Node& node, double least, double most) {
  const auto* whole = node.as<std::int64_t>();
  const auto* decimal = node.as<double>();
  const double value = whole != nullptr ? static_cast<double>(*whole) : decimal != nullptr ? *decimal : least;
  if (whole == nullptr && decimal == nullptr) {
    refuse(key, "must be a number");
  } else if (!std::isfinite(value)) {
    refuse(key, "must be a finite number");
  } else if (value < least || value > most) {
    refuse(key, "is " + shortest(value) + ", must be from " + shortest(least) + " to " + shortest(most));
  } else {
    return value;
  }
  return least;
}

double TomlTable::number(std::string_view key, double least, double most) {
  const auto* node = need(key);
  return node == nullptr ? least : checked(key, *node, least, most);
}

double TomlTable::number_or(std::string_view key, double least, double most, double otherwise) {
  const auto* node = ask(key);
  return node == nullptr ? otherwise : checked(key, *node, least, most);
}

std::int64_t TomlTable::whole_or(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
  const auto* node = ask(key);
  if (node == nullptr) return otherwise;
  const auto* value = node->as<std::int64_t>();
  if (value != nullptr && *value >= least && *value <= most) return *value;
  refuse(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return otherwise;
}

bool TomlTable::flag_or(std::string_view key, bool otherwise) {
  const auto* node = ask(key);
  if (node == nullptr) return otherwise;
  if (const auto* value = node->as<bool>()) return *value;
  refuse(key, "must be true or false");
  return otherwise;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
  std::vector<std::string> out;
  if (!has(key)) {
    allow(key);
    return out;
  }
  const auto* list = ask(key)->as<Node::List>();
  if (list == nullptr) {
    refuse(key, "must be a list of texts");
    return out;
  }
  for (const auto& element : *list) out.push_back(checked_text(key, element));
  return out;
}

std::vector<TomlText> TomlTable::texts_with_lines(std::string_view key) {
  std::vector<TomlText> out;
  const auto* node = need(key);
  if (node == nullptr) return out;
  const auto* list = node->as<Node::List>();
  if (list == nullptr || list->empty()) {
    refuse(key, list == nullptr ? "must be a list of texts" : "has no alternative");
    return out;
  }
  for (const auto& element : *list) out.push_back({checked_text(key, element), element.line});
  return out;
}

std::vector<double> TomlTable::numbers(std::string_view key, std::size_t count, double least, double most) {
  std::vector<double> out;
  const auto* node = need(key);
  const auto* list = node == nullptr ? nullptr : node->as<Node::List>();
  if (list == nullptr || list->size() != count) {
    refuse(key, "must be a list of " + std::to_string(count) + " numbers");
    return std::vector<double>(count, least);
  }
  for (const auto& element : *list) out.push_back(checked(key, element, least, most));
  return out;
}

TomlTable TomlTable::table(std::string_view key) {
  const auto* node = need(key);
  if (node != nullptr && !is_table(key)) refuse(key, "must be a table");
  return {node != nullptr && is_table(key) ? node : &empty_table(), name_of(key), faults_};
}

TomlTable TomlTable::table_or_empty(std::string_view key) {
  if (has(key)) return table(key);
  allow(key);
  return {&empty_table(), name_of(key), faults_};
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> out;
  const auto* node = ask(key);
  if (node == nullptr) return out;
  const auto* list = node->as<Node::List>();
  const auto holds_table = [](const Node& element) { return element.as<Node::Table>() != nullptr; };
  if (list == nullptr || !std::all_of(list->begin(), list->end(), holds_table)) {
    refuse(key, "must be tables, each under `[[" + name_of(key) + "]]`");
    return out;
  }
  for (const auto& element : *list) out.push_back({&element, name_of(key), faults_});
  return out;
}

bool TomlTable::has(std::string_view key) const { return find(key) != nullptr; }

void TomlTable::allow(std::string_view key) { asked_.emplace_back(key); }

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::string> out;
  for (const auto& [key, node] : std::get<Node::Table>(node_->value)) out.push_back(key);
  return out;
}

bool TomlTable::is_table(std::string_view key) const {
  const auto* node = find(key);
  return node != nullptr && node->as<Node::Table>() != nullptr;
}

void TomlTable::finish() {
  for (const auto& [key, node] : std::get<Node::Table>(node_->value)) {
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    const auto meant = nearest(key, asked_);
    fault(node.line, key,
          "is unknown" + (meant.empty() ? std::string() : "; did you mean `" + std::string(meant) + "`?"));
  }
}

Toml::Toml(std::unique_ptr<TomlTable::Node> root, std::string_view name)
    : root_(std::move(root)), faults_(std::make_shared<TomlTable::Faults>()) {
  faults_->name = name;
}
Toml::Toml(Toml&&) noexcept = default;
Toml& Toml::operator=(Toml&&) noexcept = default;
Toml::~Toml() = default;

Result<Toml> Toml::parse(std::string_view text, std::string_view name) {
  if (!is_utf8(text)) return invalid(std::string(name) + ": broken UTF-8");
  if (const auto fault = first_toml_fault(text)) return fault_at(name, fault->line, fault->reason);
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) return fault_at(name, parsed.error().source().begin.line, parsed.error().description());
  return Toml(std::make_unique<TomlTable::Node>(plain_of(parsed.table())), name);
}

TomlTable Toml::root() const { return {root_.get(), "", faults_}; }

Result<void> Toml::done() const {
  if (faults_->first) return invalid(*faults_->first);
  return {};
}

}  // namespace vigie
