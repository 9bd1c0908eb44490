#include "watch/hit_json.h"

#include "protocol/post_json.h"
#include "watch/subject.h"

namespace vigie::watch {

namespace {

std::vector<protocol::CodePointSpan> ranges(std::string_view text, const std::vector<query::Span>& spans,
                                            text::Field field) {
  std::vector<protocol::CodePointSpan> out;
  for (const auto& [from, to] : query::code_point_ranges(text, spans, field)) out.push_back({from, to});
  return out;
}

}  // namespace

void write_document(const query::Document& document, const query::Program* program, std::string& out,
                    const Beside& beside) {
  std::vector<query::Span> spans;
  if (program != nullptr) program->spans(document, spans);
  protocol::Marks marks{ranges(document.post->text, spans, text::Field::kText),
                        ranges(document.post->title, spans, text::Field::kTitle),
                        {},
                        beside.about_us};
  if (const Models* models = beside.models; models != nullptr && program != nullptr) {
    marks.toward = models->toward.read(models->mood, *document.words, document.reading.language, subject_of(spans));
  }
  protocol::write_json(*document.post, document.reading, marks, out);
}

void write_hit(const store::Hit& hit, const query::Program* program, std::string& out) {
  text::Words words;
  if (program != nullptr) query::read_words(hit.post, words);
  write_document({&hit.post, &words, hit.reading}, program, out);
}

}  // namespace vigie::watch
