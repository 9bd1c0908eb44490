// BlueskyVoice against a server of the test's own that keeps records, and fails as it is told.
#include "source/bluesky_voice.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/log.h"
#include "base/time_text.h"
#include "net/http_server.h"
#include "net/loop.h"

namespace vigie::source {
namespace {

using nlohmann::json;

// What the server does with the next request of a method, in place of its work.
struct Fault {
  std::string method;
  int status = 0;
  std::string body = "{}";
  net::Headers headers;
};

struct Pds {
  std::string password = "app-pass-word";
  int sessions = 0, renewals = 0, puts = 0;
  std::string access;  // That holds now.
  std::map<std::string, json> records;
  std::deque<Fault> faults;
  std::vector<std::string> asked;  // Methods.
  std::vector<std::string> agents;
  bool silent = false;

  static json ref(const std::string& uri, const json& record) {
    return {{"uri", uri}, {"cid", "cid" + std::to_string(std::hash<std::string>()(record.dump()) % 100'000)}};
  }
  net::Reply answer(const net::Request& request) {
    const auto& method = request.path.at(1);
    asked.push_back(method);
    agents.emplace_back(request.headers.get("User-Agent"));
    for (auto fault = faults.begin(); fault != faults.end(); ++fault) {
      if (fault->method != method) continue;
      const auto now = *fault;
      faults.erase(fault);
      return {now.status, now.headers, now.body, {}};
    }
    const auto say = [](int status, const json& body) { return net::Reply{status, {}, body.dump(), {}}; };
    const auto body = json::parse(request.body, nullptr, false);
    const bool signed_in = request.headers.get("Authorization") == "Bearer " + access;
    if (method == "com.atproto.server.createSession") {
      if (body.at("password") != password)
        return say(401, {{"error", "AuthenticationRequired"}, {"message", "Invalid"}});
      ++sessions;
      return say(200, session());
    }
    if (method == "com.atproto.server.refreshSession") {
      ++renewals;
      return say(200, session());
    }
    if (method == "com.atproto.identity.resolveHandle") {
      if (request.query.get("handle") != "zoe.test") return say(400, {{"error", "InvalidRequest"}});
      return say(200, {{"did", "did:plc:zoe"}});
    }
    if (method == "com.atproto.repo.getRecord") {
      const auto uri = "at://" + std::string(request.query.get("repo")) + "/" +
                       std::string(request.query.get("collection")) + "/" + std::string(request.query.get("rkey"));
      if (!records.contains(uri))
        return say(400, {{"error", "RecordNotFound"}, {"message", "Could not locate record"}});
      auto out = ref(uri, records[uri]);
      out["value"] = records[uri];
      return say(200, out);
    }
    if (method == "app.bsky.feed.getPosts") return say(200, {{"posts", json::array()}});
    if (!signed_in) return say(400, {{"error", "ExpiredToken"}, {"message", "Token has expired"}});
    if (method == "com.atproto.repo.putRecord") {
      ++puts;
      const auto uri = "at://" + body.at("repo").get<std::string>() + "/" + body.at("collection").get<std::string>() +
                       "/" + body.at("rkey").get<std::string>();
      records[uri] = body.at("record");
      return say(200, ref(uri, records[uri]));
    }
    return say(404, {{"error", "MethodNotImplemented"}});
  }
  json session() {
    access = "access-secret-" + std::to_string(sessions * 10 + renewals);
    return {{"did", "did:plc:us"}, {"handle", "us.test"}, {"accessJwt", access}, {"refreshJwt", "refresh-secret"}};
  }
};

constexpr auto kQuestion = "at://did:plc:zoe/app.bsky.feed.post/q1";
constexpr auto kRoot = "at://did:plc:eve/app.bsky.feed.post/r1";

class BlueskyVoiceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    pds_.with([](Pds& pds) {
      pds.records[kQuestion] = {{"text", "How?"}, {"reply", {{"root", {{"uri", kRoot}, {"cid", "rootcid"}}}}}};
      pds.records[kRoot] = {{"text", "Start"}};
    });
    const net::Handler handler = [this](const net::Request& request, const net::Responder& responder) {
      if (pds_.with([](const Pds& pds) { return pds.silent; })) {
        held_.with([&](auto& held) { held.push_back(responder); });
        return;
      }
      responder.send(pds_.with([&](Pds& pds) { return pds.answer(request); }));
    };
    net::ServerOptions options;
    options.listen = "127.0.0.1:0";
    server_ = net::HttpServer::start(loop_, options, handler, log_).value();
    thread_ = std::thread([this] { loop_.run(); });
    make();
  }
  void TearDown() override {
    held_.with([](auto& held) { held.clear(); });
    loop_.post([this] { server_->stop([this] { loop_.stop(); }); });
    thread_.join();
  }
  void make(std::string password = "app-pass-word") {
    BlueskyVoiceOptions options;
    options.pds = "http://127.0.0.1:" + std::to_string(server_->port()) + "/";
    options.account = "us.test";
    options.app_password = std::move(password);
    options.user_agent = "vigie/test";
    options.say_wait = std::chrono::milliseconds(1'500);
    voice_ = std::make_unique<BlueskyVoice>(std::move(options), clock_);
  }
  static Outgoing outgoing(std::string text = "Like this", std::string parent = kQuestion) {
    Outgoing out;
    out.key = "key-1";
    out.said_at = *parse_time("2026-11-22T12:00:00.123456Z");
    out.source = "bluesky";
    out.parent = std::move(parent);
    out.text = std::move(text);
    out.lang = "en";
    return out;
  }
  json record(const Said& said) {
    return pds_.with([&](Pds& pds) { return pds.records.at(said.id); });
  }
  void fail_next(Fault fault) {
    pds_.with([&](Pds& pds) { pds.faults.push_back(std::move(fault)); });
  }
  int puts() {
    return pds_.with([](const Pds& pds) { return pds.puts; });
  }

  ManualClock clock_{*parse_time("2026-11-22T12:00:00Z")};
  SilentLog log_;
  Guarded<Pds> pds_;
  Guarded<std::vector<net::Responder>> held_;
  net::Loop loop_;
  std::unique_ptr<net::HttpServer> server_;
  std::thread thread_;
  std::unique_ptr<BlueskyVoice> voice_;
};

TEST_F(BlueskyVoiceTest, AnswersWithParentAndRootOfTheThread) {
  EXPECT_FALSE(voice_->is_us("bluesky", "did:plc:us"));
  ASSERT_TRUE(voice_->greet());
  EXPECT_TRUE(voice_->is_us("bluesky", "did:plc:us"));
  EXPECT_EQ(voice_->our_handle(), "us.test");
  const auto said = voice_->say(outgoing());
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_TRUE(said->id.starts_with("at://did:plc:us/app.bsky.feed.post/"));
  EXPECT_TRUE(said->url.starts_with("https://bsky.app/profile/did:plc:us/post/"));
  const auto kept = record(*said);
  EXPECT_EQ(kept["reply"]["root"]["uri"], kRoot);
  EXPECT_EQ(kept["reply"]["root"]["cid"], "rootcid");
  EXPECT_EQ(kept["reply"]["parent"]["uri"], kQuestion);
  EXPECT_EQ(kept["langs"], json::array({"en"}));
  EXPECT_EQ(kept["createdAt"], "2026-11-22T12:00:00.123456Z");
  EXPECT_TRUE(*voice_->stands(*said));
  pds_.with([&](Pds& pds) {
    pds.records.erase(said->id);
    for (const auto& agent : pds.agents) EXPECT_EQ(agent, "vigie/test");
  });
  EXPECT_FALSE(*voice_->stands(*said));
}

TEST_F(BlueskyVoiceTest, SaidTwiceIsOneRecord) {
  const auto first = voice_->say(outgoing());
  make();  // As after a new start.
  const auto second = voice_->say(outgoing());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->id, second->id);
  auto other = outgoing();
  other.said_at += Micros(1);
  EXPECT_NE(voice_->say(other)->id, first->id);
  EXPECT_EQ(pds_.with([](const Pds& pds) { return pds.records.size(); }), 4U);
}

TEST_F(BlueskyVoiceTest, MarksLinksAndPeopleByTheirBytes) {
  const auto said = voice_->say(outgoing("Été: https://example.org/a, @zoe.test @nobody.test"));
  ASSERT_TRUE(said);
  const auto facets = record(*said)["facets"];
  ASSERT_EQ(facets.size(), 2U);
  EXPECT_EQ(facets[0]["features"][0]["uri"], "https://example.org/a");
  EXPECT_EQ(facets[0]["index"]["byteStart"], 7);
  EXPECT_EQ(facets[0]["index"]["byteEnd"], 28);
  EXPECT_EQ(facets[1]["features"][0]["did"], "did:plc:zoe");
}

TEST_F(BlueskyVoiceTest, RenewsASessionThatHasRunOut) {
  ASSERT_TRUE(voice_->say(outgoing()));
  pds_.with([](Pds& pds) { pds.access = "another"; });
  auto next = outgoing();
  next.said_at += Micros(5);
  ASSERT_TRUE(voice_->say(next));
  pds_.with([](const Pds& pds) {
    EXPECT_EQ(pds.sessions, 1);
    EXPECT_EQ(pds.renewals, 1);
  });
  pds_.with([](Pds& pds) {
    pds.access = "another";
    pds.faults.push_back({"com.atproto.server.refreshSession", 400, R"({"error":"ExpiredToken"})", {}});
  });
  next.said_at += Micros(5);
  ASSERT_TRUE(voice_->say(next));
  EXPECT_EQ(pds_.with([](const Pds& pds) { return pds.sessions; }), 2);
}

TEST_F(BlueskyVoiceTest, WaitsAsLongAsItIsAsked) {
  ASSERT_TRUE(voice_->greet());
  fail_next({"com.atproto.repo.putRecord", 429, R"({"error":"RateLimitExceeded"})", {{"Retry-After", "60"}}});
  const auto said = voice_->say(outgoing());
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(said.error().message.find("2026-11-22T12:01:00Z"), std::string::npos) << said.error().message;
  const auto asked = pds_.with([](const Pds& pds) { return pds.asked.size(); });
  clock_.advance(std::chrono::seconds(59));
  EXPECT_FALSE(voice_->say(outgoing()));
  EXPECT_EQ(pds_.with([](const Pds& pds) { return pds.asked.size(); }), asked);
  clock_.advance(std::chrono::seconds(1));
  EXPECT_TRUE(voice_->say(outgoing()));
}

TEST_F(BlueskyVoiceTest, ReadsTheMomentWhenALimitEnds) {
  const auto reset = micros_of(clock_.now()) / 1'000'000 + 120;
  fail_next({"com.atproto.server.createSession", 429, "{}", {{"ratelimit-reset", std::to_string(reset)}}});
  const auto said = voice_->say(outgoing());
  ASSERT_FALSE(said);
  EXPECT_NE(said.error().message.find("12:02:00"), std::string::npos) << said.error().message;
}

TEST_F(BlueskyVoiceTest, TriesAgainWhatIsTheServersTroubleAndNotWhatIsRefused) {
  fail_next({"com.atproto.repo.putRecord", 502, "<html>", {}});
  EXPECT_EQ(voice_->say(outgoing()).error().code, ErrorCode::kUnavailable);
  fail_next({"com.atproto.repo.putRecord", 400, R"({"error":"InvalidRecord","message":"too long"})", {}});
  const auto refused = voice_->say(outgoing());
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalid);
  EXPECT_NE(refused.error().message.find("too long"), std::string::npos);
  EXPECT_EQ(voice_->say(outgoing("x", "at://did:plc:zoe/app.bsky.feed.post/gone")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(voice_->say(outgoing("x", "p1")).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(puts(), 0);
}

TEST_F(BlueskyVoiceTest, TellsAWrongPasswordWithoutTellingIt) {
  make("wrong-pass-word");
  const auto said = voice_->say(outgoing());
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, ErrorCode::kInvalid);
  EXPECT_NE(said.error().message.find("application password"), std::string::npos);
  EXPECT_EQ(said.error().message.find("wrong-pass-word"), std::string::npos);
}

TEST_F(BlueskyVoiceTest, GivesUpOnAServerThatIsSilent) {
  pds_.with([](Pds& pds) { pds.silent = true; });
  const auto begin = std::chrono::steady_clock::now();
  const auto said = voice_->say(outgoing());
  ASSERT_FALSE(said);
  EXPECT_EQ(said.error().code, ErrorCode::kUnavailable);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST_F(BlueskyVoiceTest, HangsUpWhenTheProgramStops) {
  pds_.with([](Pds& pds) { pds.silent = true; });
  BlueskyVoiceOptions options;
  options.pds = "http://127.0.0.1:" + std::to_string(server_->port());
  options.account = "us.test";
  voice_ = std::make_unique<BlueskyVoice>(std::move(options), clock_);
  std::thread stopper([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    voice_->hang_up();
  });
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(voice_->say(outgoing()));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(2'500));
  stopper.join();
}

TEST_F(BlueskyVoiceTest, OfAServerThatIsNotThereIsTriedAgain) {
  BlueskyVoiceOptions options;
  options.pds = "http://127.0.0.1:1";
  options.account = "us.test";
  BlueskyVoice voice(std::move(options), clock_);
  EXPECT_EQ(voice.say(outgoing()).error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace vigie::source
