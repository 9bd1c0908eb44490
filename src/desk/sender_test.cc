// Replies on their way: what fails, what is tried again, what a kill between any two steps leaves.
#include "desk/sender.h"

#include "desk/desk_world.h"

namespace vigie::desk {
namespace {

class SenderTest : public DeskTest {
 protected:
  using Memory = ToldVoice::Memory;

  ConversationId ask(const std::string& id = "1") {
    const auto before = counts().received;
    say({id, "Comment ouvrir la galerne ?", "zoe" + id, "bluesky"});
    EXPECT_TRUE(heard(before + 1));
    for (const auto& one : list()) {
      if (one.post == id) return one.id;
    }
    return 0;
  }
  Reply reply_now(ConversationId id) { return desk_->read(id, ada_).value().replies.at(0); }
  bool becomes(ConversationId id, ReplyState state) {
    return until([&] { return reply_now(id).state == state; });
  }
  // Our own ears hear what the network has.
  void hear_ours() {
    network_->with([&](Memory& memory) {
      for (const auto& [id, outgoing] : memory.said) {
        if (!store_->knows("bluesky", id))
          say({id, outgoing.text, "did:us", "bluesky", outgoing.parent, outgoing.root, 5});
      }
    });
  }
  std::size_t said() {
    return network_->with([](const Memory& memory) { return memory.said.size(); });
  }
};

TEST_F(SenderTest, ConfirmsOnlyWhatOurOwnEarsHaveHeard) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  const auto reply = desk_->reply({id, "Par la poignée, sous le logo.", ""}, ada_);
  ASSERT_TRUE(reply) << reply.error().message;
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  EXPECT_EQ(only().state, State::kAnswered);
  EXPECT_TRUE(only().answered_at);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(reply_now(id).state, ReplyState::kSent);
  EXPECT_FALSE(reply_now(id).is_late(clock_.now()));
  clock_.advance(std::chrono::minutes(2));
  EXPECT_TRUE(reply_now(id).is_late(clock_.now()));
  hear_ours();
  ASSERT_TRUE(becomes(id, ReplyState::kConfirmed));
  ASSERT_TRUE(heard(2));
  EXPECT_EQ(desk_->read(id, ada_).value().thread.size(), 2U);
  EXPECT_EQ(list().size(), 1U);
}

TEST_F(SenderTest, TellsWhatWentOutInASpanOfTime) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  ASSERT_TRUE(desk_->reply({id, "Par la poignée.", ""}, ada_));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  const auto hour = std::chrono::hours(1);
  const auto said = desk_->said_between(clock_.now() - hour, clock_.now() + hour).value();
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].outgoing.parent, "1");
  EXPECT_FALSE(said[0].said.id.empty());
  EXPECT_TRUE(desk_->said_between(clock_.now() + hour, clock_.now() + 2 * hour).value().empty());
}

TEST_F(SenderTest, ShowsAFailureAtOnceAndTriesAgainUnderTheSameKey) {
  network_->with([](Memory& memory) { memory.refusals.assign(3, unavailable("the network does not answer")); });
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  ASSERT_TRUE(desk_->reply({id, "Par la poignée.", ""}, ada_));
  ASSERT_TRUE(until([&] { return reply_now(id).error == "the network does not answer"; }));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  EXPECT_EQ(reply_now(id).error, "");
  network_->with([](const Memory& memory) {
    ASSERT_EQ(memory.tries.size(), 1U);
    EXPECT_EQ(memory.tries.begin()->second, 4);
  });
}

TEST_F(SenderTest, LeavesAFinalFailureToPeopleWhoMayTryAgainOrDropIt) {
  network_->with([](Memory& memory) { memory.refusals.assign(1, invalid("the account is suspended")); });
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  const auto reply = desk_->reply({id, "Par la poignée.", ""}, ada_).value();
  ASSERT_TRUE(becomes(id, ReplyState::kFailed));
  EXPECT_TRUE(reply_now(id).is_final);
  EXPECT_EQ(only().state, State::kTaken);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(said(), 0U);
  ASSERT_TRUE(desk_->retry(id, reply.id, ada_));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  EXPECT_FALSE(desk_->retry(id, reply.id, ada_));
  EXPECT_FALSE(desk_->drop(id, reply.id));
  EXPECT_EQ(said(), 1U);
}

TEST_F(SenderTest, OfANetworkThatTookItAndDeniesItTellsAFailure) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  ASSERT_TRUE(desk_->reply({id, "Par la poignée.", ""}, ada_));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  network_->with([](Memory& memory) { memory.stands = false; });
  ASSERT_TRUE(becomes(id, ReplyState::kFailed));
  EXPECT_NE(reply_now(id).error.find("not there"), std::string::npos);
  EXPECT_EQ(only().state, State::kTaken);
  EXPECT_FALSE(only().answered_at);
}

