#include "rehearsal/play.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "base/time_text.h"
#include "post/codec.h"
#include "post/validate.h"
#include "rehearsal/french.h"
#include "rehearsal/rhythm.h"
#include "rehearsal/script.h"
#include "rehearsal/shipped.h"

namespace vigie::rehearsal {
namespace {

constexpr double kScale = 1;

const Scenario& story() {
  static const Scenario scenario = Scenario::parse(shipped_scenario(shipped_names()[0])).value();
  return scenario;
}

const Time kBase = story().base_ending_by(*parse_time("2026-11-22T12:00:00Z"));

struct Told {
  post::Batch batch;
  std::vector<Truth> truths;
  Said said;
};

Told tell(std::uint64_t seed, Micros step, double scale = kScale, std::size_t items_max = 1'000'000) {
  Told told;
  Play play(story(), {seed, kBase, scale});
  for (Time now = kBase; !play.ended(); now += step) {
    while (play.until(now, told.batch, &told.truths, items_max) == items_max) {
    }
  }
  told.said = play.said();
  return told;
}

const Told& whole() {
  static const Told told = tell(1, story().duration());
  return told;
}

std::string bytes_of(const Told& told) {
  std::string out;
  for (const auto& item : told.batch.items()) post::encode(item, {}, out);
  return out;
}

// Lower case without accents, enough for what the scenario holds.
std::string folded(std::string_view text) {
  static constexpr std::string_view kPlain = "aaaaaa_ceeeeiiii_nooooo_ouuuuy";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xC3 && i + 1 < text.size()) {
      const auto second = (static_cast<unsigned char>(text[++i]) & 0x1FU);
      out += second < kPlain.size() ? kPlain[second] : '_';
    } else {
      out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : text[i];
    }
  }
  return out;
}

template <typename Wanted>
double share(Wanted wanted) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < whole().truths.size(); ++i) {
    count += wanted(whole().batch.items()[i].post, whole().truths[i]) ? 1U : 0U;
  }
  return static_cast<double>(count) / static_cast<double>(whole().truths.size());
}

std::uint16_t incident(std::string_view name) {
  for (std::uint16_t i = 0; i < story().incidents().size(); ++i) {
    if (story().incidents()[i].name == name) return i;
  }
  return kNoIncident;
}

TEST(Play, SaysTheSameByteForByteWhateverTheSteps) {
  const auto once = bytes_of(tell(7, story().duration()));
  EXPECT_EQ(once, bytes_of(tell(7, std::chrono::seconds(613))));
  EXPECT_EQ(once, bytes_of(tell(7, std::chrono::hours(5), kScale, 7)));
  EXPECT_NE(once, bytes_of(tell(8, story().duration())));
}

