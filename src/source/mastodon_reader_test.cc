// The contract of a reader, against a server that says what Mastodon says, and fails as it fails.
#include "source/mastodon_reader.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/time_text.h"
#include "net/sse.h"
#include "source/visit_for_tests.h"

namespace vigie::source {
namespace {

using nlohmann::json;

constexpr auto kHost = "https://piaille.example";

std::string uri_of(const std::string& id) { return std::string(kHost) + "/users/zoe/statuses/" + id; }

json status(const std::string& id, json more = json::object()) {
  json out = {{"id", id},
              {"uri", uri_of(id)},
              {"created_at", "2026-01-31T09:30:00.000Z"},
              {"visibility", "public"},
              {"content", "<p>n" + id + "</p>"},
              {"account", {{"acct", "zoe"}, {"url", std::string(kHost) + "/@zoe"}, {"indexable", true}}}};
  out.merge_patch(more);
  return out;
}

// A server with its statuses, and streams that say what a test has them say.
class Place final : public Door {
 public:
  Result<net::Answer> ask(const Ask& ask) override {
    asked.push_back(ask.url);
    tokens.insert(std::string(ask.headers.get("Authorization")));
    if (answers_all_with != 0) return net::Answer{answers_all_with, {}, R"({"error":"no"})"};
    if (ask.url.find("/api/v1/streaming/") != std::string::npos) return stream(ask);
    if (ask.url.ends_with("/api/v2/instance")) {
      return net::Answer{200, {}, R"({"configuration":{"urls":{"streaming":"wss://streaming.example"}}})"};
    }
    if (ask.url.find("/context") != std::string::npos) return net::Answer{200, {}, context.dump()};
    if (const auto at = ask.url.find("/api/v1/statuses?"); at != std::string::npos) return by_id(ask.url.substr(at));
    if (const auto at = ask.url.find("/api/v1/statuses/"); at != std::string::npos) {
      const auto one = statuses.find(ask.url.substr(at + 17));
      if (one == statuses.end()) return net::Answer{404, {}, R"({"error":"Record not found"})"};
      return net::Answer{200, {}, one->second.dump()};
    }
    return timeline(ask.url);
  }

  void say(const json& one) { statuses[one["id"]] = one; }

  std::map<std::string, json> statuses;  // Of tests whose ids are of one length: in their order.
  json context;
  std::function<void(const std::function<bool(std::string_view)>&)> on_stream;
  int stream_status = 200;
  int answers_all_with = 0;
  bool has_links = true;
  bool knows_many = true;  // Statuses may be asked for by several ids at once.
  std::vector<std::string> asked;
  std::set<std::string> tokens;

 private:
  Result<net::Answer> stream(const Ask& ask) {
    if (stream_status != 200) {
      ask.on_bytes(R"({"error":"no"})");
      return net::Answer{stream_status, {}, {}};
    }
    if (on_stream) on_stream(ask.on_bytes);
    return net::Answer{200, {}, {}};
  }

  Result<net::Answer> by_id(const std::string& query) const {
    json out = json::array();
    for (const auto& [id, one] : statuses) {
      if (knows_many && (query + "&").find("=" + id + "&") != std::string::npos) out.push_back(one);
    }
    return net::Answer{200, {}, out.dump()};
  }

  // Those right after `min_id`, else the newest; told newest first.
  Result<net::Answer> timeline(const std::string& url) {
    constexpr std::size_t kPage = 3;
    std::vector<json> page;
    const auto at = url.find("min_id=");
    if (at != std::string::npos) {
      for (auto i = statuses.upper_bound(url.substr(at + 7)); i != statuses.end() && page.size() < kPage; ++i) {
        page.insert(page.begin(), i->second);
      }
    } else {
      for (auto i = statuses.rbegin(); i != statuses.rend() && page.size() < kPage; ++i) page.push_back(i->second);
    }
    net::Answer out{200, {}, json(page).dump()};
    if (has_links && !page.empty()) {
      out.headers.add("Link",
                      "<https://elsewhere.example/x?max_id=1>; rel=\"next\", <https://elsewhere.example/x?min_id=" +
                          page.front()["id"].get<std::string>() + ">; rel=\"prev\"");
    }
    return out;
  }
};

// Keeps what it is given, as the house would.
class Kept final : public VisitForTests {
 public:
  using VisitForTests::VisitForTests;
  bool hand_over(Load load, std::string memory) override {
    if (loads_until_crash == 0) return false;
    if (loads_until_crash > 0) --loads_until_crash;
    for (const auto& item : load.batch.items()) {
      const std::string id(item.post.id);
      if (item.act == post::Act::kDelete) gone.insert(id);
      if (item.act == post::Act::kForgetAuthor) forgotten.emplace_back(item.post.author.id);
      if (item.act != post::Act::kSay) continue;
      EXPECT_EQ(item.post.source, "mastodon:piaille.example");
      said[id] = std::string(item.post.text);
      parents[id] = std::string(item.post.parent);
      order.push_back(id);
    }
    memory_ = std::move(memory);
    return true;
  }
  void read(Time from, Time until) override {
    EXPECT_LE(from, until);
    VisitForTests::read(from, until);
  }

