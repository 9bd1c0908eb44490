// The index against a linear scan: random posts, random queries, each stage of a segment's life.
#include <algorithm>
#include <tuple>

#include "base/random.h"
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
std::vector<std::string> scan(const std::vector<Hit>& kept, const query::Query& query) {
  const query::Program program(query);
  text::Words words;
  std::vector<std::string> ids;
  for (const auto& hit : kept) {
    query::read_words(hit.post, words);
    if (program.matches({&hit.post, &words, hit.reading})) ids.emplace_back(hit.post.id);
  }
  return ids;
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

void compare(const House& house, int post_count, Chance& chance) {
  const auto kept = everything(house, post_count);
  for (int round = 0; round < 150; ++round) {
    const std::string text = chance.query();
    const auto query = query::parse(text);
    if (!query) continue;  // A branch without anything positive.
    const auto expected = scan(kept, *query);
    ASSERT_EQ(house.find(text, 5), expected) << text;
    const Span all{kNoon - std::chrono::hours(1), kNoon + std::chrono::hours(1)};
    EXPECT_EQ(house.store->histogram(*query, all, std::chrono::minutes(1))->total.posts, expected.size()) << text;
    EXPECT_EQ(house.store->tops(*query, all, 5)->posts, expected.size()) << text;
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
