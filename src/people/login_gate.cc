#include "people/login_gate.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace vigie::people {
namespace {

constexpr std::size_t kKeyBytesMax = 200;  // A longer name is nobody's; its beginning stands for it.

std::string key_of(std::string_view text) { return std::string(text.substr(0, kKeyBytesMax)); }

// By the time that `at` tells of each; all, if they are of one moment.
template <typename Map, typename At>
void forget_older_half(Map& map, At at) {
  std::vector<Time> times;
  times.reserve(map.size());
  for (const auto& [key, value] : map) times.push_back(at(value));
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  const Time oldest_kept = *middle;
  const auto before = map.size();
  std::erase_if(map, [&](const auto& one) { return at(one.second) < oldest_kept; });
  if (map.size() == before) map.clear();
}

}  // namespace

std::string household_of(std::string_view address) {
  std::array<unsigned char, 16> bytes{};
  const std::string text(address.substr(0, address.find('%')));
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return key_of(address);
  constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};  // RFC 4291 §2.5.5.2
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin())) {
    return inet_ntop(AF_INET, bytes.data() + kMapped.size(), out.data(), out.size());
  }
  std::memset(bytes.data() + 8, 0, 8);
  return inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
}

double LoginGate::Book::left_over(const Tries& tries, Time now) const {
  const auto passed = std::max(Micros(0), now - tries.at);  // A clock that steps back forgives nothing.
  return std::max(0.0, tries.count - static_cast<double>(passed.count()) / static_cast<double>(pace_.regain.count()));
}

Micros LoginGate::Book::wait(const std::string& key, Time now) {
  const auto found = tries_.find(key);
  if (found == tries_.end()) return Micros(0);
  found->second.at =
      std::min(found->second.at, now);  // Else nobody could try until a clock that stepped back is there.
  const double too_many = left_over(found->second, now) + 1 - pace_.at_once;
  const auto wait = static_cast<std::int64_t>(too_many * static_cast<double>(pace_.regain.count()));
  return Micros(std::max<std::int64_t>(0, wait));
}

void LoginGate::Book::count(const std::string& key, Time now) {
  if (!tries_.contains(key) && tries_.size() >= kEntriesMax) make_room(now);
  auto& tries = tries_[key];
  tries = {left_over(tries, now) + 1, now};
}

void LoginGate::Book::give_back(const std::string& key) {
  const auto found = tries_.find(key);
  if (found == tries_.end()) return;
  found->second.count -= 1;
  if (found->second.count <= 0) tries_.erase(found);
}

// Those that count no longer; if there are none, the older half.
void LoginGate::Book::make_room(Time now) {
  std::erase_if(tries_, [&](const auto& one) { return left_over(one.second, now) <= 0; });
  if (tries_.size() >= kEntriesMax) forget_older_half(tries_, [](const Tries& tries) { return tries.at; });
}

// A name is counted apart where it is at home. No name holds a NUL.
std::string LoginGate::name_key(const Books& books, const std::string& name, const std::string& household) {
  const auto person = key_of(name);
  const auto at_home = person + '\0' + household;
  return books.homes.contains(at_home) ? at_home : person;
}

Micros LoginGate::enter(const std::string& name, std::string_view address, Time now) {
  const auto household = household_of(address);
  return books_.with([&](Books& books) {
    const auto person = name_key(books, name, household);
    const auto wait = std::max(books.names.wait(person, now), books.addresses.wait(household, now));
    if (wait > Micros(0)) return wait;
    books.names.count(person, now);
    books.addresses.count(household, now);
    return Micros(0);
  });
}

void LoginGate::succeeded(const std::string& name, std::string_view address, Time now) {
  const auto household = household_of(address);
  books_.with([&](Books& books) {
    books.names.give_back(name_key(books, name, household));
    books.addresses.give_back(household);
    if (books.homes.size() >= kEntriesMax) forget_older_half(books.homes, [](Time at) { return at; });
    books.homes[key_of(name) + '\0' + household] = now;
  });
}

std::size_t LoginGate::remembered() const {
  return books_.with([](const Books& books) { return books.names.size() + books.addresses.size(); });
}

}  // namespace vigie::people
