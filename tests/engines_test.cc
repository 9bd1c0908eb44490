// A post matches a watch if and only if the search finds it, whatever state the segments are in, and both mean what
// the naive matcher says.
#include <array>

#include "base/shared_data.h"
#include "engines.h"
#include "small_talk.h"
#include "source/decoders.h"
#include "source/line_chunks.h"
#include "watch/world_for_tests.h"

namespace vigie {
namespace {

// A time for each, falling.
Time later_ones_first(std::size_t number) { return store::kNoon - Micros(static_cast<std::int64_t>(number)); }

// Every text of up to three words out of four, and of four out of two.
std::vector<std::string> small_texts() {
  std::vector<std::string> out{""};
  const auto grow = [&](std::size_t from, auto&& words) {
    const std::size_t end = out.size();
    for (std::size_t i = from; i < end; ++i) {
      for (const std::string_view word : words) out.push_back(out[i] + std::string(word) + " ");
    }
    return end;
  };
  static constexpr std::array<std::string_view, 4> kFour{"a", "b", "A", "#a"};
  std::size_t from = grow(0, kFour);
  from = grow(from, kFour);
  from = grow(from, kFour);
  for (unsigned bits = 0; bits < 16; ++bits) {
    std::string text;
    for (unsigned i = 0; i < 4; ++i) text += (bits >> i & 1) != 0 ? "a " : "b ";
    out.push_back(text);
  }
  return out;
}

// Every query of up to three leaves out of six under every two of six joints, grouped either way.
std::vector<std::string> small_queries() {
  static constexpr std::array<std::string_view, 6> kLeaves{"a", "b", "#a", "ab*", "=A", "\"a b\""};
  static constexpr std::array<std::string_view, 6> kJoints{" ", " OR ", " -", " NEAR/0 ", " NEAR/1 ", " BEFORE/0 "};
  std::vector<std::string> out(kLeaves.begin(), kLeaves.end());
  std::vector<std::string> pairs;
  for (const auto left : kLeaves) {
    for (const auto joint : kJoints) {
      for (const auto right : kLeaves) pairs.push_back(std::string(left) + std::string(joint) + std::string(right));
    }
  }
  out.insert(out.end(), pairs.begin(), pairs.end());
  for (const auto& pair : pairs) {
    for (const auto joint : kJoints) {
      for (const auto leaf : kLeaves) {
        out.push_back("(" + pair + ")" + std::string(joint) + std::string(leaf));
        out.push_back(std::string(leaf) + std::string(joint) + "(" + pair + ")");
      }
    }
  }
  return out;
}

TEST(Engines, AgreeOnEverySmallQueryAndText) {
  store::Items items;
  const auto texts = small_texts();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    items.say("p" + std::to_string(i), texts[i] + (i % 11 == 0 ? " abc" : ""), later_ones_first(i));
  }
  const auto told = expect_one_meaning(items, small_queries());
  EXPECT_GT(told.accepted, 8'000U);
  EXPECT_GT(told.refused, 1'000U);
  EXPECT_GT(told.matches, 100'000U);
}

// Posts of every kind, by every means, in and out of each field test.
void say_something(SmallTalk& talk, std::size_t number, store::Items& items) {
  static constexpr std::array<std::string_view, 4> kSources{"file:test", "file", "bluesky", "mastodon:c.de"};
  const std::string text = talk.post();
  const std::string id = "p" + std::to_string(number);
  const std::string title = talk.post();
  const std::string alt = talk.post();
  post::Post post;
  post.id = id;
  post.source = kSources[talk.below(kSources.size())];
  post.text = text;
  post.created_at = later_ones_first(number);
  post.kind = static_cast<post::Kind>(talk.below(7));
  post.author = talk.below(2) == 0 ? post::Author{"id1", "Ana", ""} : post::Author{"bob", "robert", ""};
  if (talk.below(4) == 0) post.title = title;
  if (talk.below(3) == 0) post.parent = "p0";
  if (talk.below(3) == 0) post.rating = static_cast<float>(talk.below(11)) / 2;
  const std::array media{post::Media{"image", alt}};
  if (talk.below(4) == 0) post.media = media;
  post::Reading reading;
  if (talk.below(2) == 0) reading.language = *post::language_of("fr");
  if (talk.below(3) == 0) reading = {reading.language, 1, {0.7F, 0.2F, 0.1F}};
  if (talk.below(4) == 0) reading.is_mood_corrected = true;
  if (talk.below(8) == 0) reading.is_language_corrected = true;
  items.add({post::Act::kSay, post}, store::kept(reading));
}

std::string with_a_field(SmallTalk& talk, const std::string& query) {
  static constexpr std::array<std::string_view, 17> kFields{
      "lang:fr",    "lang:unknown", "mood:negative", "mood:neutral", "source:file", "source:mastodon",
      "kind:reply", "kind:review",  "author:ana",    "author:BOB",   "site:x.fr",   "rating:2..4",
      "rating:3..", "has:image",    "is:reply",      "is:repost",    "is:corrected"};
  const std::string field(kFields[talk.below(kFields.size())]);
  switch (talk.below(6)) {
    case 0:
      return query + " " + field;
    case 1:
      return "(" + query + ") OR " + field;
    case 2:
      return "(" + query + ") -" + field;
    case 3:
      return field + " -(" + query + ")";
    default:
      return query;
  }
}

TEST(Engines, AgreeOnRandomQueriesAndPosts) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    SmallTalk talk(seed);
    store::Items items;
    for (std::size_t i = 0; i < 300; ++i) say_something(talk, i, items);
    std::vector<std::string> queries;
    for (int i = 0; i < 500; ++i) queries.push_back(with_a_field(talk, talk.query(static_cast<int>(talk.below(4)))));
    const auto told = expect_one_meaning(items, queries);
    EXPECT_GT(told.accepted, 200U);
    EXPECT_GT(told.matches, 2'000U);
  }
}

// Posts of a real stream, spread over it, as they came but for their times.
std::size_t say_tweets(std::size_t count, const watch::Models& models, store::Items& items) {
  const auto input = source::Unpack::open(shared_data() + "/stream/tweets.jsonl.zst");
  if (!input) return 0;
  source::LineChunks chunks(**input);
  source::Chunk chunk;
  std::size_t said = 0;
  watch::Readers readers(models);
  for (std::size_t at = 0; said < count && chunks.next(chunk).value(); ++at) {
    if (at % 10 != 0) continue;
    post::Batch batch;
    std::vector<source::Reject> rejects;
    source::json_lines_decoder()->decode(chunk.raw, chunk.first, store::kNoon, batch, rejects);
    for (std::size_t i = 0; i < batch.size() && said < count; i += 10) {
      auto& item = batch.items()[i];
      text::Words words;
      query::read_words(item.post, words);
      post::Reading reading;
      readers.read_language(item.post, words, reading);
      readers.read_mood(words, reading);
      item.post.created_at = later_ones_first(said++);
      items.add(item, store::kept(reading));
    }
  }
  return said;
}

// Two or three words of one post, joined in the ways of the language.
std::string query_from(const store::Items& items, Random& random) {
  const auto& post = items.batch().items()[random.below(items.batch().size())].post;
  text::Words words;
  query::read_words(post, words);
  const auto all = words.all();
  const auto word = [&] {
    return all.empty() ? std::string("rien") : std::string(words.typed(all[random.below(all.size())]));
  };
  switch (random.below(8)) {
    case 0:
      return word();
    case 1:
      return word() + " " + word();
    case 2:
      return "\"" + word() + " " + word() + "\"";
    case 3:
      return word() + " NEAR/" + std::to_string(random.below(6)) + " " + word();
    case 4:
      return "(" + word() + " OR " + word() + ") -" + word();
    case 5:
      return "=" + word() + " OR " + word();
    case 6:
      return "(" + word() + " OR " + word() + " OR " + word() + ") lang:en mood:neutral";
    default:
      return word() + "* has:link";
  }
}

TEST(Engines, AgreeOnRealText) {
  VIGIE_NEEDS_SHARED_DATA();
  constexpr std::size_t kPosts = 800;
  const auto models = watch::shipped_models();
  store::Items items;
  ASSERT_EQ(say_tweets(kPosts, models, items), kPosts);
  Random random(2026);
  std::vector<std::string> queries;
  for (int i = 0; i < 600; ++i) queries.push_back(query_from(items, random));
  const auto told = expect_one_meaning(items, queries);
  EXPECT_GT(told.accepted, 400U);
  EXPECT_GT(told.matches, 2'000U);
}

}  // namespace
}  // namespace vigie
