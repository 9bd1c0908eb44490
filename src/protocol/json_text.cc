#include "protocol/json_text.h"

#include <simdjson.h>

namespace vigie::protocol {
namespace {

namespace od = simdjson::ondemand;

std::optional<std::string> raw_of(od::value& value) {
  od::object object;
  std::string_view raw;
  if (value.get_object().get(object) || object.raw_json().get(raw)) return std::nullopt;
  return std::string(raw);
}

}  // namespace

struct JsonText::Opened {
  explicit Opened(std::string_view json) : bytes(json) {}

  // Opened anew each time: a document in which nothing was found cannot be gone back in.
  std::optional<od::value> at(const char* path) {
    od::value value;
    if (parser.iterate(bytes).get(document) || document.at_pointer(path).get(value)) return std::nullopt;
    return value;
  }

  simdjson::padded_string bytes;
  od::parser parser;
  od::document document;
};

JsonText::JsonText(std::string_view json) : opened_(std::make_unique<Opened>(json)) {}
JsonText::~JsonText() = default;

std::string JsonText::text(const char* path) {
  auto value = opened_->at(path);
  std::string_view out;
  if (!value || value->get_string().get(out)) return {};
  return std::string(out);
}

double JsonText::number(const char* path) {
  auto value = opened_->at(path);
  double out = 0;
  if (!value || value->get_double().get(out)) return 0;
  return out;
}

std::optional<std::string> JsonText::object(const char* path) {
  auto value = opened_->at(path);
  return value ? raw_of(*value) : std::nullopt;
}

std::optional<std::vector<std::string>> JsonText::objects(const char* path) {
  auto value = opened_->at(path);
  od::array array;
  if (!value || value->get_array().get(array)) return std::nullopt;
  std::vector<std::string> out;
  for (auto element : array) {
    od::value one;
    if (element.get(one)) return std::nullopt;
    auto raw = raw_of(one);
    if (!raw) return std::nullopt;
    out.push_back(std::move(*raw));
  }
  return out;
}

std::vector<std::uint64_t> JsonText::whole_numbers(const char* path) {
  std::vector<std::uint64_t> out;
  auto value = opened_->at(path);
  od::array outer;
  if (!value || value->get_array().get(outer)) return out;
  for (auto element : outer) {
    od::array inner;
    if (element.get_array().get(inner)) return out;
    for (auto number : inner) {
      std::uint64_t whole = 0;
      if (number.get_uint64().get(whole)) return out;
      out.push_back(whole);
    }
  }
  return out;
}

}  // namespace vigie::protocol
