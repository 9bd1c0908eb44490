#include "protocol/post_json.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/check.h"
#include "base/time_text.h"
#include "base/utf8.h"

namespace vigie::protocol {
namespace {

template <typename Number>
void append_number(Number value, std::string& out) {
  std::array<char, 32> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_escape(unsigned char c, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
  }
}

// Writes `"name":value` pairs with the commas between them.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_ += '{'; }
  void close() { out_ += '}'; }

  std::string& name(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    write_json_string(name, out_);
    out_ += ':';
    return out_;
  }
  void always(std::string_view key, std::string_view value) { write_json_string(value, name(key)); }
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) always(key, value);
  }
  void time(std::string_view key, Time value) { always(key, format_time(value)); }
  void count(std::string_view key, std::uint64_t value) {
    if (value != 0) append_number(value, name(key));
  }
  // The members of an object that is JSON already.
  void splice(std::string_view object) {
    if (object.size() <= 2) return;
    if (!first_) out_ += ',';
    first_ = false;
    out_ += object.substr(1, object.size() - 2);
  }

 private:
  std::string& out_;
  bool first_ = true;
};

void write_author(const post::Author& author, Members& members) {
  if (author.id.empty() && author.handle.empty() && author.name.empty()) return;
  Members inner(members.name("author"));
  inner.text("id", author.id);
  inner.text("handle", author.handle);
  inner.text("name", author.name);
  inner.close();
}

void write_links(std::span<const std::string_view> links, Members& members) {
  if (links.empty()) return;
  std::string& out = members.name("links");
  out += '[';
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (i > 0) out += ',';
    write_json_string(links[i], out);
  }
  out += ']';
}

void write_media(std::span<const post::Media> media, Members& members) {
  if (media.empty()) return;
  std::string& out = members.name("media");
  out += '[';
  for (std::size_t i = 0; i < media.size(); ++i) {
    if (i > 0) out += ',';
    Members inner(out);
    inner.text("type", media[i].type);
    inner.text("alt", media[i].alt);
    inner.close();
  }
  out += ']';
}

void write_review(const post::Post& post, Members& members) {
  if (post.rating) {
    append_number(*post.rating, members.name("rating"));
    append_number(post.rating_max, members.name("rating_max"));
  }
  members.text("brand", post.brand);
  members.text("product", post.product);
  if (post.verified) members.name("verified") += *post.verified ? "true" : "false";
  members.text("incentive", post.incentive);
  members.text("experienced_at", post.experienced_at);
}

void write_post(const post::Post& post, Members& members) {
  members.always("id", post.id);
  members.always("source", post.source);
  members.always("kind", post::name_of(post.kind));
  members.time("time", post.created_at);
  if (post.edited_at) members.time("edited_at", *post.edited_at);
  write_author(post.author, members);
  members.text("title", post.title);
  members.text("summary", post.summary);
  members.always("text", post.text);
  members.text("lang", post.lang);
  members.text("url", post.url);
  members.text("parent", post.parent);
  members.text("root", post.root);
  write_links(post.links, members);
  write_media(post.media, members);
  write_review(post, members);
  members.count("likes", post.likes);
  members.count("reposts", post.reposts);
  members.count("replies", post.replies);
  members.splice(post.extra);
}

// Four digits are finer than any reading of ours.
double rounded(float value) { return static_cast<double>(std::lround(value * 10'000)) / 10'000.0; }

void write_spans(const std::vector<CodePointSpan>& spans, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < spans.size(); ++i) {
    out += i > 0 ? ",[" : "[";
    append_number(spans[i].from, out);
    out += ',';
    append_number(spans[i].to, out);
    out += ']';
  }
  out += ']';
}

// `p` by post::Mood.
void write_moods(const float* p, std::string& out) {
  Members mood(out);
  for (const auto each : {post::Mood::kNegative, post::Mood::kNeutral, post::Mood::kPositive}) {
    append_number(rounded(p[static_cast<std::size_t>(each)]), mood.name(post::name_of(each)));
  }
  mood.close();
}

void write_reading(const post::Reading& reading, const Marks& marks, Members& members) {
  Members vigie(members.name("vigie"));
  vigie.always("lang", post::code_of(reading.language));
  append_number(rounded(reading.language_p), vigie.name("lang_p"));
  write_moods(reading.mood_p, vigie.name("mood"));
  if (marks.toward) write_moods(marks.toward->data(), vigie.name("toward"));
  if (reading.is_corrected()) {
    vigie.name("corrected") += reading.is_mood_corrected
                                   ? (reading.is_language_corrected ? R"(["mood","lang"])" : R"(["mood"])")
                                   : R"(["lang"])";
  }
  write_spans(marks.text, vigie.name("spans"));
  if (!marks.title.empty()) write_spans(marks.title, vigie.name("title_spans"));
  if (marks.about_us) append_number(std::round(*marks.about_us * 10'000) / 10'000, vigie.name("about_us"));
  vigie.close();
}

}  // namespace

void write_json_string(std::string_view text, std::string& out) {
  out += '"';
  std::size_t plain = 0;  // From here on nothing was written yet.
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool escaped = c < 0x20 || c == '"' || c == '\\' || c == 0x7F;
    const std::size_t bytes = c < 0x80 ? 1 : first_code_point(text.substr(i)).bytes;
    if (escaped || (c >= 0x80 && bytes == 1)) {
      out += text.substr(plain, i - plain);
      if (escaped) {
        append_escape(c, out);
      } else {
        append_utf8(out, U'\uFFFD');
      }
      plain = i + 1;
    }
    i += bytes;
  }
  out += text.substr(plain);
  out += '"';
}

void write_json(const post::Item& item, std::string& out) {
  check(item.act != post::Act::kForgetAuthor, "an author's erasure has no form as a post");
  Members members(out);
  if (item.act == post::Act::kDelete) {
    members.always("id", item.post.id);
    members.always("source", item.post.source);
    members.name("deleted") += "true";
  } else {
    write_post(item.post, members);
  }
  members.close();
}

void write_json(const post::Post& post, const post::Reading& reading, const Marks& marks, std::string& out) {
  Members members(out);
  write_post(post, members);
  write_reading(reading, marks, members);
  members.close();
}

}  // namespace vigie::protocol
