#include "api/series.h"

#include <nlohmann/json.hpp>

#include "api/coverage.h"
#include "api/limits.h"
#include "api/relevance.h"
#include "api/reply.h"
#include "base/time_text.h"
#include "query/program.h"
#include "trend/opening.h"
#include "trend/text_curve.h"
#include "trend/trends.h"
#include "watch/hit_json.h"

namespace vigie::api {
namespace {

using nlohmann::json;

json top_list(const std::vector<store::Top>& tops) {
  json out = json::array();
  for (const auto& top : tops) {
    out.push_back({{"name", top.name}, {"posts", top.posts}});
    if (!top.id.empty()) out.back()["id"] = top.id;
  }
  return out;
}

// What a series is asked for besides its counts: these need the posts to be read.
struct Besides {
  bool has_clusters = false;
  bool is_without_groups = false;
};

Result<Besides> besides_of(const Call& call) {
  Besides out;
  const auto clusters = call.request.query.find("clusters");
  if (clusters && *clusters != "true" && *clusters != "false") return invalid("clusters: must be true or false");
  out.has_clusters = clusters && *clusters == "true";
  const auto without = call.request.query.find("without");
  if (without && *without != "groups") return invalid("without: must be groups");
  out.is_without_groups = without.has_value();
  return out;
}

json groups_json(const std::vector<trend::Group>& groups, const query::Query& query) {
  json out = json::array();
  for (const auto& group : groups) {
    auto text = trend::query_of_text(group.text + " ");
    const auto narrowed = text.empty() ? text : "(" + query.to_text() + ") " + text;
    if (query::parse(narrowed)) text = narrowed;  // Else it is too long, and the text alone finds them too.
    out.push_back({{"text", trend::beginning_of(group.text)},
                   {"posts", group.posts},
                   {"voices", group.voices},
                   {"coordinated", true},
                   {"since", format_time(group.first_at)},
                   {"last", format_time(group.last_at)},
                   {"query", text}});
  }
  return out;
}

json copies_json(const trend::TextCurve& texts, const query::Query& query) {
  return {{"read", texts.read},
          {"read_from", time_or_null(texts.read_from)},
          {"clusters", texts.texts},
          {"in_groups", texts.in_groups},
          {"group_count", texts.group_count},
          {"groups", groups_json(texts.groups, query)}};
}

// What of the counts stays, if copied texts are left out.
Result<void> leave_out_groups(const trend::TextCurve& texts, store::Histogram& histogram) {
  if (texts.read_from) {
    return invalid("without: that span holds more posts than the " + std::to_string(texts.read) +
                   " that are read at once; choose a shorter one");
  }
  histogram.total = texts.without;
  for (std::size_t i = 0; i < histogram.buckets.size(); ++i) histogram.buckets[i].count = texts.buckets[i].without;
  return {};
}

}  // namespace

json hit_json(const Call& call, std::string_view source, std::string_view id) {
  const auto hit = call.house->store().get(source, id);
  if (!hit || !*hit) return nullptr;
  std::string out;
  watch::write_hit(**hit, nullptr, out);
  return json::parse(out, nullptr, false);
}

Answered series_reply(const Call& call, const query::Query& query) {
  const auto asked = steps_of(call);
  if (!asked) return asked.error();
  const auto step = asked->step;
  const auto known = as_known(call, asked->span);
  if (!known) return known.error();
  const store::Span& span = *known;
  const auto besides = besides_of(call);
  if (!besides) return besides.error();
  auto histogram = call.house->store().histogram(query, span, step);
  if (!histogram) return histogram.error();
  std::optional<trend::TextCurve> texts;
  if (besides->has_clusters || besides->is_without_groups) {
    auto read = trend::read_texts(call.house->store(), query, span, step);
    if (!read) return read.error();
    texts = std::move(*read);
  }
  if (besides->is_without_groups) {
    if (auto ok = leave_out_groups(*texts, *histogram); !ok) return ok.error();
  }
  json out = count_json(histogram->total);
  out["from"] = format_time(span.from);
  out["to"] = format_time(span.to);
  out["step_s"] = std::chrono::duration<double>(step).count();
  out["first"] = time_or_null(histogram->first);
  out["last"] = time_or_null(histogram->last);
  out["buckets"] = json::array();
  for (const auto& bucket : histogram->buckets) {
    out["buckets"].push_back(count_json(bucket.count));
    out["buckets"].back()["time"] = format_time(bucket.start);
  }
  if (texts) {
    out["copies"] = copies_json(*texts, query);
    for (std::size_t i = 0; i < texts->buckets.size(); ++i) {
      const auto& clusters = texts->buckets[i].texts;
      out["buckets"][i]["clusters"] = clusters ? json(*clusters) : json(nullptr);
    }
  }
  out["known_at"] = span.known_at == Time::max() ? json(nullptr) : json(format_time(span.known_at));
  add_coverage(call, query, span, step, out);
  return json_reply(out);
}

Answered tops_reply(const Call& call, const query::Query& query) {
  auto span = span_of(call, {});
  if (span) span = as_known(call, *span);
  if (!span) return span.error();
  const auto limit = limit_of(call, kTops, kTopsMax);
  if (!limit) return limit.error();
  const auto tops = call.house->store().tops(query, *span, *limit);
  if (!tops) return tops.error();
  return json_reply(json{{"posts", tops->posts},
                         {"read", tops->read},
                         {"read_from", time_or_null(tops->read_from)},
                         {"words", top_list(tops->words)},
                         {"hashtags", top_list(tops->hashtags)},
                         {"links", top_list(tops->links)},
                         {"sites", top_list(tops->sites)},
                         {"authors", top_list(tops->authors)},
                         {"languages", top_list(tops->languages)},
                         {"sources", top_list(tops->sources)}});
}

namespace {

// Posts of a page as they are written, and how many of them were passed over.
struct Written {
  std::string posts;
  std::size_t count = 0;
  std::size_t hidden = 0;

