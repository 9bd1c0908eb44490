#include "survey/toward.h"

#include <algorithm>

namespace vigie::survey {
namespace {

// Clauses alone are short, and read worse than the post that they stand in.
constexpr float kWholeWeight = 0.5F;

}  // namespace

mood::Probabilities toward_of(const mood::Model& model, const PostReader& post, const post::Reading& reading) {
  mood::Probabilities whole{};
  std::copy(std::begin(reading.mood_p), std::end(reading.mood_p), whole.begin());
  const auto& about = post.about();
  if (std::all_of(about.begin(), about.end(), [](bool one) { return one; })) return whole;
  // Clauses with a feeling weigh most.
  mood::Probabilities sum{};
  float weights = 0;
  for (std::size_t i = 0; i < about.size(); ++i) {
    if (!about[i]) continue;
    const auto mood = mood::read_within(model, post.words(), reading.language, post.clauses()[i]);
    const float weight = 1.001F - mood[static_cast<std::size_t>(post::Mood::kNeutral)];
    weights += weight;
    for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += weight * mood[j];
  }
  if (weights <= 0) return whole;
  for (std::size_t j = 0; j < sum.size(); ++j) sum[j] = kWholeWeight * whole[j] + (1 - kWholeWeight) * sum[j] / weights;
  return sum;
}

Result<Toward> read_toward(const store::Store& store, const mood::Model& model, const query::Query& query,
                           const store::Span& span, Micros step) {
  Toward out;
  for (Time start = span.from; start < span.to; start += step) out.buckets.push_back({start, {}, {}});
  PostReader post(query);
  const auto drawn = draw(store, query, span, kPostsReadMax, [&](const store::Hit& hit) {
    post.read(hit);
    const auto mood = mood::mood_of(toward_of(model, post, hit.reading));
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
