// The index against a linear scan: random posts, random queries, each stage of a segment's life.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/random.h"
#include "query/slow_matcher.h"
#include "store/test_house.h"

namespace vigie::store {
namespace {

constexpr std::string_view kWords[] = {
    "clio", "Clio", "zoé", "panne",  "prix",   "l'appli", "essai-routier", "#essai", "@ana", "@ana@piaille.fr",
    "5G",   "車",   "🚗",   "Orange", "orange", "clios"};
constexpr std::string_view kLeaves[] = {"clio",
                                        "zoe",
                                        "panne",
                                        "prix",
                                        "l'appli",
                                        "\"panne prix\"",
                                        "cli*",
                                        "#essai",
                                        "@ana",
                                        "=Orange",
                                        "orange",
                                        "車",
                                        "🚗",
                                        "clio NEAR/1 prix",
                                        "panne BEFORE/2 zoe",
                                        "lang:fr",
                                        "mood:negative",
                                        "source:file",
                                        "source:web:b",
                                        "kind:review",
                                        "author:ana",
                                        "author:BOB",
                                        "site:example.org",
                                        "rating:1..2",
                                        "rating:4..",
                                        "has:link",
                                        "has:image",
                                        "is:reply",
                                        "is:repost",
                                        "#ess*",
                                        "@an*"};

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  void add_post(Items& items, int number) {
    const std::string id = "p" + std::to_string(number);
    std::string text;
    for (auto left = random_.below(8); left > 0; --left)
      text.append(pick(kWords)).append(random_.chance(0.3) ? ", " : " ");
    if (random_.chance(0.2)) text += "https://www.example.org/x";
    post::Post post;
    post.id = id;
    post.source = random_.chance(0.5) ? "file:a" : "web:b";
    post.text = text;
    post.kind = static_cast<post::Kind>(random_.below(7));
    post.created_at = kNoon + Micros(static_cast<std::int64_t>(random_.below(40)));
    post.author = random_.chance(0.5) ? post::Author{"id1", "ana", ""} : post::Author{"bob", "robert", ""};
    if (random_.chance(0.3)) post.parent = "p0";
    if (random_.chance(0.3)) post.title = "prix";
    if (random_.chance(0.3)) post.rating = static_cast<float>(random_.below(11)) / 2;
    static constexpr post::Media kImage[] = {{"image", "une clio"}};
    if (random_.chance(0.2)) post.media = kImage;
    post::Reading reading{static_cast<post::LanguageId>(random_.below(30)), 1, {0, 1, 0}};
    if (random_.chance(0.5)) reading = {*post::language_of("fr"), 1, {0.6F, 0.3F, 0.1F}};
    items.add({post::Act::kSay, post}, reading);
  }

  Random& random() { return random_; }

  std::string query(int depth = 0) {
    if (depth == 3 || random_.chance(0.4)) return (random_.chance(0.25) ? "-" : "") + std::string(pick(kLeaves));
    const std::string joint = random_.chance(0.5) ? " OR " : " ";
    return (random_.chance(0.2) ? "NOT (" : "(") + query(depth + 1) + joint + query(depth + 1) + ")";
  }

