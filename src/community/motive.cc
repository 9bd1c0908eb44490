#include "community/motive.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/ascii.h"
#include "base/utf8.h"
#include "community/limits.h"
#include "community/skeleton.h"
#include "text/fold.h"
#include "text/likeness.h"

namespace vigie::community {
namespace {

// Beginnings of words, folded, French and English.
constexpr std::array<std::string_view, 36> kAgainst = {
    "negati",  "negativ",   "critic",    "critiq",    "denigr",    "disparag", "defavorab",  "unfavo",    "unfavou",
    "hostil",  "detract",   "mecontent", "unhapp",    "dissatisf", "insatisf", "plaint",     "complain",  "reclamation",
    "dislik",  "deplai",    "disagree",  "desaccord", "pessimis",  "polemi",   "controvers", "unflatter", "displeas",
    "derogat", "depreciat", "discredit", "embarrass", "contestat", "grievanc", "doleanc",    "sceptic",   "skeptic"};

constexpr std::size_t kSpeltLettersMin = 4;  // So many single letters in a row spell a word.

// Folded words, in this order and side by side.
constexpr std::array<std::string_view, 38> kAgainstTogether = {"notre reputation",
                                                               "our reputation",
                                                               "reputation of the brand",
                                                               "reputation de la marque",
                                                               "off message",
                                                               "off brand",
                                                               "on message",
                                                               "hors message",
                                                               "hors ligne",
                                                               "notre image",
                                                               "our image",
                                                               "brand image",
                                                               "image de marque",
                                                               "image de la marque",
                                                               "image of the brand",
                                                               "mauvais avis",
                                                               "mauvaise note",
                                                               "mauvaises notes",
                                                               "bad review",
                                                               "bad reviews",
                                                               "bad opinion",
                                                               "bad opinions",
                                                               "low rating",
                                                               "low ratings",
                                                               "poor rating",
                                                               "n aime pas",
                                                               "n aimons pas",
                                                               "do not like",
                                                               "don t like",
                                                               "ne plait pas",
                                                               "not positive",
                                                               "pas positif",
                                                               "pas positifs",
                                                               "against the brand",
                                                               "contre la marque",
                                                               "against us",
                                                               "contre nous",
                                                               "mauvaise publicite"};

std::string without_unseen(std::string_view utf8) {
  std::string out;
  while (!utf8.empty()) {
    const auto [point, bytes] = first_code_point(utf8);
    if (!text::is_unseen(point) || point == U'\n' || point == U'\t' || point == U'\r')
      out.append(utf8.substr(0, bytes));
    utf8.remove_prefix(bytes);
  }
  return out;
}

// " word word " of the folded text.
std::string spaced_words(std::string_view words) {
  std::string out = " ";
  const std::string folded = text::fold(words);
  for (const char c : folded) {
    const bool is_word = is_letter(c) || is_digit(c) || !is_ascii(c);
    if (is_word) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

// Words as they look, `n e g a t i v e` as one.
std::string looking_words(std::string_view words) {
  std::string out = " ";
  std::string spelt;
  std::size_t letters = 0;
  const auto end_spelling = [&] {
    if (letters >= kSpeltLettersMin) out += spelt + ' ';
    spelt.clear();
    letters = 0;
  };
  for (const auto& word : skeleton_words(without_unseen(words))) {
    if (code_point_count(word) == 1) {
      spelt += word;
      ++letters;
    } else {
      end_spelling();
      out += word + ' ';
    }
  }
  end_spelling();
  return out;
}

bool is_reason_id(std::string_view id) {
  return !id.empty() && id.size() <= kSlugBytesMax && id.front() != '-' &&
         std::all_of(id.begin(), id.end(), [](char c) { return is_small(c) || is_digit(c) || c == '-'; });
}

Result<void> check_answer(std::string_view name, std::string_view words) {
  if (trimmed(without_unseen(words)).empty()) {
    return invalid("motive." + std::string(name) + ": missing; no page opens without a whole motive card");
  }
  return check_words("motive." + std::string(name), words, kCardPointsMax);
}

Result<void> check_reason(const Reason& reason, std::set<std::string>& ids) {
  const std::string name = "motive.removal_reasons: ";
  if (!is_reason_id(reason.id)) return invalid(name + "an id is small letters, digits and hyphens");
  if (!ids.insert(reason.id).second) return invalid(name + "the id " + reason.id + " stands twice");
  if (trimmed(reason.words).empty()) return invalid(name + reason.id + " says nothing");
  if (auto ok = check_words("motive.removal_reasons", reason.words, kReasonPointsMax); !ok) return ok;
  auto word = word_against_opinion(reason.words);
  if (word.empty()) word = word_against_opinion(reason.id);
  if (word.empty()) return {};
  return invalid(
      name + reason.id + ": holds \"" + word +
      "\"; what is removed may break a rule, but not speak against the brand. Say in `why` or `use` what stays");
}

}  // namespace

Result<void> check_words(std::string_view name, std::string_view words, std::size_t points_max) {
  if (!is_utf8(words)) return invalid(std::string(name) + ": is no UTF-8");
  const bool has_control = std::any_of(words.begin(), words.end(), [](char c) {
    return is_ascii(c) && ((c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7F);
  });
  if (has_control) return invalid(std::string(name) + ": holds a control character");
  if (code_point_count(words) <= points_max) return {};
  return invalid(std::string(name) + ": longer than " + std::to_string(points_max) + " characters");
}

std::string word_against_opinion(std::string_view words) {
  const std::string all = spaced_words(words);
  for (const auto beginning : kAgainst) {
    const auto at = all.find(" " + std::string(beginning));
    if (at != std::string::npos) return all.substr(at + 1, all.find(' ', at + 1) - at - 1);
  }
  for (const auto together : kAgainstTogether) {
    if (all.find(" " + std::string(together) + " ") != std::string::npos) return std::string(together);
  }
  const std::string looks = looking_words(words);  // What passes for one of those in the eyes of a reader.
  for (const auto beginning : kAgainst) {
    if (looks.find(" " + skeleton(beginning)) != std::string::npos) return std::string(beginning);
  }
  return {};
}

Result<void> check_card(const MotiveCard& card) {
  auto ok = check_answer("who", card.who);
  if (ok) ok = check_answer("why", card.why);
  if (ok) ok = check_answer("use", card.use);
  if (ok) ok = check_answer("paid", card.paid);
  if (ok) ok = check_answer("how_long", card.how_long);
  if (!ok) return ok;
  if (card.removal_reasons.size() > kReasonsMax) {
    return invalid("motive.removal_reasons: more than " + std::to_string(kReasonsMax));
  }
  std::set<std::string> ids;
  for (const auto& reason : card.removal_reasons) {
    if (ok = check_reason(reason, ids); !ok) return ok;
  }
  return {};
}

}  // namespace vigie::community
