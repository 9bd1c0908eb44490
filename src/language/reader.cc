#include "language/reader.h"

#include <smmintrin.h>

#include <algorithm>
#include <cstring>
#include <span>

#include "language/claim.h"
#include "language/rows.h"
#include "language/verdict.h"
#include "language/weights.h"

namespace vigie::language {
namespace {

// Longer words are rare. A run's rows then fit in a block, and their count in a byte.
constexpr std::size_t kBytesMax = 32;
static_assert((kBytesMax + 2) * kGramLettersMax + 1 < kBlockRows);

}  // namespace

Reader::Reader(const Model& model) : weights_(model.weights_), memo_(kWordsRemembered), letters_(weights_->alphabet) {}

Guess Reader::read(const text::Words& words, std::string_view claim) {
  gather(words);
  const Script script = letters_.script();
  const Table* const table = weights_->table(script);
  if (table == nullptr) return of_script(weights_->alphabet, script);
  place_rows(*table, script);
  Sums sums{};
  std::size_t rows = add_known(script, sums);
  rows += add_new(*table, script, sums);  // Last: it takes the place of what was known.
  return guess_of(*table, script, sums, rows, claimed_language(claim));
}

// Words that are known go to known_, the others to letters_.
void Reader::gather(const text::Words& words) {
  for (const text::Word& word : words.all()) memo_.prefetch(word.exact);
  letters_.clear();
  known_count_ = 0;
  std::size_t keyed = 0;  // Of the keys.
  std::uint32_t last_to = 0;
  int last_part = -1;
  const text::Word* const end = words.all().data() + words.all().size();
  each_spoken(words, [&](const text::Word& word) {
    if (letters_.count() >= kLettersMax) return;
    const text::Word* const next = &word + 1;
    const bool touches_last = word.part == last_part && word.from == last_to;
    const bool touches_next =
        next != end && next->kind == text::Kind::kWord && next->part == word.part && next->from == word.to;
    last_to = word.to;
    last_part = word.part;
    const bool can_be_known =
        word.composed && word.exact != 0 && word.to - word.from <= kBytesMax && !touches_last && !touches_next;
    if (can_be_known) {
      const Known* const known = memo_.find(word.exact);
      if (known != nullptr && letters_.count() + known->letters < kLettersMax) {
        letters_.pass(known->script, known->letters, known->bytes);
        known_[known_count_++] = known;
        return;
      }
      letters_.close();
    }
    const std::uint32_t before = letters_.run_count();
    letters_.read(word, words.typed(word));
    const std::uint32_t after = letters_.run_count();
    const bool whole = after == before + 1 && letters_.count() < kLettersMax;
    while (keyed < after) keys_[keyed++] = can_be_known && whole ? word.exact : 0;
  });
  letters_.close();
}

// Returns how many rows they stand for, as add_new() does. The sums stay in registers from word to word.
std::size_t Reader::add_known(Script script, Sums& sums) const {
  constexpr int kParts = kLanesMax / 4;
  __m128i parts[kParts] = {};
  std::size_t rows = 0;
  for (const Known* known : std::span(known_).first(known_count_)) {
    if (known->script != script) continue;
    rows += known->rows;
#pragma GCC unroll 8
    for (int part = 0; part < kParts; ++part) {
      const auto four = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(known->sums.data() + 4 * part));
      parts[part] = _mm_add_epi32(parts[part], _mm_cvtepi16_epi32(four));
    }
  }
  std::memcpy(sums.data(), parts, sizeof parts);
  return rows;
}

void Reader::place_rows(const Table& table, Script script) {
  std::size_t count = 0;
  new_count_ = 0;
  for (std::size_t at = 0; at < letters_.runs().size(); ++at) {
    const Letters::Run& run = letters_.runs()[at];
    if (run.script != script) continue;
    const std::size_t more = rows_of(letters_.points(run), table.row_count, rows_.data() + count);
    prefetch_rows(table, std::span(rows_).subspan(count, more));
    count += more;
    new_[new_count_++] = {keys_[at], static_cast<std::uint32_t>(count),
                          static_cast<std::uint8_t>(run.to - run.from - 2),
                          static_cast<std::uint8_t>(run.typed.size())};
  }
}

// Of words that were not known; they are from now on.
std::size_t Reader::add_new(const Table& table, Script script, Sums& sums) {
  std::size_t from = 0;
  for (const NewRun& run : std::span(new_).first(new_count_)) {
    const auto rows = std::span(rows_).subspan(from, run.to - from);
    from = run.to;
    if (run.key == 0) {
      add_rows(table, rows, sums);
      continue;
    }
    Known& known = memo_.put(run.key);
    known = {script, run.letters, run.bytes, static_cast<std::uint8_t>(rows.size()), block_of(table, rows)};
    add_block(known.sums, sums);
  }
  return from;
}

}  // namespace vigie::language