  void add(const store::Hit& hit, const query::Program& program, const judgement::Judge* judge, bool shows_hidden,
           const watch::Models* models) {
    text::Words words;
    query::read_words(hit.post, words);
    const query::Document document{&hit.post, &words, hit.reading};
    const auto p = judge == nullptr ? std::nullopt : std::optional(judge->read(document));
    if (p && judge->hides(*p)) {
      ++hidden;
      if (!shows_hidden) return;
    }
    if (count++ > 0) posts += ',';
    watch::write_document(document, &program, posts, {models, p});
  }
};

Result<store::SearchOptions> options_of(const Call& call) {
  auto span = span_of(call, {});
  if (span) span = as_known(call, *span);
  if (!span) return span.error();
  const auto limit = limit_of(call, kPostsPerPage, kPostsPerPageMax);
  if (!limit) return limit.error();
  store::SearchOptions options;
  options.limit = *limit;
  options.cursor = call.request.query.get("cursor");
  options.span = *span;
  return options;
}

// As many as are asked for, or all of the next kPostsReadMax that are not hidden. With `models`, the mood toward what
// is asked for.
Result<std::string> write_page(const Call& call, const query::Query& query, const judgement::Judge* judge,
                               const watch::Models* models) {
  auto options = options_of(call);
  const auto shows = shows_hidden(call);
  if (!options) return options.error();
  if (!shows) return shows.error();
  const std::size_t wanted = options->limit;
  const query::Program program(query);
  Written written;
  for (std::size_t read = 0; read < kPostsReadMax;) {
    options->limit = wanted - written.count;
    const auto page = call.house->store().search(query, *options);
    if (!page) return page.error();
    for (const auto& hit : page->hits) written.add(hit, program, judge, *shows, models);
    read += page->hits.size();
    options->cursor = page->next_cursor;
    if (written.count == wanted || page->next_cursor.empty()) break;
  }
  const auto& next = options->cursor;
  std::string out = "{\"posts\":[" + written.posts + "],\"next_cursor\":" + (next.empty() ? "null" : json(next).dump());
  if (judge != nullptr) out += ",\"hidden\":" + std::to_string(written.hidden);
  return out + "}";
}

}  // namespace

Answered page_reply(const Call& call, const query::Query& query) {
  auto page = write_page(call, query, nullptr, nullptr);
  return page ? Answered(json_reply(std::move(*page))) : Answered(page.error());
}

Answered watch_page_reply(const Call& call, const query::Query& query, const judgement::Judge* judge) {
  auto page = write_page(call, query, judge, &call.house->models());
  return page ? Answered(json_reply(std::move(*page))) : Answered(page.error());
}

}  // namespace vigie::api
