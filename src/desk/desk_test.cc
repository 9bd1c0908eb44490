#include "desk/desk.h"

#include <chrono>
#include <set>
#include <thread>

#include "desk/desk_world.h"
#include "desk/ranking.h"
#include "storage/database.h"

namespace vigie::desk {
namespace {

TEST_F(DeskTest, ShowsWhatWantsAnAnswerAndCountsTheRest) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Ma galerne ne marche plus, que faire ?"});
  say({"2", "Belle balade en galerne", "ada"});
  say({"3", "galerne", "eve", "file:t", "1", "", 1, post::Kind::kRepost});
  ASSERT_TRUE(heard(3));
  const auto now = counts();
  EXPECT_EQ(now.shown, 1U);
  EXPECT_EQ(now.rejected_because.at("nothing"), 1U);
  EXPECT_EQ(now.rejected_because.at("repost"), 1U);
  EXPECT_EQ(only().post, "1");
  EXPECT_EQ(only().state, State::kOpen);
  EXPECT_TRUE(until([&] { return changes_ > 0; }));
}

TEST_F(DeskTest, JoinsWhatAnswersAConversationEvenIfNoWatchMatches) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Comment ouvrir le coffre de la galerne ?"});
  ASSERT_TRUE(heard(1));
  say({"2", "pareil chez moi", "eve", "file:t", "1", "1", 30});
  say({"3", "moi aussi", "max", "file:t", "2", "1", 40});
  say({"4", "rien à voir", "max", "file:t", "99", "99", 40});
  ASSERT_TRUE(heard(3));
  EXPECT_EQ(counts().merged, 2U);
  EXPECT_EQ(only().posts, 3U);
  EXPECT_EQ(only().voices, 3U);
  EXPECT_EQ(desk_->read(only().id, ada_).value().thread.size(), 3U);
}

TEST_F(DeskTest, JoinsWhatOneAuthorSaysSoonAfter) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Ma galerne est en panne ?"});
  say({"2", "Et la galerne de location est en panne ?", "zoe", "file:t", "", "", 9});
  say({"3", "Toujours en panne, ma galerne ?", "zoe", "file:t", "", "", 60});
  ASSERT_TRUE(heard(3));
  EXPECT_EQ(counts().merged, 1U);
  EXPECT_EQ(counts().shown, 2U);
}

TEST_F(DeskTest, OfOneOfOurPagesMakesAConversationForEachContribution) {
  ASSERT_TRUE(desk_->start());
  say({"c1", "Pourquoi si lourde ?", "zoe", "place:pub", "page", "page"});
  say({"c2", "Et quand les freins ?", "eve", "place:pub", "page", "page"});
  say({"c3", "Oui, quand ?", "max", "place:pub", "c2", "page", 1});
  ASSERT_TRUE(heard(3));
  EXPECT_EQ(counts().shown, 2U);
  EXPECT_EQ(counts().merged, 1U);
  EXPECT_TRUE(list()[0].ours);
}

TEST_F(DeskTest, PutsOursBeforeTheNetworksAndAMentionBeforeNone) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Comment ouvrir la galerne ?", "a"});
  say({"2", "@orvelle.example comment ouvrir la galerne ?", "b", "bluesky"});
  say({"c1", "Comment ouvrir le coffre ?", "c", "place:aide", "page", "page"});
  ASSERT_TRUE(heard(3));
  const auto all = list();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].post, "c1");
  EXPECT_EQ(all[0].reasons[0].why, "ours");
  EXPECT_EQ(all[1].post, "2");
  EXPECT_EQ(all[1].reasons[0].word, "@orvelle.example");
  EXPECT_EQ(all[2].post, "1");
}

TEST_F(DeskTest, PutsWhoWaitsLongerFirstAmongEquals) {
  ASSERT_TRUE(desk_->start());
  say({"late", "Comment ouvrir la galerne ?", "a", "file:t", "", "", 50});
  say({"early", "Comment ouvrir la galerne ?", "b"});
  ASSERT_TRUE(heard(2));
  EXPECT_EQ(list()[0].post, "early");
  clock_.advance(std::chrono::hours(5));
  EXPECT_EQ(list()[0].rank(clock_.now()), list()[0].points + 6);
}