TEST_F(SenderTest, WhereAnotherAnswerStandsADenialLeavesItAnswered) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  ASSERT_TRUE(desk_->reply({id, "Par la poignée.", ""}, ada_));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  hear_ours();
  ASSERT_TRUE(becomes(id, ReplyState::kConfirmed));
  ASSERT_TRUE(desk_->reply({id, "Et tirez fort.", ""}, ada_));
  network_->with([](Memory& memory) { memory.stands = false; });
  ASSERT_TRUE(until([&] { return desk_->read(id, ada_).value().replies.at(1).state == ReplyState::kFailed; }));
  EXPECT_EQ(desk_->read(id, ada_).value().conversation.state, State::kAnswered);
}

TEST_F(SenderTest, DoesNotSendTheOthersIntoANetworkThatDoesNotAnswer) {
  network_->with([](Memory& memory) { memory.refusals.assign(100, unavailable("silence")); });
  const auto a = [&] {
    EXPECT_TRUE(desk_->start());
    return ask("1");
  }();
  const auto b = ask("2");
  ASSERT_TRUE(desk_->reply({a, "Un", ""}, ada_));
  ASSERT_TRUE(desk_->reply({b, "Deux", ""}, ada_));
  ASSERT_TRUE(becomes(a, ReplyState::kFailed));
  ASSERT_TRUE(becomes(b, ReplyState::kFailed));
  EXPECT_EQ(reply_now(b).error, "silence");
}

TEST_F(SenderTest, WhoComesSecondDoesNotAnswerOnceMore) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  ASSERT_TRUE(desk_->reply({id, "Par la poignée.", ""}, ada_));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  const auto second = desk_->reply({id, "Par la poignée, Bob.", ""}, bob_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_NE(second.error().message.find("Ada"), std::string::npos);
  EXPECT_TRUE(desk_->reply({id, "Et tirez fort.", ""}, ada_));
  ASSERT_TRUE(desk_->reopen(id, bob_));
  EXPECT_TRUE(desk_->reply({id, "Ou par le toit.", ""}, bob_));
}

