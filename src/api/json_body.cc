#include "api/json_body.h"

#include <algorithm>

#include "api/limits.h"

namespace vigie::api {
Result<nlohmann::json> json_body(const net::Request& request) {
  bool too_deep = false;
  const auto bounded = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    too_deep = too_deep || depth > static_cast<int>(kJsonDepthMax);
    return !too_deep;
  };
  auto body = nlohmann::json::parse(request.body, bounded, false);
  if (too_deep) return invalid("body: nested too deeply");
  if (body.is_discarded()) return invalid("body: not JSON");
  if (!body.is_object()) return invalid("body: must be a JSON object");
  return body;
}

const nlohmann::json* JsonReader::find(const char* name) {
  asked_.emplace(name);
  const auto found = object_.find(name);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

bool JsonReader::wrong(const char* name, std::string_view what) {
  if (problem_.empty()) problem_ = std::string(name) + ": " + std::string(what);
  return false;
}

bool JsonReader::text(const char* name, std::string& out, Needed needed) {
  const auto* value = find(name);
  if (value == nullptr) return needed == Needed::kYes ? wrong(name, "missing") : false;
  if (!value->is_string()) return wrong(name, "must be a text");
  out = value->get<std::string>();
  return true;
}

bool JsonReader::number(const char* name, double& out) {
  const auto* value = find(name);
  if (value == nullptr) return false;
  if (!value->is_number()) return wrong(name, "must be a number");
  out = value->get<double>();
  return true;
}

bool JsonReader::count(const char* name, std::uint64_t& out) {
  const auto* value = find(name);
  if (value == nullptr) return false;
  if (!value->is_number_unsigned()) return wrong(name, "must be a whole number from 0");
  out = value->get<std::uint64_t>();
  return true;
}

bool JsonReader::flag(const char* name, bool& out) {
  const auto* value = find(name);
  if (value == nullptr) return false;
  if (!value->is_boolean()) return wrong(name, "must be true or false");
  out = value->get<bool>();
  return true;
}

bool JsonReader::texts(const char* name, std::vector<std::string>& out) {
  const auto* value = find(name);
  if (value == nullptr) return false;
  if (!value->is_array()) return wrong(name, "must be a list of texts");
  out.clear();
  for (const auto& each : *value) {
    if (!each.is_string()) return wrong(name, "must be a list of texts");
    out.push_back(each.get<std::string>());
  }
  return true;
}

const nlohmann::json* JsonReader::object(const char* name, Needed needed) {
  const auto* value = find(name);
  if (value != nullptr && value->is_object()) return value;
  if (value != nullptr) wrong(name, "must be an object");
  if (value == nullptr && needed == Needed::kYes) wrong(name, "missing");
  return nullptr;
}

const nlohmann::json* JsonReader::objects(const char* name, Needed needed) {
  const auto* value = find(name);
  const auto is_object = [](const nlohmann::json& each) { return each.is_object(); };
  if (value != nullptr && value->is_array() && std::all_of(value->begin(), value->end(), is_object)) return value;
  if (value != nullptr) wrong(name, "must be a list of objects");
  if (value == nullptr && needed == Needed::kYes) wrong(name, "missing");
  return nullptr;
}

Result<void> JsonReader::done() const {
  if (!problem_.empty()) return invalid(problem_);
  for (const auto& member : object_.items()) {
    if (!asked_.contains(member.key())) return invalid(member.key() + ": unknown member");
  }
  return {};
}

}  // namespace vigie::api