TEST_F(DeskTest, PagesThroughAllOnce) {
  ASSERT_TRUE(desk_->start());
  for (int i = 0; i < 25; ++i)
    say({std::to_string(i), "Pourquoi la galerne ?", "a" + std::to_string(i), "file:t", "", "", i % 3});
  ASSERT_TRUE(heard(25));
  std::set<ConversationId> seen;
  std::string cursor;
  do {
    const auto page = desk_->list({"open", &ada_, 4, cursor}).value();
    for (const auto& one : page.conversations) EXPECT_TRUE(seen.insert(one.id).second);
    cursor = page.next_cursor;
  } while (!cursor.empty());
  EXPECT_EQ(seen.size(), 25U);
  EXPECT_FALSE(desk_->list({"open", &ada_, 4, "x"}));
  EXPECT_FALSE(desk_->list({"lost", &ada_, 4, ""}));
}

TEST_F(DeskTest, LetsOnlyOneTakeIt) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Ma galerne est en panne ?"});
  ASSERT_TRUE(heard(1));
  const auto id = only().id;
  EXPECT_TRUE(desk_->take(id, ada_));
  EXPECT_TRUE(desk_->take(id, ada_));
  const auto second = desk_->take(id, bob_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_NE(second.error().message.find("Ada"), std::string::npos);
  EXPECT_FALSE(desk_->let_stand(id, bob_, "no"));
  EXPECT_FALSE(desk_->release(id, bob_));
  EXPECT_FALSE(desk_->hand(id, bob_, {"c1", "Cy"}, "motor"));
  EXPECT_FALSE(desk_->reply({id, "Bonjour", ""}, bob_));
  EXPECT_EQ(list("mine").size(), 1U);
  EXPECT_EQ(list("taken", &bob_).size(), 1U);
  EXPECT_TRUE(desk_->release(id, ada_));
  EXPECT_TRUE(desk_->take(id, bob_));
}

TEST_F(DeskTest, WhatSomebodyHadWhoHasLeftIsOpenToAll) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Ma galerne est en panne ?"});
  say({"2", "Comment ouvrir la galerne ?", "eve"});
  ASSERT_TRUE(heard(2));
  const auto all = list();
  ASSERT_TRUE(desk_->take(all[0].id, bob_));
  ASSERT_TRUE(desk_->hand(all[1].id, ada_, bob_.person, ""));
  ASSERT_TRUE(desk_->let_go(bob_.person.id));
  EXPECT_EQ(list("open").size(), 2U);
  EXPECT_TRUE(list("handed").empty());
  EXPECT_TRUE(desk_->take(all[0].id, ada_));
}

TEST_F(DeskTest, OfManyAtOnceLetsExactlyOneTakeIt) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Ma galerne est en panne ?"});
  ASSERT_TRUE(heard(1));
  const auto id = only().id;
  std::atomic<int> got = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 8; ++i) {
    people.emplace_back([&, i] {
      const Answerer one{{"p" + std::to_string(i), "P"}, "", false, {}, {}};
      if (desk_->take(id, one)) ++got;
    });
  }
  for (auto& one : people) one.join();
  EXPECT_EQ(got, 1);
}

TEST_F(DeskTest, LetsStandOnlyWithAReasonAndOpensAgainWhenItGoesOn) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Pourquoi cette galerne ?"});
  ASSERT_TRUE(heard(1));
  const auto id = only().id;
  EXPECT_FALSE(desk_->let_stand(id, ada_, " \n"));
  ASSERT_TRUE(desk_->let_stand(id, ada_, "members are answering"));
  EXPECT_EQ(only().state, State::kLetStand);
  EXPECT_EQ(only().let_stand_reason, "members are answering");
  say({"2", "merci à tous", "eve", "file:t", "1", "1", 1});
  ASSERT_TRUE(heard(2));
  EXPECT_EQ(only().state, State::kLetStand);
  say({"3", "mais pourquoi ?", "eve", "file:t", "1", "1", 30});
  ASSERT_TRUE(heard(3));
  EXPECT_EQ(only().state, State::kOpen);
  EXPECT_EQ(only().reopened_by, "question");
  EXPECT_EQ(only().wants_at, start_ + std::chrono::minutes(30));
  EXPECT_EQ(only().opened_at, start_);
}