TEST(Play, SaysAboutAsMuchAsItPromises) {
  const Play play(story(), {1, kBase, kScale});
  EXPECT_GE(whole().batch.size(), 6'000U);
  EXPECT_LE(whole().batch.size(), 9'000U);
  const auto said = static_cast<double>(whole().said.posts);
  EXPECT_NEAR(said / play.expected_posts(), 1, 0.03);
  EXPECT_GE(play.author_count(), 400U);
}

TEST(Play, GrowsWithItsScale) {
  const auto large = tell(1, story().duration(), 3);
  EXPECT_NEAR(static_cast<double>(large.batch.size()), 21'000, 2'500);
}

TEST(Play, GivesItemsInOrderOfTimeWithinTheStory) {
  Time last = kBase;
  for (std::size_t i = 0; i < whole().truths.size(); ++i) {
    const Time at = kBase + whole().truths[i].at;
    EXPECT_GE(at, last);
    EXPECT_LE(at, kBase + story().duration());
    last = at;
    const auto& item = whole().batch.items()[i];
    if (item.act == post::Act::kSay && !item.post.edited_at) {
      EXPECT_EQ(item.post.created_at, at);
    }
  }
}

TEST(Play, SaysNothingThatTheHouseRefuses) {
  for (const auto& item : whole().batch.items()) {
    const auto ok = post::validate(item, kBase + story().duration());
    EXPECT_TRUE(ok) << ok.error().message << ": " << item.post.text;
  }
}

TEST(Play, MarksEachPostAsADrillAndTellsNoTruth) {
  for (const auto& item : whole().batch.items()) {
    const bool in_our_place = item.post.source == "place:notre-pub";
    EXPECT_TRUE(in_our_place || item.post.source == "drill:galerne") << item.post.source;
    if (item.act == post::Act::kDelete) continue;
    EXPECT_TRUE(item.post.author.handle.ends_with("@drill.example")) << item.post.author.handle;
    const auto* begins = in_our_place ? "https://drill.example/place/notre-pub/" : "https://drill.example/@";
    EXPECT_TRUE(item.post.url.starts_with(begins)) << item.post.url;
    EXPECT_EQ(item.post.extra, "");
    for (const auto link : item.post.links) EXPECT_NE(link.find("drill.example/"), std::string_view::npos) << link;
  }
}

TEST(Play, PutsEntriesAndWhatIsSaidUnderThemIntoOurOwnPlace) {
  std::map<std::string, std::string, std::less<>> sources;  // By id.
  int replies = 0;
  for (const auto& item : whole().batch.items()) {
    if (item.act != post::Act::kSay || item.post.edited_at) continue;
    const auto& post = item.post;
    sources.emplace(post.id, post.source);
    const bool in_our_place = post.source == "place:notre-pub";
    EXPECT_EQ(in_our_place && post.parent == "page", post.kind == post::Kind::kEntry);
    if (in_our_place) {
      EXPECT_EQ(post.root, "page");
      EXPECT_NE(post.kind, post::Kind::kRepost);
    }
    if (post.parent.empty() || post.parent == "page") continue;
    EXPECT_EQ(sources.find(post.parent)->second, post.source);  // Ids are of one source.
    replies += in_our_place ? 1 : 0;
  }
  EXPECT_GT(replies, 50);
}

TEST(Play, LeavesNoSlotUnfilled) {
  for (const auto& item : whole().batch.items()) {
    for (const auto text : {item.post.text, item.post.title, item.post.author.name}) {
      EXPECT_EQ(text.find_first_of("{}[]|~^\\"), std::string_view::npos) << text;
      EXPECT_EQ(text.find("  "), std::string_view::npos) << text;
      EXPECT_EQ(text.find(" ,"), std::string_view::npos) << text;
    }
  }
}

TEST(Play, SpeaksFrenchAndEnglishInLikeMeasure) {
  const auto french = *post::language_of("fr");
  const auto english = *post::language_of("en");
  EXPECT_NEAR(share([&](auto&, auto& truth) { return truth.language == french; }), 0.5, 0.2);
  EXPECT_NEAR(share([&](auto&, auto& truth) { return truth.language == english; }), 0.5, 0.2);
}

TEST(Play, HasTheRhythmOfADay) {
  std::array<double, 24> by_hour{};
  for (const auto& truth : whole().truths) {
    const auto now = week_moment(story().script(), truth.at);
    if (truth.at < story().opening()) by_hour[static_cast<std::size_t>(now.minute_of_day / 60)] += 1;
  }
  const double night = by_hour[2] + by_hour[3] + by_hour[4];
  const double evening = by_hour[19] + by_hour[20] + by_hour[21];
  EXPECT_GT(evening, 8 * night);
}

TEST(Play, KeepsIncidentsWithinTheirHours) {
  std::map<std::uint16_t, std::map<std::int64_t, int>> hours;
  for (const auto& truth : whole().truths) {
    if (truth.incident == kNoIncident) continue;
    const auto& known = story().incidents()[truth.incident];
    EXPECT_GE(truth.at, known.begin);
    EXPECT_LE(truth.at, known.end + std::chrono::hours(2));  // Corrections come later.
    ++hours[truth.incident][truth.at / std::chrono::hours(1)];
  }
  for (const auto& [which, counts] : hours) {
    const auto highest =
        std::max_element(counts.begin(), counts.end(), [](auto& a, auto& b) { return a.second < b.second; });
    const auto peak = story().incidents()[which].peak / std::chrono::hours(1);
    EXPECT_LE(std::abs(highest->first - peak), 3) << story().incidents()[which].name;
  }
}

TEST(Play, TurnsTheCallAsThePressCounted) {
  const auto hijack = incident("hijack");
  const double hostile =
      share([&](auto& post, auto& truth) { return truth.incident == hijack && post.kind == post::Kind::kEntry; });
  EXPECT_GT(hostile, 0.06);
  EXPECT_LT(hostile, 0.2);
  EXPECT_GT(share([&](auto&, auto& truth) { return truth.intent == Intent::kDefend; }), 0.01);
}

TEST(Play, HidesNothingFromItsSampleWatches) {
  std::map<std::uint16_t, std::pair<int, int>> found;
  int strays = 0;
  for (std::size_t i = 0; i < whole().truths.size(); ++i) {
    const auto& post = whole().batch.items()[i].post;
    const auto& truth = whole().truths[i];
    if (post.kind == post::Kind::kRepost || whole().batch.items()[i].act != post::Act::kSay) continue;
    const auto text = folded(std::string(post.title) + " " + std::string(post.text) + " " + std::string(post.source));
    const auto plain = text.substr(0, text.rfind(' '));  // Less the source's name.
    bool marked = false;
    for (const auto& watch : story().watches()) {
      for (const auto& mark : watch.marks) marked |= plain.find(mark) != std::string::npos;
    }
    strays += truth.intent == Intent::kChat && marked ? 1 : 0;
    if (truth.incident == kNoIncident || !(post.parent.empty() || post.parent == "page") ||
        post.kind == post::Kind::kQuote)
      continue;
    ++found[truth.incident].second;
    found[truth.incident].first += marked ? 1 : 0;
  }
  EXPECT_EQ(strays, 0);
  for (const auto& [which, counts] : found) {
    EXPECT_GT(counts.first, counts.second * 95 / 100) << story().incidents()[which].name;
  }
}

TEST(Play, RarelyRepeatsItself) {
  std::unordered_map<std::string, int> seen;
  std::set<std::string> words;
  int said = 0;
  int repeated = 0;
  for (std::size_t i = 0; i < whole().truths.size() && said < 5'000; ++i) {
    const auto& item = whole().batch.items()[i];
    if (item.act != post::Act::kSay || item.post.kind == post::Kind::kRepost || item.post.edited_at) continue;
    std::string word;
    for (const char c : std::string(item.post.text) + " ") {
      if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        word += c;
      } else {
        words.insert(folded(word));
        word.clear();
      }
    }
    if (whole().truths[i].copied) continue;
    ++said;
    repeated += seen[std::string(item.post.text)]++ > 0 ? 1 : 0;
  }
  EXPECT_LE(repeated, said / 100);
  EXPECT_GE(words.size(), 2'500U);
}

TEST(Play, BreaksNoElisionOfACarefulWriter) {
  const auto& script = story().script();
  const auto& grammar = script.grammars[0];
  Random random(5);
  Speaker speaker{true, true, "zoe@drill.example", 600, 5};
  for (const auto name : {"life", "life_bad", "life_good", "brand_ask", "brand_praise", "brand_complain", "attack",
                          "mock", "entry", "bank_complain", "bank_ask", "defend_reply", "review_good", "review_bad"}) {
    for (int i = 0; i < 400; ++i) {
      std::string text;
      grammar.say(*grammar.find(name), speaker, random, text);
      std::string again = text;
      elide(again);
      EXPECT_EQ(again, text);
      for (const auto wrong : {" de le ", " de les ", " à le ", " à les ", " à des ", " du l'", " si il ", " le un "}) {
        EXPECT_EQ(text.find(wrong), std::string::npos) << text;
      }
    }
  }
}

TEST(Play, EditsAndTakesBackOnlyWhatWasSaid) {
  std::set<std::string, std::less<>> said;
  int edits = 0;
  int deletions = 0;
  for (const auto& item : whole().batch.items()) {
    if (item.act == post::Act::kDelete) {
      ++deletions;
      EXPECT_EQ(said.count(item.post.id), 1U);
      said.erase(std::string(item.post.id));
    } else if (item.post.edited_at) {
      ++edits;
      EXPECT_EQ(said.count(item.post.id), 1U);
      EXPECT_GT(*item.post.edited_at, item.post.created_at);
    } else {
      EXPECT_TRUE(said.emplace(item.post.id).second) << item.post.id;
      EXPECT_EQ(item.post.root.empty(), item.post.parent.empty() || item.post.kind == post::Kind::kRepost);
    }
  }
  EXPECT_GT(edits, 20);
  EXPECT_GT(deletions, 10);
  EXPECT_EQ(whole().said.corrections, static_cast<std::uint64_t>(edits));
  EXPECT_EQ(whole().said.deletions, static_cast<std::uint64_t>(deletions));
  EXPECT_EQ(whole().said.posts, whole().batch.size() - whole().said.corrections - whole().said.deletions);
}

}  // namespace
}  // namespace vigie::rehearsal
