#include "survey/intents.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>

#include "base/utf8.h"
#include "query/document.h"
#include "survey/read_post.h"
#include "text/fold.h"

namespace vigie::survey {
namespace {

using intent::Kind;
using CategoryPlaces = std::vector<std::uint8_t>;

// A post that could show an intent, as it was read.
struct Asked {
  const store::Hit& hit;
  const text::Words& words;
  std::vector<intent::Shown>& shown;
  const CategoryPlaces& categories;

  bool speaks_of(const std::optional<std::uint8_t>& category) const {
    if (category == kNoCategory) return categories.empty();
    return !category || std::binary_search(categories.begin(), categories.end(), *category);
  }
};
using TakePost = std::function<void(const Asked&)>;

// Every such post of the draw.
Result<Drawn> each_post(const IntentsWith& with, const query::Query& query, const store::Span& span,
                        const TakePost& take) {
  text::Words words;
  return draw(with.store, query, span, kPostsReadMax, [&](const store::Hit& hit) {
    if (hit.post.kind == post::Kind::kRepost || !intent::IntentsReader::reads(hit.reading.language)) return;
    const post::Post post = beginning_of(hit.post);
    query::read_words(post, words);
    auto shown = with.reader.read(post, words, hit.reading);
    take({hit, words, shown, with.categories.read(words, hit.reading.language)});
  });
}

void add(const std::vector<intent::Shown>& shown, CategoryIntents& to) {
  ++to.asked;
  for (const auto& one : shown) ++to.counts.at(static_cast<std::size_t>(one.kind));
}

// `@Telmio`, `#telmio` and `TELMIO` are one.
std::string plain_name(std::string_view name) {
  while (!name.empty() && (name.front() == '@' || name.front() == '#')) name.remove_prefix(1);
  return text::fold(name);
}

// How often each pair of names is met, and how it is written.
class Pairs {
 public:
  void add(const intent::Shown& one) {
    auto& pair = pairs_[{plain_name(one.from), plain_name(one.to)}];
    ++pair.posts;
    ++pair.written[{one.from, one.to}];
  }
  std::size_t size() const { return pairs_.size(); }

  std::vector<Switch> most() const {
    std::vector<Switch> out;
    for (const auto& [plain, pair] : pairs_) {
      const auto usual = std::max_element(pair.written.begin(), pair.written.end(),
                                          [](const auto& a, const auto& b) { return a.second < b.second; });
      out.push_back({usual->first.first, usual->first.second, pair.posts});
    }
    std::stable_sort(out.begin(), out.end(), [](const Switch& a, const Switch& b) { return a.posts > b.posts; });
    if (out.size() > kSwitchesToldMax) out.resize(kSwitchesToldMax);
    return out;
  }

 private:
  using Names = std::pair<std::string, std::string>;
  struct Pair {
    std::uint64_t posts = 0;
    std::map<Names, std::uint64_t> written;
  };
  std::map<Names, Pair> pairs_;
};

// Of the post's text, which is the first of its words' texts.
std::vector<std::pair<std::uint32_t, std::uint32_t>> marks_of(const text::Words& words, const intent::Shown& shown) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  const auto text = words.texts().empty() ? std::string_view() : words.texts()[0];
  for (const auto& ground : shown.grounds) {
    if (ground.part != 0 || ground.from >= ground.to) continue;
    const auto from = code_point_count(text.substr(0, ground.from));
    const auto to = from + code_point_count(text.substr(ground.from, ground.to - ground.from));
    out.emplace_back(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to));
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool fits(const intent::Shown& shown, const IntentWish& wish) {
  if (shown.kind != wish.kind) return false;
  const auto is = [](std::string_view name, std::string_view wished) {
    return wished.empty() || plain_name(name) == plain_name(wished);
  };
  return is(shown.from, wish.from) && is(shown.to, wish.to);
}

}  // namespace

Result<Intents> read_intents(const IntentsWith& with, const query::Query& query, const store::Span& span, Micros step,
                             std::optional<std::uint8_t> category) {
  Intents out;
  for (Time start = span.from; start < span.to; start += step) out.buckets.push_back({start, 0, {}});
  out.categories.resize(with.categories.attributes().size());
  Pairs pairs;
  const auto drawn = each_post(with, query, span, [&](const Asked& post) {
    for (const auto place : post.categories) add(post.shown, out.categories.at(place));
    if (post.categories.empty()) add(post.shown, out.of_none);
    if (!post.speaks_of(category)) return;
    auto& bucket = out.buckets.at(static_cast<std::size_t>((post.hit.post.created_at - span.from) / step));
    ++out.asked;
    ++bucket.asked;
    for (const auto& one : post.shown) {
      ++out.counts.at(static_cast<std::size_t>(one.kind));
      ++bucket.counts.at(static_cast<std::size_t>(one.kind));
      if (one.kind == Kind::kSwitches) pairs.add(one);
    }
  });
  if (!drawn) return drawn.error();
  out.drawn = *drawn;
  out.switches = pairs.most();
  out.switch_pairs = pairs.size();
  return out;
}

Result<std::vector<ShownBy>> posts_showing(const IntentsWith& with, const query::Query& query, const store::Span& span,
                                           const IntentWish& wish) {
  std::vector<ShownBy> out;
  const auto drawn = each_post(with, query, span, [&](const Asked& post) {
    if (!post.speaks_of(wish.category)) return;
    for (auto& one : post.shown) {
      if (!fits(one, wish)) continue;
      auto marks = marks_of(post.words, one);
      const auto& of = post.hit.post;
      out.push_back({std::string(of.source), std::string(of.id), of.created_at, std::move(one), std::move(marks)});
    }
  });
  if (!drawn) return drawn.error();
  return out;
}

}  // namespace vigie::survey