TEST_F(SenderTest, AnAnswerThatFailedDoesNotFollowTheOneOfWhoTookOver) {
  network_->with([](Memory& memory) { memory.refusals.assign(1'000, unavailable("silence")); });
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  const auto reply = desk_->reply({id, "Par la poignée.", ""}, ada_).value();
  ASSERT_TRUE(becomes(id, ReplyState::kFailed));
  ASSERT_TRUE(desk_->release(id, ada_));
  ASSERT_TRUE(until([&] { return reply_now(id).is_final; }));
  network_->with([](Memory& memory) { memory.refusals.clear(); });
  ASSERT_TRUE(desk_->reply({id, "Par le toit.", ""}, bob_));
  ASSERT_TRUE(until([&] { return said() == 1; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(said(), 1U);
  EXPECT_TRUE(desk_->drop(id, reply.id));
}

TEST_F(SenderTest, WhatAnExpertSendsAgainAfterTheMandateIsPassedOn) {
  network_->with([](Memory& memory) { memory.refusals.assign(1, invalid("the account is suspended")); });
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  clock_.advance(std::chrono::minutes(10));
  const Answerer expert{{"e1", "Naïma B."}, "expert", true, {"ouvrir"}, clock_.now() + std::chrono::hours(1)};
  const auto reply = desk_->reply({id, "Par la poignée.", ""}, expert).value();
  ASSERT_TRUE(becomes(id, ReplyState::kFailed));
  clock_.advance(std::chrono::hours(2));
  EXPECT_EQ(desk_->retry(id, reply.id, expert).value().state, ReplyState::kPassedOn);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(said(), 0U);
  ASSERT_TRUE(desk_->approve(id, reply.id));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
}

TEST_F(SenderTest, SaysOnceWhatWasSentTwiceUnderOneKey) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  const auto first = desk_->reply({id, "Par la poignée.", "k1"}, ada_).value();
  EXPECT_EQ(desk_->reply({id, "Par la poignée.", "k1"}, ada_).value().id, first.id);
  EXPECT_FALSE(desk_->reply({id, "Autrement.", "k1"}, ada_));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  EXPECT_EQ(said(), 1U);
}

TEST_F(SenderTest, RefusesWhatTheNetworkWouldRefuse) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  EXPECT_FALSE(desk_->reply({id, std::string(301, 'a'), ""}, ada_));
  EXPECT_FALSE(desk_->reply({id, " ", ""}, ada_));
  EXPECT_FALSE(desk_->reply({id, std::string("a\0b", 3), ""}, ada_));
  EXPECT_TRUE(desk_->reply({id, std::string(300, 'a'), ""}, ada_));
  say({"f", "Comment ouvrir la galerne ?", "joe", "file:t"});
  ASSERT_TRUE(heard(2));
  for (const auto& one : list()) {
    if (one.source != "file:t") continue;
    EXPECT_EQ(desk_->read(one.id, ada_).value().cannot_reply_why, "no_voice");
    EXPECT_FALSE(desk_->reply({one.id, "Bonjour", ""}, ada_));
  }
}

TEST_F(SenderTest, CountsAnExpertsAnswerThatIsHeardBeforeItsVoiceCameBack) {
  network_->with([](Memory& memory) { memory.refusals.assign(1, invalid("the answer was lost on its way")); });
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  const Answerer expert{{"e1", "Naïma B."}, "expert", true, {"ouvrir"}, clock_.now() + std::chrono::hours(1)};
  clock_.advance(std::chrono::minutes(10));
  const auto reply = desk_->reply({id, "Par la poignée.", ""}, expert).value();
  ASSERT_TRUE(becomes(id, ReplyState::kFailed));
  say({"heard", "Par la poignée.", "did:us", "bluesky", "1", "1", 900});
  ASSERT_TRUE(heard(2));
  EXPECT_EQ(only().state, State::kAnswered);
  ASSERT_TRUE(desk_->retry(id, reply.id, expert));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  EXPECT_EQ(counts().median_expert_answer, clock_.now() - start_);
}

TEST_F(SenderTest, LetsAnExpertSpeakAtOnceWithinTheMandateAndPassesOnTheRest) {
  ASSERT_TRUE(desk_->start());
  const auto inside = ask("1");
  Answerer expert{
      {"e1", "Naïma B."}, "expert in doors, of Orvelle", true, {"ouvrir"}, clock_.now() + std::chrono::hours(1)};
  clock_.advance(std::chrono::minutes(10));
  ASSERT_EQ(desk_->reply({inside, "Par la poignée.", ""}, expert).value().state, ReplyState::kQueued);
  ASSERT_TRUE(becomes(inside, ReplyState::kSent));
  network_->with([](const Memory& memory) {
    EXPECT_EQ(memory.said.begin()->second.text, "Par la poignée.\n— Naïma B., expert in doors, of Orvelle");
  });
  EXPECT_EQ(counts().median_expert_answer, clock_.now() - start_);

  clock_.advance(std::chrono::hours(2));  // The mandate has ended.
  const auto outside = ask("2");
  const auto reply = desk_->reply({outside, "Par le toit.", ""}, expert).value();
  EXPECT_EQ(reply.state, ReplyState::kPassedOn);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(said(), 1U);
  ASSERT_TRUE(desk_->approve(outside, reply.id));
  EXPECT_FALSE(desk_->approve(outside, reply.id));
  ASSERT_TRUE(becomes(outside, ReplyState::kSent));
  EXPECT_FALSE(desk_->approve(inside, reply.id));
}

TEST_F(SenderTest, DropsWhatWasPassedOn) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  const Answerer expert{{"e1", "Naïma B."}, "expert", true, {"moteur"}, {}};
  ASSERT_TRUE(desk_->hand(id, ada_, expert.person, ""));
  const auto reply = desk_->reply({id, "Peut-être.", ""}, expert).value();
  EXPECT_EQ(reply.state, ReplyState::kPassedOn);
  ASSERT_TRUE(desk_->drop(id, reply.id));
  EXPECT_TRUE(desk_->read(id, ada_).value().replies.empty());
}

// Said, and killed before it was noted: the next start says it again under the same key, and there is one.
TEST_F(SenderTest, AfterAKillBetweenSayingAndNotingThereIsOne) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  ASSERT_TRUE(desk_->reply({id, "Par la poignée.", ""}, ada_));
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  open();
  {
    // As the file was before the note.
    auto database = storage::Database::open(folder_ / "vigie.db").value();
    ASSERT_TRUE(
        database->run("UPDATE desk_replies SET state = 'queued', sent_at = NULL, said_id = '', said_url = ''", {}));
  }
  ASSERT_TRUE(desk_->start());
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  hear_ours();
  ASSERT_TRUE(becomes(id, ReplyState::kConfirmed));
  EXPECT_EQ(said(), 1U);
}

// Queued, and killed before it was said.
TEST_F(SenderTest, AfterAKillBeforeSayingItIsSaidAtTheNextStart) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  open();
  ASSERT_TRUE(desk_->reply({id, "Par la poignée.", ""}, ada_));
  EXPECT_EQ(said(), 0U);
  open();
  ASSERT_TRUE(desk_->start());
  ASSERT_TRUE(becomes(id, ReplyState::kSent));
  EXPECT_EQ(said(), 1U);
}

TEST_F(SenderTest, NothingIsSentToWhoHasTakenTheQuestionBack) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  open();
  ASSERT_TRUE(desk_->reply({id, "Par la poignée.", ""}, ada_));
  post::Item item{post::Act::kDelete, {}};
  item.post.source = "bluesky";
  item.post.id = "1";
  keep(item);
  EXPECT_FALSE(desk_->reply({id, "Encore", ""}, ada_));
}

TEST_F(SenderTest, AnAnswerOfOursFromElsewhereAnswersToo) {
  ASSERT_TRUE(desk_->start());
  const auto id = ask();
  say({"at://us/x", "Nous regardons cela demain", "did:us", "bluesky", "1", "1", 20});
  ASSERT_TRUE(until([&] { return desk_->read(id, ada_).value().conversation.state == State::kAnswered; }));
  EXPECT_EQ(only().answered_at, start_ + std::chrono::minutes(20));
  say({"at://us/y", "Pourquoi choisir la galerne ?", "did:us", "bluesky"});
  ASSERT_TRUE(heard(3));
  EXPECT_EQ(counts().rejected_because.at("ours"), 1U);
}

}  // namespace
}  // namespace vigie::desk
