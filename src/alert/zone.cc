#include "alert/zone.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

namespace vigie::alert {
namespace {

constexpr std::size_t kHeaderBytes = 44;
constexpr std::size_t kFileBytesMax = 64U << 10;
constexpr std::size_t kNameBytesMax = 64;

std::int64_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < width; ++i) out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return width == 4 ? static_cast<std::int32_t>(static_cast<std::uint32_t>(out)) : static_cast<std::int64_t>(out);
}

struct Header {
  std::size_t isut, isstd, leap, times, types, chars;
  std::size_t body(std::size_t width) const {
    return times * width + times + types * 6 + chars + leap * (width + 4) + isstd + isut;
  }
};

std::optional<Header> header_of(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || !bytes.starts_with("TZif") || bytes[4] < '2') return std::nullopt;
  const auto count = [&](std::size_t place) { return static_cast<std::size_t>(number_at(bytes, 20 + 4 * place, 4)); };
  Header out{count(0), count(1), count(2), count(3), count(4), count(5)};
  for (const auto one : {out.isut, out.isstd, out.leap, out.times, out.types, out.chars}) {
    if (one > kFileBytesMax) return std::nullopt;
  }
  return out;
}

// It names a file below the tables' folder, and nothing else.
bool is_name(const std::string& name) {
  if (name.empty() || name.size() > kNameBytesMax || name.front() == '/' || name.find("..") != std::string::npos)
    return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' ||
           c == '-' || c == '+';
  });
}

}  // namespace

std::optional<Zone> Zone::load(const std::string& name) {
  if (name == "UTC") return Zone{};
  if (!is_name(name)) return std::nullopt;
  std::ifstream in("/usr/share/zoneinfo/" + name, std::ios::binary);
  if (!in) return std::nullopt;
  std::string bytes(kFileBytesMax, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  return read(bytes);
}

// The first block is of 32 bits, for readers of version 1; the second holds the same in 64.
std::optional<Zone> Zone::read(std::string_view bytes) {
  const auto old = header_of(bytes);
  if (!old || bytes.size() < kHeaderBytes + old->body(4)) return std::nullopt;
  bytes.remove_prefix(kHeaderBytes + old->body(4));
  const auto header = header_of(bytes);
  if (!header || bytes.size() < kHeaderBytes + header->body(8) || header->types == 0) return std::nullopt;
  bytes.remove_prefix(kHeaderBytes);
  const std::size_t types_at = header->times * 9;
  const auto offset_of = [&](std::size_t type) {
    return static_cast<std::int32_t>(number_at(bytes, types_at + 6 * type, 4));
  };
  Zone out;
  out.changes_.push_back({std::numeric_limits<std::int64_t>::min(), offset_of(0)});
  for (std::size_t i = 0; i < header->times; ++i) {
    const auto type = static_cast<unsigned char>(bytes[header->times * 8 + i]);
    if (type >= header->types) return std::nullopt;
    out.changes_.push_back({number_at(bytes, 8 * i, 8), offset_of(type)});
  }
  auto footer = bytes.substr(header->body(8));
  if (!footer.starts_with('\n') || footer.find('\n', 1) == std::string_view::npos) return std::nullopt;
  footer = footer.substr(1, footer.find('\n', 1) - 1);
  if (footer.empty()) return out;
  out.then_ = ZoneRule::read(footer);
  return out.then_ ? std::optional(std::move(out)) : std::nullopt;
}

int Zone::minute_of_day(Time time) const {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), seconds,
                                      [](std::int64_t at, const Change& change) { return at < change.at; });
  const auto of_table = [&] { return after == changes_.begin() ? 0 : std::prev(after)->offset_s; };
  const std::int64_t there = seconds + (after == changes_.end() && then_ ? then_->offset_s(seconds) : of_table());
  constexpr std::int64_t kDay = 24 * 60 * 60;
  return static_cast<int>((there % kDay + kDay) % kDay / 60);
}

}  // namespace vigie::alert
