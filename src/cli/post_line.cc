#include "cli/post_line.h"

#include "base/time_text.h"
#include "cli/terminal_text.h"
#include "query/document.h"

namespace vigie::cli {
namespace {

// Red, none, green: as bright as the terminal's own theme has them.
std::string_view colour_of(post::Mood mood) {
  if (mood == post::Mood::kNegative) return "\x1b[31m";
  return mood == post::Mood::kPositive ? "\x1b[32m" : "";
}

std::string padded(std::string_view word, std::size_t width) {
  std::string out(word);
  out.resize(std::max(out.size(), width), ' ');
  return out;
}

}  // namespace

std::string PostLine::print(bool styled) const {
  const auto colour = styled ? colour_of(mood) : std::string_view();
  std::string out = format_time(std::chrono::floor<std::chrono::seconds>(time)) + "  ";
  out.append(colour).append(padded(post::name_of(mood), 8)).append(colour.empty() ? "" : "\x1b[39m");
  out += "  " + padded(language == "unknown" ? "??" : shown(language), 2) + "  " + shown(source) + "  @" +
         shown(author) + ": ";
  if (!title.empty()) out += shown(title) + " / ";
  return out + (styled ? shown(text, spans) : shown(text));
}

PostLine line_of(const store::Hit& hit, const query::Program* program) {
  const auto& post = hit.post;
  PostLine line;
  line.time = post.created_at;
  line.mood = hit.reading.mood();
  line.language = post::code_of(hit.reading.language);
  line.source = post.source;
  line.author = post.author.handle.empty() ? post.author.id : post.author.handle;
  line.title = post.title;
  line.text = post.text;
  if (program == nullptr) return line;
  text::Words words;
  query::read_words(post, words);
  std::vector<query::Span> spans;
  program->spans({&post, &words, hit.reading}, spans);
  for (const auto& [from, to] : query::code_point_ranges(post.text, spans)) line.spans.push_back({from, to});
  return line;
}

}  // namespace vigie::cli
