#include "survey/read_post.h"

#include <algorithm>

#include "base/utf8.h"
#include "query/document.h"

namespace vigie::survey {
namespace {

std::string_view beginning(std::string_view text) { return text.substr(0, whole_points(text, kPostBytesRead)); }

// In the order of the texts; spans that overlap are one place.
void places_of(const std::vector<query::Span>& spans, std::vector<mood::Clause>& out) {
  out.clear();
  for (const auto& span : spans) out.push_back({span.part, span.from, span.to});
  std::sort(out.begin(), out.end(), [](const mood::Clause& a, const mood::Clause& b) {
    return a.part != b.part ? a.part < b.part : a.from < b.from;
  });
  std::size_t kept = 0;
  for (const auto& one : out) {
    if (kept > 0 && out[kept - 1].part == one.part && one.from < out[kept - 1].to) {
      out[kept - 1].to = std::max(out[kept - 1].to, one.to);
    } else {
      out[kept++] = one;
    }
  }
  out.resize(kept);
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
  places_of(spans_, subject_);
  about_ = clauses_about(words_, clauses_, spans_);
}

}  // namespace vigie::survey