TEST_F(DeskTest, JoinsAnAnswerThatComesBeforeItsQuestionWasLookedAt) {
  say({"1", "Comment ouvrir le coffre de la galerne ?"});
  say({"2", "pareil chez moi", "eve", "file:t", "1", "1", 1});
  say({"3", "moi aussi", "max", "file:t", "2", "", 2});
  say({"4", "belle journée", "zoe", "file:t", "9", "9", 3});
  ASSERT_TRUE(desk_->start());
  ASSERT_TRUE(heard(3));
  EXPECT_EQ(only().posts, 3U);
  EXPECT_EQ(counts().rejected, 0U);
}

TEST_F(DeskTest, ForgetsWhatIsDeletedAndStaysExact) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Comment ouvrir la galerne ?"});
  say({"2", "et comment fermer ?", "eve", "file:t", "1", "1", 1});
  say({"3", "voilà", "max", "file:t", "1", "1", 2});
  ASSERT_TRUE(heard(3));
  erase("file:t", "1");
  ASSERT_TRUE(until([&] { return only().post == "2"; }));
  EXPECT_EQ(counts().merged, 1U);
  EXPECT_EQ(only().posts, 2U);
  erase("file:t", "2");
  ASSERT_TRUE(until([&] { return list().empty(); }));
  const auto now = counts();
  EXPECT_EQ(now.received, 3U);
  EXPECT_EQ(now.rejected_because.at("gone"), 2U);
  EXPECT_EQ(now.rejected_because.at("nothing"), 1U);
}

TEST_F(DeskTest, ForgetsAnAuthorWithAllThatWasSaidUntilThen) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Comment ouvrir la galerne ?"});
  say({"2", "Comment fermer la galerne ?", "eve"});
  ASSERT_TRUE(heard(2));
  post::Item item{post::Act::kForgetAuthor, {}};
  item.post.source = "file:t";
  item.post.author.id = "zoe";
  tell(item);
  ASSERT_TRUE(until([&] { return list().size() == 1; }));
  EXPECT_EQ(only().post, "2");
  EXPECT_EQ(counts().rejected_because.at("gone"), 1U);
}

TEST_F(DeskTest, ReadsAnEditAnewWithoutCountingItTwice) {
  ASSERT_TRUE(desk_->start());
  say({"1", "La galerne"});
  ASSERT_TRUE(heard(1));
  EXPECT_TRUE(list().empty());
  edit({"1", "La galerne est en panne, que faire ?"});
  ASSERT_TRUE(until([&] { return list().size() == 1; }));
  EXPECT_EQ(counts().received, 1U);
  EXPECT_EQ(counts().shown, 1U);
}

TEST_F(DeskTest, AfterAStartReadsFromTheStoreWhatItHadNotHeard) {
  keep({post::Act::kSay, post_of({"1", "Comment ouvrir la galerne ?"})});
  ASSERT_TRUE(desk_->start());
  ASSERT_TRUE(heard(1));
  open();
  keep({post::Act::kSay, post_of({"2", "La galerne est en panne ?", "eve", "file:t", "", "", 2})});
  keep({post::Act::kSay, post_of({"3", "pareil", "max", "file:t", "1", "1", 3})});
  ASSERT_TRUE(desk_->start());
  ASSERT_TRUE(heard(3));
  EXPECT_EQ(counts().shown, 2U);
  EXPECT_EQ(counts().merged, 1U);
  open();
  ASSERT_TRUE(desk_->start());
  say({"1", "Comment ouvrir la galerne ?"});
  say({"4", "La galerne ?", "joe"});
  ASSERT_TRUE(heard(4));
}

TEST_F(DeskTest, LosesNothingWhenItsQueueOverflows) {
  open(2);
  ASSERT_TRUE(desk_->start());
  for (int i = 0; i < 300; ++i) say({std::to_string(i), "Pourquoi la galerne ?", "a" + std::to_string(i)});
  ASSERT_TRUE(heard(300));
  EXPECT_EQ(counts().shown, 300U);
}

