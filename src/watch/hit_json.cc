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

void write_document(const query::Document& document, const query::Program* program, std::string& out) {
  std::vector<query::Span> spans;
  if (program != nullptr) program->spans(document, spans);
  const protocol::Marks marks{ranges(document.post->text, spans, text::Field::kText),
                              ranges(document.post->title, spans, text::Field::kTitle),
                              {}};
  protocol::write_json(*document.post, document.reading, marks, out);
}

void write_hit(const store::Hit& hit, const query::Program* program, std::string& out) {
  text::Words words;
  if (program != nullptr) query::read_words(hit.post, words);
  write_document({&hit.post, &words, hit.reading}, program, out);
}

void write_hit_toward(const store::Hit& hit, const query::Program& program, const Models& models, std::string& out) {
  text::Words words;
  query::read_words(hit.post, words);
  std::vector<query::Span> spans;
  program.spans({&hit.post, &words, hit.reading}, spans);
  protocol::Marks marks{
      ranges(hit.post.text, spans, text::Field::kText), ranges(hit.post.title, spans, text::Field::kTitle), {}};
  marks.toward = models.toward.read(models.mood, words, hit.reading.language, subject_of(spans));
  protocol::write_json(hit.post, hit.reading, marks, out);
}

}  // namespace vigie::watch
