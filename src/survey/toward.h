// The mood of posts toward what a query asks for, which is not always the mood of the posts: "X is awful, Y saved me".
// Threads: any. Errors: what the store says. Cost: draw.h; some ten microseconds a post that is read.
#pragma once

#include <vector>

#include "mood/model.h"
#include "mood/toward.h"
#include "query/query.h"
#include "store/store.h"
#include "survey/draw.h"
#include "survey/moods.h"
#include "survey/read_post.h"

namespace vigie::survey {

// What moods are read with.
struct TowardWith {
  const mood::Model& model;
  const mood::Toward& toward;
};

// Of one post, read by `post`; of one that names nobody, the mood of the post as it is kept.
mood::Probabilities toward_of(const TowardWith& with, const PostReader& post, const post::Reading& reading);

struct TowardBucket {
  Time start{};
  Moods toward, posts;  // Of the same posts: toward the subject, and as a whole.
};

struct Toward {
  Drawn drawn;
  Moods toward, posts;
  std::vector<TowardBucket> buckets;  // All of the span, empty ones too.
};

// `span` is bounded: (to - from) / step buckets are in the answer.
Result<Toward> read_toward(const store::Store& store, const TowardWith& with, const query::Query& query,
                           const store::Span& span, Micros step);

}  // namespace vigie::survey