TEST_F(DeskTest, AWatchMadeNowHearsWhatWasSaidToday) {
  ASSERT_TRUE(desk_->start());
  keep({post::Act::kSay, post_of({"1", "Comment ouvrir la tramontane ?"})});
  say({"2", "galerne ?", "eve"});
  ASSERT_TRUE(heard(1));
  new_watches_.with([](auto& all) { all.push_back(query::parse("tramontane OR galerne").value()); });
  ASSERT_TRUE(heard(2));
  EXPECT_EQ(counts().shown, 2U);
}

TEST_F(DeskTest, SweepsWhatTheStoreHasForgotten) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Comment ouvrir la galerne ?"});
  ASSERT_TRUE(heard(1));
  open();
  post::Item item{post::Act::kDelete, {}};
  item.post.source = "file:t";
  item.post.id = "1";
  keep(item);
  ASSERT_TRUE(desk_->start());
  ASSERT_TRUE(until([&] { return list().empty(); }));
  EXPECT_EQ(counts().rejected_because.at("gone"), 1U);
}

TEST_F(DeskTest, LeavesWhatIsTooOldAlone) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Comment ouvrir la galerne ?", "zoe", "file:t", "", "", -60 * 24 * 40});
  ASSERT_TRUE(heard(1));
  EXPECT_EQ(counts().rejected_because.at("old"), 1U);
}

TEST_F(DeskTest, KeepsADraftForEachPerson) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Comment ouvrir la galerne ?"});
  ASSERT_TRUE(heard(1));
  const auto id = only().id;
  ASSERT_TRUE(desk_->keep_draft(id, ada_, "Bonjour"));
  ASSERT_TRUE(desk_->keep_draft(id, ada_, "Bonjour Zoé"));
  EXPECT_EQ(desk_->read(id, ada_).value().draft->text, "Bonjour Zoé");
  EXPECT_FALSE(desk_->read(id, bob_).value().draft);
  open();
  EXPECT_EQ(desk_->read(id, ada_).value().draft->text, "Bonjour Zoé");
  ASSERT_TRUE(desk_->keep_draft(id, ada_, ""));
  EXPECT_FALSE(desk_->read(id, ada_).value().draft);
}

TEST_F(DeskTest, ShowsAnExpertOnlyWhatIsTheirs) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Pourquoi le moteur de la galerne chauffe ?", "a"});
  say({"2", "Quand le garage ouvre-t-il, galerne ?", "b"});
  say({"3", "Combien coûte la galerne ?", "c"});
  ASSERT_TRUE(heard(3));
  const Answerer expert{{"e1", "Naïma B."}, "expert in motor", true, {"Moteur"}, {}};
  ASSERT_EQ(list("", &expert).size(), 1U);
  EXPECT_EQ(list("", &expert)[0].post, "1");
  for (const auto& one : list()) {
    if (one.post == "2") {
      EXPECT_FALSE(desk_->take(one.id, expert));
      EXPECT_EQ(desk_->take(one.id, expert).error().code, ErrorCode::kNotFound);
      ASSERT_TRUE(desk_->hand(one.id, ada_, expert.person, "garage"));
    }
  }
  EXPECT_EQ(list("", &expert).size(), 2U);
  EXPECT_EQ(list("handed").size(), 1U);
  EXPECT_EQ(desk_->count(expert).value().at("handed"), 1U);
  EXPECT_EQ(desk_->count(ada_).value().at("open"), 2U);
}

// A slow disk holds up who writes, and nobody who looks.
TEST_F(DeskTest, WhoLooksWaitsForNoWriter) {
  ASSERT_TRUE(desk_->start());
  say({"1", "Combien coûte la galerne ?", "a"});
  ASSERT_TRUE(heard(1));
  const auto id = list()[0].id;
  auto other = storage::Database::open(folder_ / "vigie.db").value();
  std::thread writer;
  const auto held = other->transaction([&]() -> Result<void> {
    writer =
        std::thread([&] { EXPECT_TRUE(desk_->take(id, ada_)); });  // Has the desk's own writer, and waits for the file.
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(list("open").size(), 1U);
    EXPECT_EQ(desk_->count(ada_).value().at("open"), 1U);
    EXPECT_EQ(desk_->counts().value().shown, 1U);
    EXPECT_TRUE(desk_->read(id, ada_));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    return {};
  });
  writer.join();
  ASSERT_TRUE(held);
  EXPECT_EQ(list("mine").size(), 1U);
}

}  // namespace
}  // namespace vigie::desk
