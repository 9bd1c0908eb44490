// The API over a house in a folder of its own, asked by values. For tests alone. Threads: the test's.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/api.h"
#include "net/gzip.h"
#include "net/url.h"
#include "watch/world_for_tests.h"

namespace vigie::api {

// Sources that say they live, and hear nothing.
class StillSources final : public LiveSources {
 public:
  std::vector<source::Status> list() const override { return running; }
  Result<std::string> start(const listening::Wanted& wanted, const std::string&) override {
    if (wanted.kind != "bluesky") return invalid("kind: unknown network");
    if (!running.empty()) return Error{ErrorCode::kConflict, "it runs already"};
    running.push_back({"bluesky", "bluesky", source::State::kLive, {}, 3, 1, {}, 7});
    return std::string("bluesky");
  }
  Result<void> stop(const std::string&) override {
    if (running.empty()) return Error{ErrorCode::kNotFound, "none runs"};
    running.clear();
    return {};
  }
  Result<void> pause(const std::string&) override { return Error{ErrorCode::kNotFound, "none runs"}; }
  Result<void> resume(const std::string&) override { return Error{ErrorCode::kNotFound, "none runs"}; }
  Result<void> try_out(const listening::Wanted&, std::size_t, post::Batch&) override { return invalid("kind: none"); }
  std::vector<source::Status> running;
};

class ApiTest : public watch::HouseTest {
 protected:
  static constexpr const char* kPage = "\"page\"";

  void SetUp() override {
    HouseTest::SetUp();
    open(2, [this](watch::House& house) -> watch::Tenant& {
      OfficeOptions options;
      options.coverage = coverage_;
      office_ = Office::open(house, log_, std::move(options)).value();
      return *office_;
    });
    office_->start();
    people_ = people::People::open(folder_ / "vigie.db", clock_, people::kLeastCost).value();
    room_ = std::make_unique<watch::RehearsalRoom>(
        folder_ / "rehearsal", 1, world(),
        [this](watch::House& house, source::DrillSource& drill, const watch::DrillOrder& order) {
          OfficeOptions options;
          options.drill = &drill;
          options.french = order.french;
          return std::unique_ptr<watch::Tenant>(Office::open(house, log_, std::move(options)).value());
        });
    static const std::string index = net::gzip("<!doctype html>");
    api_ = std::make_unique<Api>(Api::Parts{house_,
                                            office_,
                                            *people_,
                                            *room_,
                                            sources_,
                                            {{"/index.html", "text/html", kPage, index}},
                                            {"vigie.example"},
                                            "1.2.3",
                                            folder_.string(),
                                            door_counts,
                                            log_});
  }
  void TearDown() override {
    api_.reset();
    people_.reset();
    room_.reset();
    office_->stop();
    EXPECT_TRUE(house_->stop());  // Whose writer speaks to the office.
    office_.reset();
    HouseTest::TearDown();
  }

  static std::vector<DoorCounts> door_counts() {
    net::ServerCounts counts;
    counts.requests = 7;
    return {{"port", counts}};
  }
  static net::Request request(net::Method method, const std::string& target, std::string body = {}) {
    auto parsed = net::parse_target(target).value();
    net::Request out;
    out.method = method;
    out.target = target;
    out.path = std::move(parsed.path);
    out.query = std::move(parsed.query);
    out.body = std::move(body);
    out.headers.set("Host", "localhost:8080");
    out.headers.set("Content-Type", "application/json");
    return out;
  }
  net::Reply ask(const net::Request& request) { return std::get<net::Reply>(api_->answer(request)); }
  net::Reply ask(net::Method method, const std::string& target, std::string body = {}) {
    return ask(request(method, target, std::move(body)));
  }
  // The JSON of an answer of that status.
  nlohmann::json get(const std::string& target, int status = 200) {
    return told(net::Method::kGet, target, {}, status);
  }
  nlohmann::json told(net::Method method, const std::string& target, std::string body, int status = 200) {
    const auto reply = ask(method, "/api/v1" + target, std::move(body));
    EXPECT_EQ(reply.status, status) << target << ": " << reply.body;
    return nlohmann::json::parse(reply.body, nullptr, false);
  }

  StillSources sources_;
  alert::Coverage coverage_;  // Of the house; to be set before SetUp().
  std::shared_ptr<Office> office_;
  std::unique_ptr<people::People> people_;
  std::unique_ptr<watch::RehearsalRoom> room_;
  std::unique_ptr<Api> api_;
};

}  // namespace vigie::api
