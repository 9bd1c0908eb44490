#include "alert/rules.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "alert/dispatch.h"
#include "alert/named.h"
#include "base/time_text.h"
#include "query/author.h"

namespace vigie::alert {
namespace {

using nlohmann::json;

json whole_rule() {
  return {{"name", "Wake Ada"},
          {"watch", "7"},
          {"kind", "surprise"},
          {"sensitivity", "keen"},
          {"posts_min", 30},
          {"quiet", {{"from", "22:00"}, {"to", "07:00"}, {"zone", "Europe/Paris"}, {"except", "crisis"}}},
          {"to", {{{"channel", "email"}, {"address", "ada@example.org"}}, {{"channel", "browser"}, {"address", ""}}}},
          {"escalate", {{"after_minutes", 15}, {"to", {{{"channel", "email"}, {"address", "ben@example.org"}}}}}}};
}

std::string problem_of(const std::string& member, json value) {
  auto rule = whole_rule();
  rule[member] = std::move(value);
  const auto read = rule_of(rule);
  return read ? "" : read.error().message;
}

TEST(Rule, IsReadAsItIsTold) {
  const auto rule = rule_of(whole_rule()).value();
  EXPECT_EQ(rule.watch, 7U);
  EXPECT_EQ(rule.demand.sensitivity, Sensitivity::kKeen);
  EXPECT_EQ(rule.quiet->from, 22 * 60);
  EXPECT_EQ(rule.escalate->to.at(0).address, "ben@example.org");
  EXPECT_EQ(json_of(rule_of(json_of(rule)).value()), json_of(rule));
}

TEST(Rule, TellsWhatIsWrongByItsName) {
  EXPECT_EQ(problem_of("kind", "mood"), "kind: must be surprise, share, author, word or coverage");
  EXPECT_EQ(problem_of("name", ""), "name: must be of 1 to 200 bytes, not blank, without control characters");
  EXPECT_EQ(problem_of("watch", "all"), "watch: must be the id of one, or null for every one");
  EXPECT_EQ(problem_of("posts_min", -1), "posts_min: must be a whole number from 1 to 1000000");
  EXPECT_EQ(problem_of("colour", "red"), "colour: is unknown");
  EXPECT_NE(problem_of("quiet", {{"from", "25:00"}, {"to", "07:00"}, {"zone", "UTC"}}), "");
  EXPECT_NE(problem_of("quiet", {{"from", "22:00"}, {"to", "07:00"}, {"zone", "../etc/passwd"}}), "");
  EXPECT_NE(problem_of("to", {{{"channel", "email"}, {"address", "nobody"}}}), "");
  EXPECT_NE(problem_of("escalate", {{"after_minutes", 5}, {"to", json::array()}}), "");
  EXPECT_NE(problem_of("kind", "author"), "");
  EXPECT_NE(problem_of("kind", "word"), "");
  EXPECT_FALSE(rule_of(json::array()));
  EXPECT_FALSE(rule_of({{"name", std::string(1'000, 'x')}}));
}

TEST(Rule, OneThatIsKeptLosesOnlyWhatCannotBeReadAnyMore) {
  auto kept = whole_rule();
  kept["quiet"]["zone"] = "Europe/Nowhere";
  kept["colour"] = "red";
  kept["to"][0]["address"] = "nobody";
  std::string problem;
  const auto rule = readable_rule(kept, problem);
  ASSERT_TRUE(rule) << problem;
  EXPECT_FALSE(rule->quiet);
  EXPECT_EQ(rule->to.size(), 1U);
  EXPECT_EQ(rule->watch, 7U);
  EXPECT_NE(problem.find("zone"), std::string::npos);
  for (const auto* sense : {"kind", "watch"}) {
    auto lost = whole_rule();
    lost[sense] = "nonsense";
    EXPECT_FALSE(readable_rule(lost, problem)) << sense;
  }
  EXPECT_FALSE(readable_rule(json::parse("{", nullptr, false), problem));
  problem.clear();
  EXPECT_TRUE(readable_rule(whole_rule(), problem));
  EXPECT_EQ(problem, "");
}

TEST(Rule, AHandleIsOneAuthorWhateverSignsItHolds) {
  Rule rule;
  rule.kind = Kind::kAuthor;
  for (const auto* handle : {"ada", "ada OR brakes", "ada) OR (brakes", "a\"b", "or", "-ada", "Élodie*"}) {
    rule.handles = {handle};
    const auto query = query::parse(named_query(rule, "galerne"));
    ASSERT_TRUE(query) << handle;
    ASSERT_EQ(query->root().op, query::Op::kAnd) << handle;
    ASSERT_EQ(query->root().children.size(), 2U) << handle;
    EXPECT_EQ(query->root().children[1].op, query::Op::kField) << handle;
  }
  EXPECT_FALSE(query::author_test("a\"b»"));
  EXPECT_FALSE(query::author_test(""));
}

TEST(Rule, ForNoWatchIsForAllOnlyWhereItSaysSo) {
  EXPECT_EQ(problem_of("watch", nullptr), "");
  for (const auto& wrong : {json(""), json(" 7"), json("seven"), json(7), json("1234567890")}) {
    EXPECT_NE(problem_of("watch", wrong), "") << wrong;
  }
}

TEST(Rule, HasANameThatIsSeenAndBreaksNothing) {
  for (const auto* name :
       {"", "  ", "\u00a0", "\u200b", "Wake\nAda", "Wake\x7f", "Wake \u202Eada", "Wake\xC3", "\u2028"}) {
    EXPECT_NE(problem_of("name", name), "") << name;
  }
  for (const auto* name : {"A", "Réveiller Ada", "\U0001F469\u200D\U0001F692 pompiers", "女川"}) {
    EXPECT_EQ(problem_of("name", name), "") << name;
  }
}

TEST(Rule, OfAnOlderHouseKeepsItsSenseWhateverItsNameHolds) {
  for (const auto& [kept, read] : {std::pair{"Wake\nAda", "Wake Ada"}, {" ", "?"}}) {
    auto rule = whole_rule();
    rule["name"] = kept;
    std::string problem;
    const auto out = readable_rule(rule, problem);
    ASSERT_TRUE(out) << problem;
    EXPECT_EQ(out->name, read);
    EXPECT_EQ(out->to.size(), 2U);
  }
}

TEST(Rule, IsReplacedWhole) {
  auto rule = json_of(rule_of(whole_rule()).value());
  rule.erase("id");
  rule.erase("secret");
  EXPECT_FALSE(member_left_out(rule));
  rule.erase("to");
  EXPECT_EQ(member_left_out(rule), "to");
}

TEST(RuleSet, WhereNoRuleSpeaksTheDefaultDoes) {
  auto rule = rule_of(whole_rule()).value();
  rule.id = 3;
  const RuleSet rules({rule});
  EXPECT_EQ(rules.asked(7, Kind::kSurprise).at(0).rule->id, 3);
  EXPECT_EQ(rules.asked(8, Kind::kSurprise).at(0).rule, nullptr);
  EXPECT_EQ(rules.asked(7, Kind::kShare).at(0).rule, nullptr);
  EXPECT_TRUE(rules.asked(7, Kind::kAuthor).empty());
}

TEST(Quiet, IsOverMidnightUnlessItIsACrisis) {
  const auto rule = rule_of(whole_rule()).value();
  EXPECT_TRUE(is_quiet(rule, *parse_time("2026-01-15T02:00:00Z"), false));
  EXPECT_TRUE(is_quiet(rule, *parse_time("2026-01-15T21:00:00Z"), false));
  EXPECT_FALSE(is_quiet(rule, *parse_time("2026-01-15T06:00:00Z"), false));
  EXPECT_FALSE(is_quiet(rule, *parse_time("2026-01-15T02:00:00Z"), true));
}

class DispatchTest : public ::testing::Test {
 protected:
  struct Posted {
    int update;
    std::string to;
  };
  void SetUp() override {
    rule_ = rules_->add(rule_of(whole_rule()).value()).value();
    alert_.watch = 7;
    alert_.watch_name = "Galerne";
    alert_.course.incident = Incident::begin(day_, 50);
    ASSERT_TRUE(book_->add(alert_));
    dispatch_.ask(alert_, rule_.id);
  }
  std::vector<std::string> look(Time now) {
    posted_.clear();
    dispatch_.look(alert_, now);
    return posted_;
  }
  using Texts = std::vector<std::string>;

  const Time day_ = *parse_time("2026-01-15T10:00:00Z");
  const Time night_ = *parse_time("2026-01-15T02:00:00Z");
  SilentLog log_;
  std::unique_ptr<Rules> rules_ = Rules::open(":memory:", log_).value();
  std::unique_ptr<Book> book_ = Book::open(":memory:").value();
  Rule rule_;
  Alert alert_;
  bool courier_fails_ = false;
  std::vector<std::string> posted_;
  Dispatch dispatch_{{*rules_, *book_, log_, [this](const Notice& notice, std::span<const Address> to) -> Result<void> {
                        if (courier_fails_) return unavailable("full");
                        posted_.push_back(std::to_string(notice.update) + " " + to[0].address);
                        return {};
                      }}};
};

TEST_F(DispatchTest, TellsThatItBeginsOnceAndThatItIsOver) {
  EXPECT_EQ(look(day_), Texts{"0 ada@example.org"});
  EXPECT_EQ(look(day_), Texts{});
  alert_.course.incident.state = State::kEnded;
  EXPECT_EQ(look(day_), Texts{"2 ada@example.org"});
  EXPECT_EQ(look(day_), Texts{});
}

TEST_F(DispatchTest, WaitsForTheMorningUnlessItIsACrisis) {
  EXPECT_EQ(look(night_), Texts{});
  EXPECT_EQ(look(*parse_time("2026-01-15T06:00:00Z")), Texts{"0 ada@example.org"});
  alert_.evidence.critical = {kCrisisPosts, 200};
  EXPECT_EQ(look(night_), Texts{"1 ada@example.org"});
  EXPECT_EQ(look(night_), Texts{});
}

TEST_F(DispatchTest, AnEndInTheNightWaitsForTheMorning) {
  EXPECT_EQ(look(day_ - std::chrono::hours(24)), Texts{"0 ada@example.org"});
  alert_.course.incident.state = State::kEnded;
  EXPECT_EQ(look(night_), Texts{});
  EXPECT_FALSE(dispatch_.look(alert_, night_)) << "it is to be looked at again";
  EXPECT_EQ(look(day_), Texts{"2 ada@example.org"});
  EXPECT_TRUE(dispatch_.look(alert_, day_));
}

TEST_F(DispatchTest, TellsSomebodyElseWhenNobodyAcknowledges) {
  look(day_);
  EXPECT_EQ(look(day_ + std::chrono::minutes(14)), Texts{});
  EXPECT_EQ(look(day_ + std::chrono::minutes(15)), Texts{"0 ben@example.org"});
  EXPECT_EQ(look(day_ + std::chrono::minutes(60)), Texts{});
}

TEST_F(DispatchTest, DoesNotEscalateWhatSomebodyHasInHand) {
  look(day_);
  ASSERT_TRUE(book_->acknowledge(alert_.id, {"1", "Ada", day_}));
  EXPECT_EQ(look(day_ + std::chrono::minutes(20)), Texts{});
}

TEST_F(DispatchTest, TellsNobodyOfWhatIsMuted) {
  ASSERT_TRUE(book_->mute(alert_.id, day_ + std::chrono::hours(1)));
  EXPECT_EQ(look(day_), Texts{});
  EXPECT_EQ(look(day_ + std::chrono::hours(1)), Texts{"0 ada@example.org"});
}

TEST_F(DispatchTest, ARuleTellsOfOneAlertOfAGroupAndAnotherRuleOfItsOwn) {
  auto share = whole_rule();
  share["kind"] = "share";
  share["to"] = {{{"channel", "email"}, {"address", "cleo@example.org"}}};
  const auto other = rules_->add(rule_of(share).value()).value();
  const auto first = std::exchange(alert_, Alert{});
  alert_.watch = 7;
  alert_.kind = Kind::kShare;
  alert_.group = first.id;
  alert_.course.incident = Incident::begin(day_, 2);
  ASSERT_TRUE(book_->add(alert_));
  dispatch_.ask(alert_, other.id);
  dispatch_.ask(alert_, rule_.id);
  dispatch_.look(first, day_);
  EXPECT_EQ(look(day_), Texts{"0 cleo@example.org"});
  alert_.course.incident.state = State::kEnded;
  EXPECT_EQ(look(day_), Texts{"2 cleo@example.org"});
}

TEST_F(DispatchTest, TellsOfTheNextOfAGroupWhereTheFirstWasOverBeforeTheMorning) {
  auto first = std::exchange(alert_, Alert{});
  alert_.watch = 7;
  alert_.group = first.id;
  alert_.course.incident = Incident::begin(day_, 2);
  ASSERT_TRUE(book_->add(alert_));
  dispatch_.ask(alert_, rule_.id);
  dispatch_.look(first, night_);
  first.course.incident.state = State::kEnded;
  dispatch_.look(first, day_);
  EXPECT_EQ(look(day_), Texts{"0 ada@example.org"});
}

TEST_F(DispatchTest, ARuleThatIsGoneLeavesNothingToTheNext) {
  look(day_);
  ASSERT_TRUE(rules_->remove(rule_.id));
  EXPECT_TRUE(rules_->told(alert_.id)->empty());
  EXPECT_NE(rules_->add(rule_).value().id, rule_.id);
}

TEST_F(DispatchTest, SaysAgainWhatTheCourierDidNotTake) {
  courier_fails_ = true;
  EXPECT_EQ(look(day_), Texts{});
  courier_fails_ = false;
  EXPECT_EQ(look(day_), Texts{"0 ada@example.org"});
}

TEST(Rules, AreKeptWithTheirSecretAndAreNotTooMany) {
  SilentLog log;
  const auto rules = Rules::open(":memory:", log).value();
  auto rule = rule_of(whole_rule()).value();
  rule = rules->add(rule).value();
  EXPECT_EQ(rule.secret.size(), 64U);
  rule.name = "Wake Ben";
  EXPECT_EQ(rules->change(rule)->secret, rule.secret);
  EXPECT_EQ(rules->all()->find(rule.id)->name, "Wake Ben");
  ASSERT_TRUE(rules->remove(rule.id));
  EXPECT_EQ(rules->remove(rule.id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(rules->change(rule).error().code, ErrorCode::kNotFound);
  for (std::size_t i = 0; i < kRulesMax; ++i) ASSERT_TRUE(rules->add(rule));
  EXPECT_EQ(rules->add(rule).error().code, ErrorCode::kConflict);
}

}  // namespace
}  // namespace vigie::alert
