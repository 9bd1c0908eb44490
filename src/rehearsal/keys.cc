#include "rehearsal/keys.h"

#include <algorithm>
#include <cmath>

#include "rehearsal/nearest.h"

namespace vigie::rehearsal {
namespace {

constexpr std::size_t kTextKeyBytesMax = 4'096;

std::string plain(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

const toml::node* Keys::ask(std::string_view key) {
  asked_.emplace_back(key);
  return table_.get(key);
}

const toml::node& Keys::need(std::string_view key) {
  const auto* node = ask(key);
  if (node == nullptr) refuse(key, "is missing");
  return *node;
}

std::uint32_t Keys::line_of(std::string_view key) const {
  const auto* node = table_.get(key);
  return node == nullptr ? line() : node->source().begin.line;
}

std::string Keys::name_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void Keys::refuse(std::string_view key, std::string reason) const {
  throw Refusal{line_of(key), "key `" + name_of(key) + "` " + std::move(reason)};
}

std::string Keys::text(std::string_view key) {
  const auto value = need(key).value_exact<std::string>();
  if (!value) refuse(key, "must be a text");
  if (value->size() > kTextKeyBytesMax) refuse(key, "is longer than " + std::to_string(kTextKeyBytesMax) + " bytes");
  if (value->find('\0') != std::string::npos) refuse(key, "holds a NUL");
  return *value;
}

std::string Keys::text_or(std::string_view key, std::string_view otherwise) {
  if (has(key)) return text(key);
  ask(key);
  return std::string(otherwise);
}

double Keys::checked(std::string_view key, const toml::node& node, double least, double most) const {
  const auto value = node.value<double>();
  if (!node.is_number() || !value) refuse(key, "must be a number");
  if (!std::isfinite(*value)) refuse(key, "must be a finite number");
  if (*value < least || *value > most) {
    refuse(key, "is " + plain(*value) + ", must be from " + plain(least) + " to " + plain(most));
  }
  return *value;
}

double Keys::number(std::string_view key, double least, double most) { return checked(key, need(key), least, most); }

double Keys::number_or(std::string_view key, double least, double most, double otherwise) {
  const auto* node = ask(key);
  return node == nullptr ? otherwise : checked(key, *node, least, most);
}

bool Keys::flag(std::string_view key) {
  const auto* node = ask(key);
  if (node == nullptr) return false;
  const auto value = node->value_exact<bool>();
  if (!value) refuse(key, "must be true or false");
  return *value;
}

std::vector<std::string> Keys::texts(std::string_view key) {
  std::vector<std::string> out;
  const auto* node = ask(key);
  if (node == nullptr) return out;
  const auto* array = node->as_array();
  if (array == nullptr) refuse(key, "must be a list of texts");
  for (const auto& element : *array) {
    const auto value = element.value_exact<std::string>();
    if (!value) refuse(key, "must be a list of texts");
    out.push_back(*value);
  }
  return out;
}

std::vector<double> Keys::numbers(std::string_view key, std::size_t count, double least, double most) {
  const auto* array = need(key).as_array();
  if (array == nullptr || array->size() != count)
    refuse(key, "must be a list of " + std::to_string(count) + " numbers");
  std::vector<double> out;
  for (const auto& element : *array) out.push_back(checked(key, element, least, most));
  return out;
}

Keys Keys::table(std::string_view key) {
  const auto* table = need(key).as_table();
  if (table == nullptr) refuse(key, "must be a table");
  return {*table, name_of(key)};
}

std::vector<Keys> Keys::tables(std::string_view key) {
  std::vector<Keys> out;
  const auto* node = ask(key);
  if (node == nullptr) return out;
  const auto* array = node->as_array();
  if (array == nullptr) refuse(key, "must be tables, each under `[[" + name_of(key) + "]]`");
  for (const auto& element : *array) {
    const auto* table = element.as_table();
    if (table == nullptr) refuse(key, "must be tables, each under `[[" + name_of(key) + "]]`");
    out.emplace_back(*table, name_of(key));
  }
  return out;
}

void Keys::finish() const {
  for (const auto& [key, node] : table_) {
    if (std::find(asked_.begin(), asked_.end(), key.str()) != asked_.end()) continue;
    throw Refusal{node.source().begin.line,
                  "key `" + name_of(key.str()) + "` is unknown" + did_you_mean(key.str(), asked_)};
  }
}

}  // namespace vigie::rehearsal
