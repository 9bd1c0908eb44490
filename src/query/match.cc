#include "query/match.h"

#include <algorithm>
#include <optional>

namespace vigie::query {
namespace {

using Place = std::uint32_t;

bool is_form_of(const Code& code, const SequenceWord& wanted, const text::Words& words, const text::Word& word) {
  switch (wanted.form) {
    case Form::kTerm:
      return word.term == wanted.term;
    case Form::kExact:
      return word.term == wanted.term && word.exact == wanted.exact;
    case Form::kPrefix:
      return word.kind == wanted.kind && words.folded(word).starts_with(code.prefix_of(wanted));
  }
  return false;
}

// The last word of `sequence`, of two or more, if it stands at `place`, where its first word has been found: the first
// of those at its position.
std::optional<Place> end_of(const Code& code, std::span<const SequenceWord> sequence, const text::Words& words,
                            Place place) {
  const auto all = words.all();
  const auto begin = all[place].position;
  Place last = place;
  Place at = place;
  for (const auto& wanted : sequence.subspan(1)) {
    while (at < all.size() && all[at].position < begin + wanted.offset) ++at;
    last = at;
    while (last < all.size() && all[last].position == begin + wanted.offset &&
           !is_form_of(code, wanted, words, all[last])) {
      ++last;
    }
    if (last == all.size() || all[last].position != begin + wanted.offset) return std::nullopt;
  }
  return last;
}

// The last position that a word covers: a hashtag in a script without spaces lies over several words.
std::uint32_t last_position(std::span<const text::Word> all, Place place) {
  const auto& word = all[place];
  std::uint32_t out = word.position;
  if (word.kind != text::Kind::kHashtag && word.kind != text::Kind::kMention) return out;
  for (Place at = place + 1; at < all.size() && all[at].part == word.part && all[at].from < word.to; ++at) {
    out = all[at].position;
  }
  return out;
}

// Calls `found(first, last)` for each occurrence that begins at `place`, until it says false. Several tags at one
// position may be the last word: `@jean`, `@jean-paul`.
template <typename Found>
bool each_from(const Code& code, std::span<const SequenceWord> wanted, const text::Words& words, Place place,
               Found found) {
  const auto all = words.all();
  if (!is_form_of(code, wanted.front(), words, all[place])) return true;
  if (wanted.size() == 1) return found(place, place);
  const auto first = end_of(code, wanted, words, place);
  if (!first) return true;
  for (Place last = *first; last < all.size() && all[last].position == all[*first].position; ++last) {
    if (is_form_of(code, wanted.back(), words, all[last]) && !found(place, last)) return false;
  }
  return true;
}

// The same for each occurrence in the post.
template <typename Found>
void each_occurrence(const Code& code, const Sequence& sequence, const PostTerms& terms, Found found) {
  const auto& words = terms.words();
  const auto all = words.all();
  const auto wanted = code.words_of(sequence);
  const auto try_at = [&](Place place) { return each_from(code, wanted, words, place, found); };
  if (wanted.front().form == Form::kPrefix) {
    for (Place place = 0; place < all.size(); ++place) {
      if (!try_at(place)) return;
    }
    return;
  }
  for (Place place = terms.first(wanted.front().term); place != PostTerms::kNone; place = terms.next(place)) {
    if (!try_at(place)) return;
  }
}

// Every term of the sequence is somewhere in the post; cheaper to ask first than to walk through a long post.
bool may_stand(const Code& code, const Sequence& sequence, const PostTerms& terms) {
  const auto words = code.words_of(sequence);
  return std::all_of(words.begin(), words.end(),
                     [&](const auto& word) { return word.form == Form::kPrefix || terms.has(word.term); });
}

bool stands(const Code& code, const Sequence& sequence, const PostTerms& terms) {
  if (!terms.is_short() && !may_stand(code, sequence, terms)) return false;
  bool out = false;
  each_occurrence(code, sequence, terms, [&](Place, Place) {
    out = true;
    return false;
  });
  return out;
}

// All occurrences of a side, by their first position.
void find_side(const Code& code, const Side& side, const PostTerms& terms, std::vector<Occurrence>& out) {
  out.clear();
  for (const auto& sequence : code.sequences_of(side)) find_all(code, sequence, terms, out);
  if (side.count > 1) {
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  }
}

// Those of `sorted` that begin after `before` ends, with at most `distance` words between.
std::span<const Occurrence> followers(const Occurrence& before, std::span<const Occurrence> sorted, unsigned distance) {
  const auto starts_before = [](const Occurrence& occurrence, std::uint32_t position) {
    return occurrence.from < position;
  };
  const auto from = std::lower_bound(sorted.begin(), sorted.end(), before.to + 1, starts_before);
  const auto to = std::lower_bound(from, sorted.end(), before.to + distance + 2, starts_before);
  return {from, to};
}

bool any_followed(std::span<const Occurrence> left, std::span<const Occurrence> right, unsigned distance) {
  return std::any_of(left.begin(), left.end(),
                     [&](const auto& one) { return !followers(one, right, distance).empty(); });
}

bool stands_near(const Code& code, const Near& near, const PostTerms& terms, Scratch& scratch) {
  find_side(code, near.left, terms, scratch.left);
  if (scratch.left.empty()) return false;
  find_side(code, near.right, terms, scratch.right);
  if (any_followed(scratch.left, scratch.right, near.distance)) return true;
  return !near.ordered && any_followed(scratch.right, scratch.left, near.distance);
}

void add_followed(std::span<const Occurrence> left, std::span<const Occurrence> right, unsigned distance,
                  std::vector<Occurrence>& out) {
  for (const auto& one : left) {
    const auto after = followers(one, right, distance);
    if (after.empty()) continue;
    out.push_back(one);
    out.insert(out.end(), after.begin(), after.end());
  }
}

}  // namespace

void find_all(const Code& code, const Sequence& sequence, const PostTerms& terms, std::vector<Occurrence>& out) {
  if (!may_stand(code, sequence, terms)) return;
  const auto all = terms.words().all();
  each_occurrence(code, sequence, terms, [&](Place first, Place last) {
    out.push_back({first, last, all[first].position, last_position(all, last)});
    return true;
  });
}

void find_pairs(const Code& code, const Near& near, const PostTerms& terms, Scratch& scratch,
                std::vector<Occurrence>& out) {
  find_side(code, near.left, terms, scratch.left);
  find_side(code, near.right, terms, scratch.right);
  add_followed(scratch.left, scratch.right, near.distance, out);
  if (!near.ordered) add_followed(scratch.right, scratch.left, near.distance, out);
}

bool holds(const Code& code, const Step& step, const Document& document, const PostTerms& terms, Scratch& scratch) {
  switch (step.test) {
    case Test::kTerm:
      return terms.has(step.value);
    case Test::kSequence:
      return stands(code, sequence_of(step), terms);
    case Test::kNear:
      return stands_near(code, code.nears[step.value], terms, scratch);
    case Test::kLang:
      return document.reading.language == step.value;
    case Test::kField:
      return holds(code.fields[step.value], document);
  }
  return false;
}

bool run(const Code& code, Entry entry, const Document& document, const PostTerms& terms, Scratch& scratch) {
  std::uint16_t at = entry.start;
  while (at < kNo) {
    const Step& step = code.steps[entry.base + at];
    const bool holds_here =
        step.test == Test::kTerm ? terms.has(step.value) : holds(code, step, document, terms, scratch);
    at = holds_here ? step.on_true : step.on_false;
  }
  return at == kYes;
}

}  // namespace vigie::query