  std::map<std::string, std::string> said, parents;
  std::vector<std::string> order, forgotten;
  std::set<std::string> gone;
  int loads_until_crash = -1;
};

class MastodonReaderTest : public ::testing::Test {
 protected:
  std::unique_ptr<Reader> reader(Options more = {}, const std::string& token = "") {
    Options options{{"url", kHost}};
    for (const auto& [name, value] : more) options[name] = value;
    auto out = open_mastodon(options, token, 1);
    return std::move(*out);
  }
  // Visits with what the house kept, as the next process does.
  Result<Next> visit(Options more = {{"stream", "none"}}) { return reader(std::move(more))->visit(kept_); }
  void say(int from, int to) {
    for (int i = from; i <= to; ++i) place_.say(status(std::to_string(i)));
  }

  Place place_;
  Kept kept_{place_};
};

TEST_F(MastodonReaderTest, BeginsWithTheNewestAndGoesOnPageByPageOldestFirst) {
  say(100, 109);
  ASSERT_TRUE(visit());
  EXPECT_EQ(kept_.said.size(), 3U);
  say(110, 117);
  kept_.order.clear();
  ASSERT_TRUE(visit());
  EXPECT_EQ(kept_.said.size(), 11U);
  ASSERT_GE(kept_.order.size(), 8U);
  kept_.order.resize(8);  // Then those of before are looked at once more.
  EXPECT_EQ(kept_.order, (std::vector<std::string>{uri_of("112"), uri_of("111"), uri_of("110"), uri_of("115"),
                                                   uri_of("114"), uri_of("113"), uri_of("117"), uri_of("116")}));
  for (const auto& url : place_.asked) EXPECT_TRUE(url.starts_with(kHost)) << url;
}

TEST_F(MastodonReaderTest, GoesOnWithoutLinksToo) {
  place_.has_links = false;
  say(100, 100);
  ASSERT_TRUE(visit());
  say(101, 109);
  ASSERT_TRUE(visit());
  EXPECT_EQ(kept_.said.size(), 10U);
}

TEST_F(MastodonReaderTest, MissesNothingWhereverItIsEnded) {
  for (int loads = 0; loads < 8; ++loads) {
    Kept kept(place_);
    place_.statuses.clear();
    say(100, 100);
    ASSERT_TRUE(reader({{"stream", "none"}})->visit(kept));
    say(101, 117);
    kept.loads_until_crash = loads;
    (void)reader({{"stream", "none"}})->visit(kept);
    kept.loads_until_crash = -1;
    ASSERT_TRUE(reader({{"stream", "none"}})->visit(kept));
    EXPECT_EQ(kept.said.size(), 18U) << loads;
  }
}

TEST_F(MastodonReaderTest, StartsWithAnEmptyPlaceAndMissesNoFirstPost) {
  ASSERT_TRUE(visit());
  say(100, 106);
  ASSERT_TRUE(visit());
  EXPECT_EQ(kept_.said.size(), 7U);
}

TEST_F(MastodonReaderTest, LosesNothingBetweenTheLastPageAndTheOpenStream) {
  say(100, 100);
  place_.on_stream = [&](const auto& give) {
    say(101, 105);  // Told by neither the pages before nor the stream after.
    give(":)\n\n");
    give(net::event_text("update", status("106").dump()));
  };
  const auto next = visit({{"stream", "public"}});
  EXPECT_FALSE(next);  // It ended at once: the listener waits ever longer.
  EXPECT_EQ(kept_.said.size(), 7U);
  EXPECT_EQ(std::count(place_.asked.begin(), place_.asked.end(), "https://streaming.example/api/v1/streaming/public"),
            1);
}

TEST_F(MastodonReaderTest, HearsEditsAndDeletionsInWhateverOrder) {
  place_.on_stream = [&](const auto& give) {
    give(":)\n");
    give(net::event_text("status.update", status("200", {{"edited_at", "2026-02-01T00:00:00Z"}}).dump()));
    give(net::event_text("update", status("201").dump()));
    give(net::event_text("update", status("202", {{"in_reply_to_id", "201"}}).dump()));
    give(net::event_text("delete", "201"));
    give(net::event_text("delete", "203"));  // Before the post itself.
    give(net::event_text("update", status("203").dump()));
    give(net::event_text("update", "{"));
    give(net::event_text("filters_changed", ""));
  };
  (void)visit({{"stream", "hashtag"}, {"tag", "#café"}});
  EXPECT_EQ(kept_.said.size(), 4U);
  EXPECT_EQ(kept_.gone, (std::set<std::string>{uri_of("201"), uri_of("203")}));
  EXPECT_EQ(kept_.parents[uri_of("202")], uri_of("201"));
  EXPECT_TRUE(place_.asked[0].starts_with("https://piaille.example/api/v1/timelines/tag/caf%C3%A9?"));
}

TEST_F(MastodonReaderTest, ObeysADeletionOfWhatAnEarlierProcessKept) {
  say(100, 101);
  ASSERT_TRUE(visit());
  place_.on_stream = [&](const auto& give) { give(":)\n\n" + net::event_text("delete", "101")); };
  (void)visit({});
  EXPECT_EQ(kept_.gone, std::set<std::string>{uri_of("101")});
  EXPECT_EQ(kept_.memory().find(uri_of("101")), std::string::npos);
}

TEST_F(MastodonReaderTest, FindsWhatWasDeletedOrEditedWhileItWasAway) {
  say(100, 102);
  ASSERT_TRUE(visit());
  place_.statuses.erase("101");
  place_.say(status("100", {{"content", "other words"}, {"edited_at", "2026-02-01T00:00:00Z"}}));
  place_.knows_many = false;  // Then it is not believed that all are gone.
  ASSERT_TRUE(visit());
  EXPECT_TRUE(kept_.gone.empty());
  place_.knows_many = true;
  ASSERT_TRUE(visit());
  EXPECT_EQ(kept_.gone, std::set<std::string>{uri_of("101")});
  EXPECT_EQ(kept_.said[uri_of("100")], "other words");
}

TEST_F(MastodonReaderTest, ForgetsAnAuthorWhoRefusesFromNowOn) {
  const json refusing{{"account", {{"indexable", false}}}};
  place_.on_stream = [&](const auto& give) {
    give(":)\n\n" + net::event_text("update", status("200").dump()));
    give(net::event_text("update", status("201", refusing).dump()));
    give(net::event_text("update", status("202", refusing).dump()));
  };
  (void)visit({});
  EXPECT_EQ(kept_.said.size(), 1U);
  EXPECT_EQ(kept_.forgotten, std::vector<std::string>{"https://piaille.example/@zoe"});
}

TEST_F(MastodonReaderTest, ReadsOnceAMinuteWhereNothingIsStreamed) {
  place_.stream_status = 401;
  say(100, 100);
  const auto reading = reader({}, "");
  const auto next = reading->visit(kept_);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->wait, std::chrono::minutes(1));
  EXPECT_EQ(kept_.state, State::kLive);
  EXPECT_NE(kept_.detail.find("read once a minute"), std::string::npos);
  const auto is_stream = [](const auto& url) { return url.find("streaming/") != std::string::npos; };
  ASSERT_TRUE(reading->visit(kept_));
  EXPECT_EQ(std::count_if(place_.asked.begin(), place_.asked.end(), is_stream), 1);
  EXPECT_EQ(kept_.spans.size(), 1U);  // The clock stands still.
  kept_.clock_.advance(std::chrono::hours(2));
  ASSERT_TRUE(reading->visit(kept_));
  EXPECT_EQ(std::count_if(place_.asked.begin(), place_.asked.end(), is_stream), 2);
  EXPECT_EQ(kept_.spans.size(), 2U);
}

TEST_F(MastodonReaderTest, SaysInASentenceWhyItCannotRead) {
  const std::map<int, std::string> sentences{{401, "give an access token"},
                                             {422, "give an access token"},
                                             {404, "no such timeline"},
                                             {429, "asks us to wait"},
                                             {503, "does not answer as it should"}};
  for (const auto& [code, sentence] : sentences) {
    place_.answers_all_with = code;
    place_.asked.clear();
    const auto next = visit();
    ASSERT_FALSE(next);
    EXPECT_NE(next.error().message.find("piaille.example"), std::string::npos);
    EXPECT_NE(next.error().message.find(sentence), std::string::npos) << next.error().message;
    EXPECT_EQ(place_.asked.size(), 1U);
  }
}

TEST_F(MastodonReaderTest, NeverTellsItsTokenInAnError) {
  place_.answers_all_with = 401;
  const auto next = reader({}, "s3cret")->visit(kept_);
  ASSERT_FALSE(next);
  EXPECT_EQ(next.error().message.find("s3cret"), std::string::npos);
  EXPECT_NE(next.error().message.find("refuses the access token"), std::string::npos);
  EXPECT_EQ(place_.tokens, std::set<std::string>{"Bearer s3cret"});
}

TEST_F(MastodonReaderTest, SamplesAndReadsAConversation) {
  say(100, 104);
  post::Batch sample;
  ASSERT_TRUE(reader()->sample(place_, kept_.clock_.now(), 2, sample));
  EXPECT_EQ(sample.size(), 2U);
  place_.say(status("101", {{"in_reply_to_id", "100"}}));
  place_.context = {{"ancestors", {status("100")}}, {"descendants", {status("102", {{"in_reply_to_id", "101"}})}}};
  post::Batch thread;
  ASSERT_TRUE(reader()->conversation(place_, kept_.clock_.now(), uri_of("101"), thread));
  ASSERT_EQ(thread.size(), 3U);
  EXPECT_EQ(thread.items()[0].post.parent, uri_of("100"));
  EXPECT_EQ(thread.items()[2].post.parent, uri_of("101"));
  EXPECT_FALSE(reader()->conversation(place_, kept_.clock_.now(), "https://other.example/1", thread));
}

TEST(MastodonTimeline, IsWhatTheOperatorMeans) {
  const auto page = [](Options options) {
    const auto timeline = mastodon_timeline(options);
    return timeline ? timeline->source + " " + timeline->page : timeline.error().message;
  };
  EXPECT_EQ(page({{"url", "piaille.fr"}}), "mastodon:piaille.fr /api/v1/timelines/public?");
  EXPECT_EQ(page({{"url", "https://Piaille.fr/@zoe"}, {"stream", "local"}}),
            "mastodon:piaille.fr /api/v1/timelines/public?local=true&");
  EXPECT_EQ(page({{"url", "piaille.fr"}, {"stream", "list"}, {"list", "7"}}),
            "mastodon:piaille.fr /api/v1/timelines/list/7?");
  EXPECT_NE(page({{"url", "piaille.fr"}, {"stream", "hashtag"}}).find("needs its tag"), std::string::npos);
  EXPECT_NE(page({{"url", "piaille.fr"}, {"stream", "x"}}).find("stream must be"), std::string::npos);
  EXPECT_NE(page({{"url", "ftp://x"}}).find("url must name"), std::string::npos);
  EXPECT_NE(page({}).find("url must name"), std::string::npos);
}

TEST(MastodonIds, HaveAnOrderAndSomeTellTheirTime) {
  EXPECT_TRUE(is_newer_id("100", "99"));
  EXPECT_TRUE(is_newer_id("01H9Z", "01H8Z"));
  EXPECT_FALSE(is_newer_id("99", "99"));
  EXPECT_EQ(id_before("17", std::chrono::minutes(5)), "17");
  EXPECT_EQ(id_before("01H9Z", std::chrono::minutes(5)), "01H9Z");
  EXPECT_EQ(id_before("117020593134559451", std::chrono::minutes(5)),
            std::to_string(((117020593134559451ULL >> 16) - 300'000) << 16));
}

}  // namespace
}  // namespace vigie::source
