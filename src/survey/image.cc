#include "survey/image.h"

#include <algorithm>
#include <string_view>

#include "base/utf8.h"
#include "survey/read_post.h"

namespace vigie::survey {
namespace {

using TakePost = std::function<void(const store::Hit&, const text::Words&, const std::vector<image::Told>&)>;

// Every post of the draw, with what it says of the subject.
Result<Drawn> each_post(const ImageWith& with, const query::Query& query, const store::Span& span,
                        const TakePost& take) {
  PostReader post(query);
  return draw(with.store, query, span, kPostsReadMax, [&](const store::Hit& hit) {
    post.read(hit);
    auto said = with.reader.read(with.model, post.words(), hit.reading, post.clauses());
    std::erase_if(said, [&](const image::Said& one) { return !post.about()[one.clause]; });
    take(hit, post.words(), image::told_of(said));
  });
}

// Of the post's text, which is the first of its words' texts.
std::vector<std::pair<std::uint32_t, std::uint32_t>> in_code_points(const text::Words& words,
                                                                    const std::vector<image::Stretch>& clauses) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  const auto text = words.texts().empty() ? std::string_view() : words.texts()[0];
  for (const auto& clause : clauses) {
    if (clause.part != 0) continue;
    const auto from = code_point_count(text.substr(0, clause.from));
    const auto to = from + code_point_count(text.substr(clause.from, clause.to - clause.from));
    out.emplace_back(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to));
  }
  return out;
}

}  // namespace

Result<Image> read_image(const ImageWith& with, const query::Query& query, const store::Span& span, Micros step) {
  const auto count = with.reader.attributes().size();
  Image out;
  out.attributes.resize(count);
  for (Time start = span.from; start < span.to; start += step) {
    out.buckets.push_back({start, 0, std::vector<Moods>(count)});
  }
  const auto drawn = each_post(
      with, query, span, [&](const store::Hit& hit, const text::Words&, const std::vector<image::Told>& told) {
        auto& bucket = out.buckets.at(static_cast<std::size_t>((hit.post.created_at - span.from) / step));
        ++bucket.read;
        if (!told.empty()) ++out.speaking;
        for (const auto& one : told) {
          const auto mood = mood::mood_of(one.mood);
          out.attributes[one.attribute].add(mood);
          bucket.attributes[one.attribute].add(mood);
        }
      });
  if (!drawn) return drawn.error();
  out.drawn = *drawn;
  return out;
}

Result<std::vector<Behind>> posts_behind(const ImageWith& with, const query::Query& query, const store::Span& span,
                                         std::uint8_t attribute, std::optional<post::Mood> mood) {
  std::vector<Behind> out;
  const auto drawn = each_post(
      with, query, span, [&](const store::Hit& hit, const text::Words& words, const std::vector<image::Told>& told) {
        for (const auto& one : told) {
          const auto read = mood::mood_of(one.mood);
          if (one.attribute != attribute || (mood && *mood != read)) continue;
          out.push_back({std::string(hit.post.source), std::string(hit.post.id), hit.post.created_at, read,
                         in_code_points(words, one.clauses)});
        }
      });
  if (!drawn) return drawn.error();
  return out;
}

}  // namespace vigie::survey