 private:
  template <typename T, std::size_t N>
  const T& pick(const T (&all)[N]) {
    return all[random_.below(N)];
  }
  Random random_;
};

// Every kept post, without any index: the last page of `everything` leads to all.
std::vector<const Hit*> scan(const std::vector<Hit>& kept, const query::Query& query) {
  text::Words words;
  std::vector<const Hit*> found;
  for (const auto& hit : kept) {
    query::read_words(hit.post, words);
    if (query::slow::matches(query.root(), {&hit.post, &words, hit.reading})) found.push_back(&hit);
  }
  return found;
}

std::vector<Hit> everything(const House& house, int post_count) {
  std::vector<Hit> all;
  for (int i = 0; i < post_count; ++i) {
    for (const auto* source : {"file:a", "web:b"}) {
      if (auto hit = house.store->get(source, "p" + std::to_string(i)).value()) all.push_back(std::move(*hit));
    }
  }
  std::sort(all.begin(), all.end(), [](const Hit& left, const Hit& right) {
    if (left.post.created_at != right.post.created_at) return left.post.created_at > right.post.created_at;
    return std::tie(left.post.source, left.post.id) < std::tie(right.post.source, right.post.id);
  });
  return all;
}

// The same for who counts.
void compare_figures(const House& house, const std::vector<const Hit*>& found, const query::Query& query, Span span,
                     const std::string& text) {
  constexpr Micros kStep{7};
  std::map<std::string, std::uint64_t> authors, sources;
  std::map<std::int64_t, std::set<std::string>> voices;
  std::map<std::int64_t, std::uint64_t> posts;
  std::optional<Time> first, last;
  for (const Hit* hit : found) {
    const Time time = hit->post.created_at;
    first = std::min(first.value_or(time), time);
    last = std::max(last.value_or(time), time);
    if (time < span.from || time >= span.to) continue;
    const std::string author = std::string(hit->post.source).append("/").append(hit->post.author.id);
    ++posts[(time - span.from) / kStep];
    voices[(time - span.from) / kStep].insert(author);
    ++authors[author];
    ++sources[std::string(hit->post.source)];
  }
  const auto histogram = house.store->histogram(query, span, kStep);
  ASSERT_TRUE(histogram);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < histogram->buckets.size(); ++i) {
    const auto at = static_cast<std::int64_t>(i);
    EXPECT_EQ(histogram->buckets[i].count.posts, posts.contains(at) ? posts[at] : 0) << text;
    EXPECT_EQ(histogram->buckets[i].count.voices, voices.contains(at) ? voices[at].size() : 0) << text;
    total += histogram->buckets[i].count.posts;
  }
  EXPECT_EQ(histogram->total.posts, total) << text;
  EXPECT_EQ(histogram->total.voices, authors.size()) << text;
  EXPECT_EQ(histogram->first, first) << text;
  EXPECT_EQ(histogram->last, last) << text;
  const auto tops = house.store->tops(query, span, 5);
  ASSERT_TRUE(tops);
  EXPECT_EQ(tops->posts, total) << text;
  ASSERT_EQ(tops->sources.size(), sources.size()) << text;
  for (const auto& source : tops->sources) EXPECT_EQ(source.posts, sources[source.name]) << text;
  std::uint64_t most = 0;
  for (const auto& [author, count] : authors) most = std::max(most, count);
  EXPECT_EQ(tops->authors.empty() ? 0 : tops->authors.front().posts, most) << text;
}

void compare(const House& house, int post_count, Chance& chance, std::size_t page = 5) {
  const auto kept = everything(house, post_count);
  for (int round = 0; round < 100; ++round) {
    const std::string text = chance.query();
    const auto query = query::parse(text);
    if (!query) continue;  // A branch without anything positive.
    const auto found = scan(kept, *query);
    const auto at = [](std::uint64_t micros) { return kNoon + Micros(static_cast<std::int64_t>(micros)); };
    const Span some{at(chance.random().below(40)), at(chance.random().below(45))};
    for (const Span span : {Span{}, some}) {
      std::vector<std::string> expected;
      for (const Hit* hit : found) {
        if (hit->post.created_at >= span.from && hit->post.created_at < span.to) expected.emplace_back(hit->post.id);
      }
      ASSERT_EQ(house.find(text, page, span), expected) << text;
    }
    compare_figures(house, found, *query, {kNoon - Micros(20), kNoon + Micros(50)}, text);
    if (some.from < some.to) compare_figures(house, found, *query, some, text);
  }
}

TEST(StoreSearch, FindsExactlyWhatTheCompiledQueryMatches) {
  constexpr int kPosts = 260;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    House house;
    Chance chance(seed);
    ASSERT_TRUE(house.open());
    for (int i = 0; i < kPosts; i += 20) {
      Items items;
      for (int k = 0; k < 20; ++k) chance.add_post(items, i + k);
      house.append(items);
    }
    EXPECT_GT(house.store->stats().segments, 3U);
    compare(house, kPosts, chance);
    for (int i = 0; i < kPosts; i += 9) {
      for (const auto* source : {"file:a", "web:b"}) {
        post::Item item;
        const std::string id = "p" + std::to_string(i);
        item.act = post::Act::kDelete;
        item.post.id = id;
        item.post.source = source;
        house.add(item);
      }
    }
    compare(house, kPosts, chance);
    ASSERT_TRUE(house.store->erase_now());
    compare(house, kPosts, chance);
    ASSERT_TRUE(house.open());
    compare(house, kPosts, chance);
    ASSERT_TRUE(house.store->seal());
    compare(house, kPosts, chance);
  }
}

