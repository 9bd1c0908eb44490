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
  out.reserve(spans.size());
  for (const auto& span : spans) out.push_back({span.part, span.from, span.to});
  return mood::joined(std::move(out));
}

}  // namespace

post::Post beginning_of(const post::Post& post) {
  post::Post out = post;
  out.text = beginning(post.text);
  out.title = beginning(post.title);
  out.summary = beginning(post.summary);
  out.media = {};
  return out;
}

void PostReader::read(const store::Hit& hit) {
  cut_ = beginning_of(hit.post);
  query::read_words(cut_, words_);
  mood::clauses_of(words_, clauses_);
  spans_.clear();
  program_.spans({&cut_, &words_, hit.reading}, spans_);
  subject_ = places_of(spans_);
  about_ = clauses_about(words_, clauses_, subject_);
  if (spans_.empty() && is_marked_elsewhere(hit)) about_.assign(clauses_.size(), false);
}

bool PostReader::is_marked_elsewhere(const store::Hit& hit) {
  const bool is_whole = cut_.text.size() == hit.post.text.size() && cut_.title.size() == hit.post.title.size() &&
                        cut_.summary.size() == hit.post.summary.size() && hit.post.media.empty();
  if (is_whole) return false;
  query::read_words(hit.post, whole_);
  std::vector<query::Span> spans;
  program_.spans({&hit.post, &whole_, hit.reading}, spans);
  return !spans.empty();
}

}  // namespace vigie::survey
