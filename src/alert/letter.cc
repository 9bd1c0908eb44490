#include "alert/letter.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string_view>

#include "base/utf8.h"

namespace vigie::alert {
namespace {

constexpr std::size_t kSubjectBytesMax = 400;
constexpr std::size_t kWordBytesMax = 45;  // Of UTF-8 in one encoded word: 75 letters in all (RFC 2047 §2).
constexpr std::size_t kLineBytes = 57;     // 76 letters of base64 (RFC 2045 §6.8).

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // The NUL.
  return out;
}

// At most `most` bytes, and no character cut in two.
std::string_view head_of(std::string_view text, std::size_t most) {
  const std::size_t whole = whole_points(text, most);
  return text.substr(0, whole == 0 ? most : whole);  // Broken bytes are cut anywhere.
}

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }

// Always in encoded words: a line break, or what looks like another header, is a letter among others.
std::string subject_of(std::string_view text) {
  std::string plain(head_of(text, kSubjectBytesMax));
  std::replace_if(plain.begin(), plain.end(), is_control, ' ');
  std::string out;
  for (std::string_view rest = plain; !rest.empty();) {
    const auto word = head_of(rest, kWordBytesMax);
    rest.remove_prefix(word.size());
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(word) + "?=");
  }
  return out;
}

std::string body_of(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\r') continue;
    lines += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }
  std::string out;
  for (std::string_view rest = lines; !rest.empty(); rest.remove_prefix(std::min(rest.size(), kLineBytes))) {
    out += base64(rest.substr(0, kLineBytes)) + "\r\n";
  }
  return out;
}

// RFC 5322 §3.3, whatever the locale.
std::string date_of(Time time) {
  constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  const auto two = [](int number) { return std::string(number < 10 ? "0" : "") + std::to_string(number); };
  return std::string(kDays.at(static_cast<std::size_t>(parts.tm_wday))) + ", " + two(parts.tm_mday) + " " +
         std::string(kMonths.at(static_cast<std::size_t>(parts.tm_mon))) + " " + std::to_string(1900 + parts.tm_year) +
         " " + two(parts.tm_hour) + ":" + two(parts.tm_min) + ":" + two(parts.tm_sec) + " +0000";
}

}  // namespace

std::string write_letter(const Parcel& parcel, const std::string& from, Time now) {
  const std::string domain = from.substr(from.rfind('@') + 1);
  const auto number = [](std::int64_t value) { return std::to_string(value); };
  // What one alert says stands together in a mailbox, as answers to a letter that nobody has.
  const std::string thread = "<alert-" + number(parcel.alert) + "@" + domain + ">";
  std::string out = "Date: " + date_of(now) + "\r\nFrom: Vigie <" + from + ">\r\nTo: <" + parcel.to.address +
                    ">\r\nSubject: " + subject_of(parcel.subject) + "\r\nMessage-ID: <delivery-" + number(parcel.id) +
                    "." + number(micros_of(parcel.at)) + "@" + domain + ">\r\nReferences: " + thread + "\r\n";
  if (parcel.is_crisis) out += "Importance: high\r\nX-Priority: 1\r\n";
  out +=
      "Auto-Submitted: auto-generated\r\n"  // RFC 3834 §5: nobody's holiday shall answer.
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return out + body_of(parcel.body);
}

Result<void> send_letter(const Parcel& parcel, const LetterOptions& options, Time now, const std::atomic<bool>& stop) {
  return net::send_mail(options.server, {options.from, parcel.to.address, write_letter(parcel, options.from, now)},
                        &stop);
}

}  // namespace vigie::alert
