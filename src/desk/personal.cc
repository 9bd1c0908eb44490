#include "desk/personal.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/ascii.h"

namespace vigie::desk {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"iban", "card", "telephone", "email"};
constexpr std::size_t kIbanMin = 15;
constexpr std::size_t kIbanMax = 34;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_digit(c) || is_letter(c) || (static_cast<unsigned char>(c) >= 0x80); }

// The bytes of a separator between groups of a number: blank, dot, dash, slash, no-break space; 0: none is here.
std::size_t separator(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (std::string_view(" .-/").find(text[at]) != std::string_view::npos) return 1;
  if (text.substr(at).starts_with("\xC2\xA0")) return 2;  // U+00A0
  return text.substr(at).starts_with("\xE2\x80\xAF") || text.substr(at).starts_with("\xE2\x80\x91")
             ? 3
             : 0;  // U+202F, U+2011
}

struct Run {
  std::string compact;
  std::vector<std::size_t> ends;  // In the text, after each character of `compact`.
};

// Characters that `takes` accepts, with at most one separator between two.
template <typename Takes>
Run run_at(std::string_view text, std::size_t at, Takes takes, std::size_t most) {
  Run out;
  while (at < text.size() && out.compact.size() < most) {
    if (!takes(text[at])) {
      const auto gap = separator(text, at);
      if (gap == 0 || out.compact.empty() || at + gap >= text.size() || !takes(text[at + gap])) break;
      at += gap;
    }
    out.compact += text[at];
    out.ends.push_back(++at);
  }
  return out;
}

std::optional<Personal> iban_at(std::string_view text, std::size_t at) {
  if (at + 4 > text.size() || !is_letter(text[at]) || !is_letter(text[at + 1]) || !is_digit(text[at + 2])) return {};
  auto run = run_at(
      text, at, [](char c) { return is_digit(c) || is_letter(c); }, kIbanMax);
  std::transform(run.compact.begin(), run.compact.end(), run.compact.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  // What follows it may look like a part of it.
  for (std::size_t size = run.compact.size(); size >= kIbanMin; --size) {
    const auto end = run.ends[size - 1];
    if (end < text.size() && is_word(text[end])) continue;
    if (is_iban(std::string_view(run.compact).substr(0, size))) return Personal{PersonalKind::kIban, at, end};
  }
  return {};
}

std::optional<Personal> card_at(std::string_view text, std::size_t at) {
  const auto run = run_at(text, at, is_digit, 19);
  if (run.ends.empty() || (run.ends.back() < text.size() && is_word(text[run.ends.back()]))) return {};
  if (!is_card(run.compact)) return {};
  return Personal{PersonalKind::kCard, at, run.ends.back()};
}

// French: ten digits from 0; international: `+` or `00` and 8 to 15 digits (E.164).
std::optional<Personal> telephone_at(std::string_view text, std::size_t at) {
  const bool plus = text[at] == '+';
  const std::size_t first = plus ? at + 1 : at;
  std::string open;  // "+33 (0)6 …": the zero in parentheses is no digit of the number.
  auto run = run_at(text, first, is_digit, 17);
  if (run.ends.empty()) return {};
  std::size_t end = run.ends.back();
  if (plus && text.substr(end).starts_with(" (0)")) {
    const auto rest = run_at(text, end + 4 + separator(text, end + 4), is_digit, 15);
    if (!rest.ends.empty()) {
      run.compact += rest.compact;
      end = rest.ends.back();
    }
  }
  if (end < text.size() && is_word(text[end])) return {};
  const bool abroad = plus ? run.compact.size() >= 8 && run.compact.size() <= 15
                           : run.compact.size() >= 11 && run.compact.starts_with("00") && run.compact[2] != '0';
  const bool french = !plus && run.compact.size() == 10 && run.compact[0] == '0' && run.compact[1] != '0';
  if (!abroad && !french) return {};
  return Personal{PersonalKind::kTelephone, at, end};
}

std::optional<Personal> email_at(std::string_view text, std::size_t at, std::size_t not_before) {
  const auto is_local = [](char c) {
    return is_word(c) || std::string_view("._%+-").find(c) != std::string_view::npos;
  };
  const auto is_host = [](char c) { return is_word(c) || c == '.' || c == '-'; };
  std::size_t from = at;
  while (from > not_before && is_local(text[from - 1])) --from;
  std::size_t to = at + 1;
  while (to < text.size() && is_host(text[to])) ++to;
  while (to > at + 1 && !is_word(text[to - 1])) --to;
  const auto host = text.substr(at + 1, to - at - 1);
  const auto dot = host.rfind('.');
  if (from == at || dot == std::string_view::npos || dot == 0 || host.size() - dot < 3) return {};
  return Personal{PersonalKind::kEmail, from, to};
}

}  // namespace

std::string_view name_of(PersonalKind kind) { return kNames.at(static_cast<std::size_t>(kind)); }

bool is_iban(std::string_view compact) {
  if (compact.size() < kIbanMin || compact.size() > kIbanMax) return false;
  if (!is_letter(compact[0]) || !is_letter(compact[1]) || !is_digit(compact[2]) || !is_digit(compact[3])) return false;
  unsigned rest = 0;
  for (std::size_t i = 0; i < compact.size(); ++i) {
    const char c = compact[(i + 4) % compact.size()];
    if (!is_digit(c) && !(c >= 'A' && c <= 'Z')) return false;
    rest = is_digit(c) ? (rest * 10 + static_cast<unsigned>(c - '0')) % 97
                       : (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  }
  return rest == 1;
}

bool is_card(std::string_view digits) {
  if (digits.size() < 13 || digits.size() > 19) return false;
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char c = digits[digits.size() - 1 - i];
    if (!is_digit(c)) return false;
    const int digit = c - '0';
    sum += i % 2 == 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 == 0 && sum > 0;
}

std::vector<Personal> find_personal(std::string_view text) {
  std::vector<Personal> out;
  std::size_t at = 0;
  std::size_t free_from = 0;  // What is before belongs to what was found.
  while (at < text.size()) {
    std::optional<Personal> found;
    const bool begins = at == 0 || !is_word(text[at - 1]);
    if (begins && is_letter(text[at])) found = iban_at(text, at);
    if (begins && is_digit(text[at])) found = card_at(text, at);
    if (!found && ((begins && is_digit(text[at])) || text[at] == '+')) found = telephone_at(text, at);
    if (!found && text[at] == '@') found = email_at(text, at, free_from);
    if (found) {
      out.push_back(*found);
      at = free_from = found->to;
    } else if (begins && is_digit(text[at])) {
      // The rest of a number is no beginning of another.
      const auto run = run_at(text, at, is_digit, text.size());
      at = run.ends.back();
    } else {
      ++at;
    }
  }
  return out;
}

}  // namespace vigie::desk
