#include "survey/read_post.h"

#include <utility>

#include "base/utf8.h"
#include "mood/target.h"
#include "query/document.h"

namespace vigie::survey {
namespace {

std::string_view beginning(std::string_view text) { return text.substr(0, whole_points(text, kPostBytesRead)); }

std::vector<mood::Clause> places_of(const std::vector<query::Span>& spans) {
  std::vector<mood::Clause> out;
  for (const auto& span : spans) out.push_back({span.part, span.from, span.to});
  return mood::joined(std::move(out));
}

}  // namespace

void PostReader::read(const store::Hit& hit) {
  cut_ = hit.post;
  cut_.text = beginning(hit.post.text);
  cut_.title = beginning(hit.post.title);
  cut_.summary = beginning(hit.post.summary);
  cut_.media = {};
  query::read_words(cut_, words_);
  mood::clauses_of(words_, clauses_);
  spans_.clear();
  program_.spans({&cut_, &words_, hit.reading}, spans_);
  subject_ = places_of(spans_);
  about_ = clauses_about(words_, clauses_, spans_);
}

}  // namespace vigie::survey
