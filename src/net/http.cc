#include "net/http.h"

#include <algorithm>
#include <array>

#include "net/ascii.h"

namespace vigie::net {
std::string_view name_of(Method method) {
  constexpr std::array<std::string_view, 8> kNames = {"GET",   "HEAD",   "POST",    "PUT",
                                                      "PATCH", "DELETE", "OPTIONS", "OTHER"};
  return kNames.at(static_cast<std::size_t>(method));
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const Entry& entry : entries_) {
    if (same_name(entry.name, name)) return entry.value;
  }
  return std::nullopt;
}

std::string_view Headers::get(std::string_view name) const { return find(name).value_or(std::string_view()); }

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(begin(), end(), [&](const Entry& entry) { return same_name(entry.name, name); }));
}

void Headers::add(std::string name, std::string value) { entries_.push_back({std::move(name), std::move(value)}); }

void Headers::set(std::string name, std::string value) {
  std::erase_if(entries_, [&](const Entry& entry) { return same_name(entry.name, name); });
  add(std::move(name), std::move(value));
}

void Parameters::add(std::string name, std::string value) { entries_.emplace_back(std::move(name), std::move(value)); }

std::optional<std::string_view> Parameters::find(std::string_view name) const {
  for (const auto& entry : entries_) {
    if (entry.first == name) return entry.second;
  }
  return std::nullopt;
}

std::string_view Parameters::get(std::string_view name, std::string_view otherwise) const {
  return find(name).value_or(otherwise);
}

std::string_view reason_of(int status) {
  struct Reason {
    int status;
    std::string_view text;
  };
  static constexpr std::array kReasons = {// RFC 9110 §15, and RFC 6585.
                                          Reason{200, "OK"},
                                          Reason{201, "Created"},
                                          Reason{202, "Accepted"},
                                          Reason{204, "No Content"},
                                          Reason{206, "Partial Content"},
                                          Reason{301, "Moved Permanently"},
                                          Reason{302, "Found"},
                                          Reason{303, "See Other"},
                                          Reason{304, "Not Modified"},
                                          Reason{307, "Temporary Redirect"},
                                          Reason{308, "Permanent Redirect"},
                                          Reason{400, "Bad Request"},
                                          Reason{401, "Unauthorized"},
                                          Reason{403, "Forbidden"},
                                          Reason{404, "Not Found"},
                                          Reason{405, "Method Not Allowed"},
                                          Reason{406, "Not Acceptable"},
                                          Reason{408, "Request Timeout"},
                                          Reason{409, "Conflict"},
                                          Reason{410, "Gone"},
                                          Reason{411, "Length Required"},
                                          Reason{412, "Precondition Failed"},
                                          Reason{413, "Content Too Large"},
                                          Reason{415, "Unsupported Media Type"},
                                          Reason{417, "Expectation Failed"},
                                          Reason{421, "Misdirected Request"},
                                          Reason{422, "Unprocessable Content"},
                                          Reason{429, "Too Many Requests"},
                                          Reason{431, "Request Header Fields Too Large"},
                                          Reason{500, "Internal Server Error"},
                                          Reason{501, "Not Implemented"},
                                          Reason{502, "Bad Gateway"},
                                          Reason{503, "Service Unavailable"},
                                          Reason{504, "Gateway Timeout"},
                                          Reason{505, "HTTP Version Not Supported"},
                                          Reason{507, "Insufficient Storage"}};
  for (const Reason& reason : kReasons) {
    if (reason.status == status) return reason.text;
  }
  return "Unknown";
}

}  // namespace vigie::net