// Long postings with skips, several windows of a segment, an edit of every fifth post.
TEST(StoreSearch, FindsTheSameInLargeSegments) {
  constexpr int kPosts = 5'000;
  House house;
  house.options.segment_posts_max = 2'000;
  Chance chance(11);
  ASSERT_TRUE(house.open());
  for (int i = 0; i < kPosts; i += 100) {
    Items items;
    for (int k = 0; k < 100; ++k) chance.add_post(items, i + k);
    house.append(items);
  }
  const auto few = [&](std::size_t page) {
    const auto kept = everything(house, kPosts);
    for (int round = 0; round < 25; ++round) {
      const std::string text = chance.query();
      const auto query = query::parse(text);
      if (!query) continue;
      const auto found = scan(kept, *query);
      std::vector<std::string> expected;
      for (const Hit* hit : found) expected.emplace_back(hit->post.id);
      ASSERT_EQ(house.find(text, page), expected) << text;
      compare_figures(house, found, *query, {kNoon + Micros(5), kNoon + Micros(30)}, text);
    }
  };
  few(300);
  ASSERT_TRUE(house.store->seal());
  few(40);
  for (int i = 0; i < kPosts; i += 5) {
    post::Item item;
    const std::string id = "p" + std::to_string(i);
    item.post.id = id;
    item.post.source = "web:b";
    item.post.author = {"id1", "ana", ""};
    item.post.text = "clio prix";
    item.post.created_at = kNoon + Micros(i % 40);
    item.post.edited_at = kNoon + Micros(100);
    house.add(item);
  }
  few(300);
  ASSERT_TRUE(house.store->erase_now());
  ASSERT_TRUE(house.open());
  few(300);
}

// Parts that share a list or a bitmap: many prefixes, refused words, a word said again and again.
TEST(StoreSearch, FindsTheSameByManyPrefixesAndRepeatedWords) {
  constexpr int kPosts = 400;
  constexpr std::string_view kQueries[] = {
      "cli* OR pan* OR pri* OR #ess*",
      "cli* pri*",
      "cli* pri* zo* nothing*",
      "clio -pan* -pri* -zoe -#ess*",
      "lang:fr -lang:fr -cli* -pan*",
      "has:link -cli* -pan* -zoe",
      "cli* -(pan* OR zoe) -prix",
      "\"clio clio clio\" OR \"panne prix panne\"",
      "clio OR (clio prix) OR (clio -prix) OR \"clio prix\"",
      "(cli* prix) OR (cli* zoe) OR nothing*",
      "cli* NEAR/2 pri*",
      "clio -\"clio clio\" -(clio NEAR/1 prix) -nothing*",
  };
  House house;
  Chance chance(5);
  ASSERT_TRUE(house.open());
  for (int i = 0; i < kPosts; i += 20) {
    Items items;
    for (int k = 0; k < 20; ++k) chance.add_post(items, i + k);
    house.append(items);
  }
  const auto kept = everything(house, kPosts);
  for (const bool is_sealed : {false, true}) {
    if (is_sealed) {
      ASSERT_TRUE(house.store->seal());
    }
    for (const auto text : kQueries) {
      const auto query = query::parse(std::string(text));
      ASSERT_TRUE(query) << text << ": " << query.error().message;
      std::vector<std::string> expected;
      for (const Hit* hit : scan(kept, *query)) expected.emplace_back(hit->post.id);
      EXPECT_EQ(house.find(std::string(text)), expected) << text;
    }
  }
}

TEST(StoreSearch, KeepsToTheTimesThatTheQueryNames) {
  House house;
  ASSERT_TRUE(house.open());
  for (int i = 0; i < 200; ++i)
    house.say("p" + std::to_string(100 + i), "clio", kNoon + std::chrono::hours(24) * (i - 100));
  ASSERT_TRUE(house.store->seal());
  const auto ids = house.find("clio after:2026-02-04 before:2026-02-06");
  EXPECT_FALSE(ids.empty());
  EXPECT_EQ(ids.size() + house.find("clio (before:2026-02-04 OR after:2026-02-06)").size(), 200U);
  EXPECT_EQ(house.find("clio after:2026-02-06 before:2026-02-04"), std::vector<std::string>{});
}

TEST(StoreSearch, KeepsToItsSpanOfTime) {
  House house;
  ASSERT_TRUE(house.open());
  for (int i = 0; i < 100; ++i) house.say("p" + std::to_string(100 + i), "clio", kNoon + Micros(i));
  for (int round = 0; round < 2; ++round) {
    const auto ids = house.find("clio", 3, {kNoon + Micros(10), kNoon + Micros(13)});
    EXPECT_EQ(ids, (std::vector<std::string>{"p112", "p111", "p110"}));
    ASSERT_TRUE(house.store->seal());
  }
}

}  // namespace
}  // namespace vigie::store
