#include "survey/toward.h"

#include <algorithm>

namespace vigie::survey {

mood::Probabilities toward_of(const TowardWith& with, const PostReader& post, const post::Reading& reading) {
  if (post.subject().empty()) {
    mood::Probabilities whole{};
    std::copy(std::begin(reading.mood_p), std::end(reading.mood_p), whole.begin());
    return whole;
  }
  return with.toward.read(with.model, post.words(), reading.language, post.subject());
}

Result<Toward> read_toward(const store::Store& store, const TowardWith& with, const query::Query& query,
                           const store::Span& span, Micros step) {
  Toward out;
  for (Time start = span.from; start < span.to; start += step) out.buckets.push_back({start, {}, {}});
  PostReader post(query);
  const auto drawn = draw(store, query, span, kPostsReadMax, [&](const store::Hit& hit) {
    post.read(hit);
    const auto mood = mood::mood_of(toward_of(with, post, hit.reading));
    auto& bucket = out.buckets.at(static_cast<std::size_t>((hit.post.created_at - span.from) / step));
    out.toward.add(mood);
    out.posts.add(hit.reading.mood());
    bucket.toward.add(mood);
    bucket.posts.add(hit.reading.mood());
  });
  if (!drawn) return drawn.error();
  out.drawn = *drawn;
  return out;
}

}  // namespace vigie::survey
