#include "store/question.h"

#include <algorithm>

#include "query/document.h"

namespace vigie::store {
namespace {

void keep_span(const Segment& segment, const Span& span, Bits& docs) {
  const std::int64_t from = micros_of(span.from);
  const std::int64_t to = micros_of(span.to);
  const std::int64_t* const created = segment.columns().created;
  if (segment.newest_first()) {
    const auto end = created + docs.size();
    const auto low = std::partition_point(created, end, [&](std::int64_t time) { return time >= to; });
    const auto high = std::partition_point(low, end, [&](std::int64_t time) { return time >= from; });
    docs.keep_range(static_cast<std::uint32_t>(low - created), static_cast<std::uint32_t>(high - created));
    return;
  }
  if (span.from == Time::min() && span.to == Time::max()) return;
  docs.each([&](std::uint32_t doc) {
    if (created[doc] < from || created[doc] >= to) docs.drop(doc);
  });
}

}  // namespace

Verdict Question::candidates(const Segment& segment, const Span& span) const {
  if (is_over()) return {Bits(segment.doc_count()), Bits(segment.doc_count())};
  Verdict verdict = evaluate(query_.root(), segment, segment.doc_count());
  for (Bits* docs : {&verdict.sure, &verdict.possible}) {
    segment.hidden.take_from(*docs);
    keep_span(segment, span, *docs);
  }
  // Hiding may have happened between the two.
  verdict.sure.keep(verdict.possible);
  return verdict;
}

bool Question::matches(const Segment& segment, std::uint32_t doc) {
  if (is_over()) return false;
  const auto decoded = reader_.read(segment, segment.columns().place[doc]);
  if (!decoded) return false;
  query::read_words(decoded->item.post, words_);
  return program_.matches({&decoded->item.post, &words_, decoded->reading}, scratch_);
}

std::vector<std::uint32_t> Question::unsure_by_place(const Segment& segment, const Verdict& verdict) {
  std::vector<std::uint32_t> docs;
  verdict.possible.each([&](std::uint32_t doc) {
    if (!verdict.sure.has(doc)) docs.push_back(doc);
  });
  const Place* const place = segment.columns().place;
  std::sort(docs.begin(), docs.end(), [&](auto left, auto right) { return place[left] < place[right]; });
  return docs;
}

}  // namespace vigie::store
