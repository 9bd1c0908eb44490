#include "mood/target.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "mood/connectives.h"
#include "mood/feature_walk.h"

namespace vigie::mood {
namespace {

// Without anything between its words: `national ice cream day` as `#NationalIceCreamDay` has it.
std::string run_together(std::string_view folded) {
  std::string out;
  for (const char c : folded) {
    if (!is_ascii(c) || is_digit(c) || is_letter(c)) out += lower(c);
  }
  return out;
}

bool is_tag(const text::Word& word) { return word.kind == text::Kind::kHashtag || word.kind == text::Kind::kMention; }

// Latin and Cyrillic capitals: the scripts whose names are told by them.
bool begins_with_capital(std::string_view typed) {
  const char32_t c = first_code_point(typed).value;
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F);
}

bool overlaps(const Clause& a, int part, std::uint32_t from, std::uint32_t to) {
  return a.part == part && a.from < to && from < a.to;
}

bool is_within(std::span<const Clause> places, int part, std::uint32_t from, std::uint32_t to) {
  return std::any_of(places.begin(), places.end(), [&](const Clause& a) { return overlaps(a, part, from, to); });
}

// A text in capitals says nothing by them.
bool is_all_shouted(const text::Words& words) {
  std::size_t shouted = 0;
  std::size_t plain = 0;
  for (const text::Word& word : words.all()) {
    if (word.kind != text::Kind::kWord) continue;
    ++plain;
    shouted += is_shouted(words.typed(word)) ? 1 : 0;
  }
  return shouted * 2 > plain;
}

class Namer {
 public:
  Namer(const text::Words& words, std::span<const Clause> target, const IsCommon& is_common, Owned& out)
      : words_(words), target_(target), is_common_(is_common), out_(out), shouted_(is_all_shouted(words)) {}

  void find_others() {
    std::uint32_t tag_end = 0;
    int part = -1;
    std::uint32_t end = 0;
    std::uint32_t count = 0;
    for (const text::Word& word : words_.all()) {
      if (++count > kTokensMax) break;
      if (word.part != part) {
        part = word.part;
        tag_end = end = 0;
      }
      if (word.from < tag_end) continue;
      const bool begins = begins_sentence(word, end);
      end = word.to;
      if (is_tag(word)) tag_end = word.to;
      if (is_within(target_, word.part, word.from, word.to) || !is_name(word, begins)) continue;
      out_.others.push_back({word.part, word.from, word.to});
    }
  }

 private:
  bool begins_sentence(const text::Word& word, std::uint32_t end) const {
    if (end == 0) return true;
    const std::string_view gap = words_.texts()[word.part].substr(end, word.from - end);
    return gap.find_first_of(".!?\n\":|") != std::string_view::npos || gap.find("…") != std::string_view::npos;
  }

  bool is_name(const text::Word& word, bool begins) const {
    if (word.kind == text::Kind::kMention) return true;
    if (word.kind != text::Kind::kWord || shouted_) return false;
    const std::string_view typed = words_.typed(word);
    const std::string_view folded = words_.folded(word);
    if (typed.size() < 2 || folded.empty() || !begins_with_capital(typed) || begins_subject(folded)) return false;
    return !is_common_(folded) || (!begins && !is_shouted(typed));
  }

  const text::Words& words_;
  const std::span<const Clause> target_;
  const IsCommon& is_common_;
  Owned& out_;
  const bool shouted_;
};

void own(std::vector<OwnedClause>& clauses) {
  const auto names_one = [](const OwnedClause& one) { return one.names_target || one.names_other; };
  const auto first = std::find_if(clauses.begin(), clauses.end(), names_one);
  Owner owner = first == clauses.end() || first->names_target ? Owner::kTarget : Owner::kOther;
  for (OwnedClause& one : clauses) {
    if (names_one(one)) owner = one.names_target ? Owner::kTarget : Owner::kOther;
    one.owner = owner;
  }
}

// Cuts the clause at the names of others that stand before and after the target.
Clause beside(const Clause& clause, const Clause& target, std::span<const Clause> others) {
  Clause out = clause;
  for (const Clause& other : others) {
    if (!overlaps(other, clause.part, clause.from, clause.to)) continue;
    if (other.to <= target.from) out.from = std::max(out.from, other.to);
    if (other.from >= target.to) out.to = std::min(out.to, other.from);
  }
  return out;
}

}  // namespace

std::vector<Clause> places_of(const text::Words& words, std::string_view topic) {
  const std::string wanted = [&] {
    text::Words own;
    own.add(text::Field::kText, topic);
    std::string out;
    std::uint32_t end = 0;
    for (const text::Word& word : own.all()) {
      if (word.to > end) out += run_together(own.folded(word));
      end = std::max(end, word.to);
    }
    return out;
  }();
  std::vector<Clause> out;
  if (wanted.empty()) return out;
  const auto all = words.all();
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (!out.empty() && out.back().part == all[at].part && all[at].from < out.back().to) continue;
    std::size_t done = 0;
    for (std::size_t next = at; next < all.size() && all[next].part == all[at].part && done < wanted.size(); ++next) {
      if (next > at && is_tag(all[next])) break;
      const std::string word = run_together(words.folded(all[next]));
      if (next == at && word.empty()) break;
      if (std::string_view(wanted).substr(done, word.size()) != word) break;
      done += word.size();
      if (done == wanted.size()) out.push_back({all[at].part, all[at].from, all[next].to});
      if (is_tag(all[next])) break;
    }
  }
  return out;
}

std::vector<Clause> joined(std::vector<Clause> places) {
  std::sort(places.begin(), places.end(),
            [](const Clause& a, const Clause& b) { return a.part != b.part ? a.part < b.part : a.from < b.from; });
  std::size_t kept = 0;
  for (const Clause& one : places) {
    if (kept > 0 && places[kept - 1].part == one.part && one.from < places[kept - 1].to) {
      places[kept - 1].to = std::max(places[kept - 1].to, one.to);
    } else {
      places[kept++] = one;
    }
  }
  places.resize(kept);
  return places;
}

void own_clauses(const text::Words& words, std::span<const Clause> target, const IsCommon& is_common, Owned& out) {
  out.clauses.clear();
  out.others.clear();
  out.beside.clear();
  std::vector<Clause> clauses;
  clauses_of(words, clauses);
  Namer(words, target, is_common, out).find_others();
  for (const Clause& clause : clauses) {
    const bool target_here = is_within(target, clause.part, clause.from, clause.to);
    const bool other_here = is_within(out.others, clause.part, clause.from, clause.to);
    out.clauses.push_back({clause, Owner::kTarget, target_here, other_here});
  }
  if (target.empty()) return;
  own(out.clauses);
  for (const Clause& one : target) {
    for (const Clause& clause : clauses) {
      if (overlaps(clause, one.part, one.from, one.to)) out.beside.push_back(beside(clause, one, out.others));
    }
  }
  out.beside = joined(std::move(out.beside));
}

}  // namespace vigie::mood
