#include "net/reply_head.h"

#include <array>
#include <cstdio>

#include "net/ascii.h"

namespace vigie::net {
namespace {

bool is_ours(std::string_view name) {
  constexpr std::array<std::string_view, 4> kOurs = {"Connection", "Content-Length", "Date", "Transfer-Encoding"};
  for (const std::string_view ours : kOurs) {
    if (same_name(ours, name)) return true;
  }
  return false;
}

// `Sun, 06 Nov 1994 08:49:37 GMT`, RFC 9110 §5.6.7.
std::string http_date(Time now) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(now - day));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                kDays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

void add_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool is_writable(const Headers& headers) {
  constexpr std::string_view kBreaks("\r\n\0", 3);
  for (const Headers::Entry& entry : headers) {
    if (entry.name.empty() || entry.name.find_first_of(": \t") != std::string::npos) return false;
    if (entry.name.find_first_of(kBreaks) != std::string::npos) return false;
    if (entry.value.find_first_of(kBreaks) != std::string::npos) return false;
  }
  return true;
}

std::string head_text(const Reply& reply, const HeadOptions& options, Time now) {
  std::string out = "HTTP/1.1 " + std::to_string(reply.status) + " ";
  out.append(reason_of(reply.status)).append("\r\n");
  add_field(out, "Date", http_date(now));
  for (const Headers::Entry& entry : reply.headers) {
    if (!is_ours(entry.name)) add_field(out, entry.name, entry.value);
  }
  if (options.has_length) add_field(out, "Content-Length", std::to_string(options.body_bytes));
  if (!options.keeps_alive) add_field(out, "Connection", "close");
  return out + "\r\n";
}

}  // namespace vigie::net
