#include "said.h"

#include <algorithm>
#include <charconv>

namespace vigie::bench {
namespace {

std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r' || c == '\0'; }, ' ');
  return out;
}

std::string keywords_of(const query::Document& document) {
  const post::Post& post = *document.post;
  std::string out = "lang:" + std::string(post::code_of(document.reading.language));
  out += " mood:" + std::string(post::name_of(document.reading.mood()));
  out += " kind:" + std::string(post::name_of(post.kind));
  const auto add_if_holds = [&](query::FieldName name, const char* keyword) {
    query::FieldTest test;
    test.name = name;
    if (query::holds(test, document)) out += keyword;
  };
  add_if_holds(query::FieldName::kHasLink, " has:link");
  add_if_holds(query::FieldName::kHasImage, " has:image");
  add_if_holds(query::FieldName::kIsReply, " is:reply");
  add_if_holds(query::FieldName::kIsRepost, " is:repost");
  return out;
}

std::string_view take(std::string_view& rest, char until) {
  const auto end = std::min(rest.find(until), rest.size());
  const auto out = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return out;
}

}  // namespace

std::string token_of(const text::Words& words, const text::Word& word) {
  const char* sign = word.kind == text::Kind::kHashtag ? "#" : word.kind == text::Kind::kMention ? "@" : "";
  return sign + std::string(words.folded(word));
}

std::string said_line(const query::Document& document) {
  std::string out = one_line(document.post->id) + "\t" + keywords_of(document) + "\t";
  std::uint32_t next = 0;  // The place of a token without `D|`.
  bool first = true;
  for (const auto& word : document.words->all()) {
    if (word.folded_size > kTokenBytesMax) continue;
    if (!first) out += ' ';
    first = false;
    if (word.position != next) out += std::to_string(word.position + 1 - next) + "|";
    out += token_of(*document.words, word);
    next = word.position + 1;
  }
  return out + "\t" + one_line(document.post->text);
}

void read_said(std::string_view line, Said& out) {
  out.id = take(line, '\t');
  out.keywords = take(line, '\t');
  std::string_view tokens = take(line, '\t');
  out.text = line;
  out.tokens.clear();
  std::uint32_t position = ~std::uint32_t{0};
  while (!tokens.empty()) {
    std::string_view token = take(tokens, ' ');
    std::uint32_t step = 1;
    if (const auto bar = token.find('|'); bar != token.npos) {
      std::from_chars(token.data(), token.data() + bar, step);
      token.remove_prefix(bar + 1);
    }
    position += step;
    out.tokens.push_back({token, position});
  }
}

}  // namespace vigie::bench
