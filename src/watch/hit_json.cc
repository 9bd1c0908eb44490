#include "watch/hit_json.h"

#include "protocol/post_json.h"

namespace vigie::watch {

void write_document(const query::Document& document, const query::Program* program, std::string& out) {
  std::vector<protocol::CodePointSpan> marks;
  if (program != nullptr) {
    std::vector<query::Span> spans;
    program->spans(document, spans);
    for (const auto& [from, to] : query::code_point_ranges(document.post->text, spans)) marks.push_back({from, to});
  }
  protocol::write_json(*document.post, document.reading, marks, out);
}

void write_hit(const store::Hit& hit, const query::Program* program, std::string& out) {
  text::Words words;
  if (program != nullptr) query::read_words(hit.post, words);
  write_document({&hit.post, &words, hit.reading}, program, out);
}

}  // namespace vigie::watch
