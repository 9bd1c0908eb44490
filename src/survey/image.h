// The image that posts give of what a query asks for: of each attribute how many speak of it, in what mood, over time;
// and the posts behind each figure. Figures and lists come from one reading, so that each figure opens into its posts.
//
// A clause counts where it is about the subject (`about.h`); a post counts once for an attribute, in the mood of its
// clauses together. Reposts count like posts: they are said again.
// Threads: any. Errors: what the store says. Cost: draw.h; some ten microseconds a post that is read.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "image/reader.h"
#include "mood/model.h"
#include "query/query.h"
#include "store/store.h"
#include "survey/draw.h"
#include "survey/moods.h"

namespace vigie::survey {

// What a survey is read with.
struct ImageWith {
  const store::Store& store;
  const mood::Model& model;
  const image::Reader& reader;
};

struct ImageBucket {
  Time start{};
  std::uint64_t read = 0;         // Posts of the bucket that were read.
  std::vector<Moods> attributes;  // By place in Reader::attributes().
};

struct Image {
  Drawn drawn;
  std::uint64_t speaking = 0;  // Posts that speak of any attribute.
  std::vector<Moods> attributes;
  std::vector<ImageBucket> buckets;  // All of the span, empty ones too.
};

// `span` is bounded: (to - from) / step buckets are in the answer.
Result<Image> read_image(const ImageWith& with, const query::Query& query, const store::Span& span, Micros step);

// A post behind a figure.
struct Behind {
  std::string source, id;
  Time at{};
  post::Mood mood{};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> clauses;  // Of its text, in code points: [from, to).
};
// Newest first.
Result<std::vector<Behind>> posts_behind(const ImageWith& with, const query::Query& query, const store::Span& span,
                                         std::uint8_t attribute, std::optional<post::Mood> mood);

}  // namespace vigie::survey
