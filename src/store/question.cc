#include "store/question.h"

#include <algorithm>

#include "query/document.h"
#include "store/lateness.h"

namespace vigie::store {
namespace {

Span meet(const Span& left, const Span& right) {
  return {std::max(left.from, right.from), std::min(left.to, right.to)};
}

Span allowed_by(const query::Node& node) {
  Span span;
  if (node.op == query::Op::kAnd) {
    for (const auto& child : node.children) span = meet(span, allowed_by(child));
  } else if (node.op == query::Op::kField && node.field.name == query::FieldName::kAfter) {
    span.from = node.field.time;
  } else if (node.op == query::Op::kField && node.field.name == query::FieldName::kBefore) {
    span.to = node.field.time;
  }
  return span;
}

}  // namespace

Question::Question(const query::Query& query, BlockCache& cache, const std::atomic<bool>* stop, Time known_at)
    : query_(query),
      program_(query),
      allowed_(allowed_by(query.root())),
      reader_(cache),
      stop_(stop),
      known_at_(known_at) {}

Span Question::within(const Span& span) const { return meet(span, allowed_); }

Stretch Question::stretch_of(const Segment& segment, const Span& span) {
  const std::uint32_t doc_count = segment.doc_count();
  const std::int64_t from = micros_of(span.from);
  const std::int64_t to = micros_of(span.to);
  const auto times = segment.times();
  if (doc_count == 0 || times.high < from || times.low >= to) return {};
  if (!segment.newest_first()) return {0, doc_count};
  const std::int64_t* const created = segment.columns().created;
  const auto end = created + doc_count;
  const auto low = std::partition_point(created, end, [&](std::int64_t time) { return time >= to; });
  const auto high = std::partition_point(low, end, [&](std::int64_t time) { return time >= from; });
  return {static_cast<std::uint32_t>(low - created), static_cast<std::uint32_t>(high - created)};
}

void Question::candidates(const Segment& segment, const Evaluator& evaluator, Stretch stretch, const Span& span,
                          std::vector<Candidate>& out) const {
  out.clear();
  if (is_over()) return;
  evaluator.candidates(stretch.from, stretch.to, out);
  if (known_at_ != Time::max()) leave_known(segment, out);
  const bool ask_span = !segment.newest_first() && (span.from != Time::min() || span.to != Time::max());
  if (!ask_span && segment.hidden.count() == 0) return;
  const std::int64_t from = micros_of(span.from);
  const std::int64_t to = micros_of(span.to);
  const std::int64_t* const created = segment.columns().created;
  std::erase_if(out, [&](const Candidate& candidate) {
    if (segment.hidden.has(candidate.doc)) return true;
    return ask_span && (created[candidate.doc] < from || created[candidate.doc] >= to);
  });
}

void Question::leave_known(const Segment& segment, std::vector<Candidate>& out) const {
  const Columns columns = segment.columns();
  std::erase_if(out, [&](Candidate& candidate) {
    const Time said = time_of_micros(columns.created[candidate.doc]);
    const auto known = Lateness(columns.lateness[candidate.doc]).known(said, known_at_);
    candidate.is_sure = candidate.is_sure && known == Known::kYes;
    return known == Known::kNo;
  });
}

bool Question::matches(const Segment& segment, std::uint32_t doc) {
  if (is_over()) return false;
  const auto decoded = reader_.read(segment, segment.columns().place[doc]);
  if (!decoded || decoded->item.post.seen_at > known_at_) return false;
  query::read_words(decoded->item.post, words_);
  return program_.matches({&decoded->item.post, &words_, decoded->reading}, scratch_);
}

std::vector<std::uint32_t> Question::unsure_by_place(const Segment& segment) const {
  std::vector<std::uint32_t> docs;
  for (const auto& candidate : found_) {
    if (!candidate.is_sure) docs.push_back(candidate.doc);
  }
  const Place* const place = segment.columns().place;
  std::sort(docs.begin(), docs.end(), [&](auto left, auto right) { return place[left] < place[right]; });
  return docs;
}

}  // namespace vigie::store
