#include "alert/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace vigie::alert {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Address kAda{Channel::kEmail, "ada@example.org", ""};
const Address kHook{Channel::kWebhook, "https://hooks.example/a", ""};

class MessageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    alert_.watch = 7;
    alert_.watch_name = "Galerne";
    alert_.kind = Kind::kAuthor;
    alert_.about = "gazette";
    alert_.query = "(galerne) author:\"gazette\"";
    alert_.course.incident = Incident::begin(Time(std::chrono::hours(9)), 1);
    alert_.evidence.authors = {{"file:t", "did:gazette", "gazette", 1}};
    alert_.evidence.posts_behind = {{"file:t", "9"}};
    ASSERT_TRUE(book_->add(alert_));
    rule_ = add({kAda, kHook});
  }
  Rule add(std::vector<Address> to) {
    Rule rule;
    rule.name = "The press";
    rule.kind = Kind::kAuthor;
    rule.handles = {"press"};
    rule.to = std::move(to);
    rule = rules_->add(rule).value();
    EXPECT_TRUE(rules_->note({alert_.id, rule.id, alert_.id}));
    return rule;
  }
  std::optional<Message> written(const Address& to, std::int64_t rule, int update = kBegan) {
    Parcel parcel;
    parcel.alert = alert_.id;
    parcel.update = update;
    parcel.rule = rule;
    parcel.to = to;
    return write_message(*book_, *rules_, parcel, "https://vigie.example").value();
  }

  SilentLog log_;
  std::unique_ptr<Book> book_ = Book::open(":memory:").value();
  std::unique_ptr<Rules> rules_ = Rules::open(":memory:", log_).value();
  Alert alert_;
  Rule rule_;
};

TEST_F(MessageTest, SaysTheAlertItsEventAndTheRuleThatAsks) {
  const auto message = written(kHook, rule_.id, kOver).value();
  const auto json = nlohmann::json::parse(message.json);
  EXPECT_EQ(json["id"], std::to_string(alert_.id));
  EXPECT_EQ(json["event"], "ended");
  EXPECT_EQ(json["rule"]["name"], "The press");
  EXPECT_EQ(message.secret, rule_.secret);
  EXPECT_EQ(message.subject_en, "Alert over: Galerne");
  EXPECT_THAT(message.text_fr, HasSubstr("https://vigie.example/alerts/" + std::to_string(alert_.id)));
}

TEST_F(MessageTest, NamesNobodyWhoWasForgottenWhileItWaited) {
  EXPECT_THAT(written(kHook, rule_.id)->json, HasSubstr("gazette"));
  EXPECT_THAT(written(kAda, rule_.id)->text_en, HasSubstr("gazette"));
  const PostKey author[] = {{"file:t", "did:gazette"}};
  const PostKey post[] = {{"file:t", "9"}};
  ASSERT_TRUE(book_->forget(post, author));
  EXPECT_THAT(written(kHook, rule_.id)->json, Not(HasSubstr("gazette")));
  EXPECT_EQ(nlohmann::json::parse(written(kHook, rule_.id)->json)["posts_behind"].size(), 0U);
  EXPECT_THAT(written(kAda, rule_.id)->text_en, Not(HasSubstr("gazette")));
}

TEST_F(MessageTest, SaysNothingOnceItsRuleIsGoneOrNamesTheAddressNoMore) {
  auto changed = rule_;
  changed.to = {kAda};
  ASSERT_TRUE(rules_->change(changed));
  EXPECT_FALSE(written(kHook, rule_.id));
  EXPECT_TRUE(written(kAda, rule_.id));
  ASSERT_TRUE(rules_->remove(rule_.id));
  EXPECT_FALSE(written(kAda, rule_.id));
}

TEST_F(MessageTest, ALetterThatTwoRulesAskForOutlivesOneOfThemAndAWebhookItsOwnAlone) {
  const auto other = add({kAda, kHook});
  ASSERT_TRUE(rules_->remove(rule_.id));
  EXPECT_TRUE(written(kAda, rule_.id));
  EXPECT_FALSE(written(kHook, rule_.id));
  EXPECT_EQ(written(kHook, other.id)->secret, other.secret);
  EXPECT_TRUE(written(kHook, 0)) << "queued by an older house, which kept no rule";
}

TEST_F(MessageTest, OfAnAlertThatIsForgottenNothingIsSaid) {
  alert_.id += 1;
  ASSERT_TRUE(rules_->note({alert_.id, rule_.id, alert_.id}));
  EXPECT_FALSE(written(kAda, rule_.id));
}

TEST_F(MessageTest, SaysANameThatIsNoUtf8) {
  alert_.watch_name = "Gal\xC3";
  const auto message = message_of(alert_, rule_, kBegan, "");
  EXPECT_TRUE(nlohmann::json::accept(message.json));
}

}  // namespace
}  // namespace vigie::alert
