#include "community/place.h"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "community/limits.h"
#include "community/place_for_tests.h"
#include "storage/database.h"

namespace vigie::community {
namespace {

using ::testing::ElementsAre;

TEST_F(PlaceTest, OpensAPageWithItsWatchAndItsWords) {
  const auto opened = page();
  EXPECT_EQ(opened.said.slug, "refaites-notre-pub");
  EXPECT_THAT(household_->queries, ElementsAre("source:place:refaites-notre-pub"));
  EXPECT_EQ(found("source:place:refaites-notre-pub histoire"), 1U);
  EXPECT_EQ(place_->page("refaites-notre-pub")->watch, 1U);
  EXPECT_EQ(place_->open_page(draft()).error().code, ErrorCode::kConflict);
}

TEST_F(PlaceTest, OpensNoPageWithoutAWholeCardOrANameOfItsOwn) {
  auto without = draft();
  without.motive.paid = "";
  EXPECT_EQ(place_->open_page(without).error().code, ErrorCode::kInvalid);
  without = draft();
  without.motive.removal_reasons.push_back({"other", "Contenu négatif"});
  EXPECT_EQ(place_->open_page(without).error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(place_->pages()->empty());
  EXPECT_EQ(found("source:place"), 0U);
  std::filesystem::remove_all(folder_ / "vigie.db");
}

TEST_F(PlaceTest, AContributionIsAPostAtOnce) {
  const auto page = this->page();
  const auto one = said(page, written(page));
  const auto hit = store_->get(page.source(), one.post).value().value();
  EXPECT_EQ(hit.post.kind, post::Kind::kEntry);
  EXPECT_EQ(hit.post.author.id, "m:zoe");
  EXPECT_EQ(hit.post.author.name, "Zoé");
  EXPECT_EQ(hit.post.parent, "page");
  EXPECT_EQ(hit.post.brand, "Orvelle");
  EXPECT_EQ(hit.post.url, "/place/refaites-notre-pub/" + one.post);
  const auto list = listed(page, one.author_key);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].text, "Plus de couleurs !");
  EXPECT_TRUE(list[0].is_own);
  EXPECT_FALSE(listed(page)[0].is_own);
  EXPECT_EQ(place_->page(page.said.slug)->contributions, 1U);
}

TEST_F(PlaceTest, AReviewBearsItsStarsItsDateAndItsProduct) {
  const auto page = this->page("Aurora", PageKind::kProduct);
  auto review = written(page);
  review.stars = "4";
  review.experienced_at = "2026-11-02";
  const auto one = said(page, review);
  const auto hit = store_->get(page.source(), one.post).value().value();
  EXPECT_EQ(hit.post.kind, post::Kind::kReview);
  EXPECT_EQ(hit.post.rating, 4.0F);
  EXPECT_EQ(hit.post.product, "Aurora");
  EXPECT_EQ(hit.post.experienced_at, "2026-11-02");
  EXPECT_EQ(place_->stars(page)->mean(), 4);
}

TEST_F(PlaceTest, AnAnswerStandsUnderWhatItAnswers) {
  const auto page = this->page();
  const auto root = said(page, written(page));
  auto answer = written(page, "Ann", "Je suis d'accord");
  answer.parent = root.post;
  const auto first = said(page, answer);
  auto deeper = written(page, "Bob", "Moi aussi");
  deeper.parent = first.post;
  const auto second = said(page, deeper);
  EXPECT_EQ(second.root, root.post);
  const auto shown = place_->contribution(page, root.post, {}).value();
  EXPECT_EQ(shown.replies, 2U);
  const auto thread = place_->thread(page, shown, 0, {}).value();
  ASSERT_EQ(thread.contributions.size(), 2U);
  EXPECT_EQ(thread.contributions[1].parent, first.post);
  EXPECT_EQ(store_->get(page.source(), second.post).value()->post.parent, first.post);
  EXPECT_EQ(listed(page).size(), 1U);
}

TEST_F(PlaceTest, AFormThatComesTwiceIsOneContribution) {
  const auto page = this->page();
  const auto form = written(page);
  const auto first = said(page, form);
  door_.advance(kFormHolds * 2);
  EXPECT_EQ(said(page, form).post, first.post);
  EXPECT_EQ(found("source:" + page.source() + " kind:entry"), 1U);
}

TEST_F(PlaceTest, AFormThatIsForgedOrOldOrOfAnotherPageSaysNothing) {
  const auto page = this->page();
  const auto other = this->page("Autre sujet", PageKind::kSubject);
  auto form = written(page);
  form.form = "1." + std::string(32, 'a') + "." + std::string(64, 'a');
  EXPECT_EQ(refused(page, form).why, Refusal::kForged);
  EXPECT_EQ(refused(page, written(other)).why, Refusal::kForged);
  form = written(page);
  door_.advance(kFormHolds + std::chrono::seconds(1));
  EXPECT_EQ(refused(page, form).why, Refusal::kExpired);
  EXPECT_EQ(found("kind:entry"), 0U);
}

TEST_F(PlaceTest, APseudonymIsOfOneBrowserOnAPage) {
  const auto page = this->page();
  auto first = written(page);
  first.author_key = said(page, first).author_key;
  const auto again = [&](std::string name) {
    auto form = written(page, std::move(name), "Encore");
    form.address = "192.0.2.9";
    return form;
  };
  EXPECT_THAT(refused(page, again("Zoé")).faults, ElementsAre(Fault::kPseudonymTaken));
  EXPECT_THAT(refused(page, again("ZOE")).faults, ElementsAre(Fault::kPseudonymTaken));
  EXPECT_THAT(refused(page, again("Z0é")).faults, ElementsAre(Fault::kPseudonymTaken));
  auto own = again("Zoé");
  own.author_key = first.author_key;
  (void)said(page, own);
  const auto other = this->page("Autre sujet", PageKind::kSubject);
  (void)said(other, written(other));
}

TEST_F(PlaceTest, ABrowserIsKnownByTheNameThatItUsedLastOnAPage) {
  const auto page = this->page();
  const auto other = this->page("Autre sujet", PageKind::kSubject);
  const auto key = said(page, written(page)).author_key;
  EXPECT_EQ(place_->own_name(page, key), "Zoé");
  EXPECT_EQ(place_->own_name(other, key), "");
  EXPECT_EQ(place_->own_name(page, ""), "");
}

TEST_F(PlaceTest, AProductThatOpensIsProtectedOnEveryPage) {
  const auto page = this->page();
  (void)this->page("Aurora", PageKind::kProduct);
  EXPECT_THAT(refused(page, written(page, "Aur0ra")).faults, ElementsAre(Fault::kPseudonymImitates));
  EXPECT_THAT(refused(page, written(page, "Naima B")).faults, ElementsAre(Fault::kPseudonymImitates));
}

TEST_F(PlaceTest, AKeyThatIsNoneOfOursIsNeverTaken) {
  const auto page = this->page();
  auto form = written(page);
  form.author_key = "' OR 1=1 --";
  const auto key = said(page, form).author_key;
  EXPECT_EQ(key.size(), 32U);
  EXPECT_NE(key, form.author_key);
}

TEST_F(PlaceTest, AnAddressThatHastensIsToldToWait) {
  const auto page = this->page();
  for (unsigned i = 0; i < kRateBurst; ++i) (void)said(page, written(page, "Zoé " + std::to_string(i)));
  const auto slow = refused(page, written(page, "Zoé z"));
  EXPECT_EQ(slow.why, Refusal::kTooFast);
  EXPECT_GT(slow.wait.count(), 0);
  auto elsewhere = written(page, "Ann");
  elsewhere.address = "192.0.2.2";
  (void)said(page, elsewhere);
  door_.advance(kRateEvery);
  (void)said(page, written(page, "Zoé z"));
}

TEST_F(PlaceTest, AClosedPageTakesNothing) {
  const auto page = this->page();
  const auto form = written(page);
  ASSERT_TRUE(place_->close_page(page.said.slug));
  EXPECT_EQ(refused(page, form).why, Refusal::kClosed);
  auto until = draft("Bref");
  until.closes_at = clock_.now() + std::chrono::hours(1);
  const auto brief = place_->open_page(until).value();
  (void)said(brief, written(brief));
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(refused(brief, written(brief)).why, Refusal::kClosed);
}

TEST_F(PlaceTest, ARemovalTakesAReasonOfTheCardAndLeavesAStone) {
  const auto page = this->page();
  const auto one = said(page, written(page));
  for (const char* reason : {"", "negative", "Insults against persons"}) {
    EXPECT_EQ(place_->remove(page.said.slug, one.post, reason, "7").error().code, ErrorCode::kInvalid) << reason;
  }
  EXPECT_TRUE(listed(page)[0].stands());
  EXPECT_EQ(place_->remove(page.said.slug, "c99", "ads", "7").error().code, ErrorCode::kNotFound);
  const auto removed = place_->remove(page.said.slug, one.post, "ads", "7").value();
  EXPECT_EQ(removed.removal->clause, 2U);
  EXPECT_EQ(place_->remove(page.said.slug, one.post, "ads", "7").error().code, ErrorCode::kConflict);
  EXPECT_FALSE(store_->knows(page.source(), one.post));
  const auto stone = listed(page, one.author_key)[0];
  EXPECT_EQ(stone.removal->words, "Advertising for something else");
  EXPECT_EQ(stone.text + stone.name + stone.title, "");
  EXPECT_TRUE(stone.is_own);
  EXPECT_FALSE(listed(page)[0].is_own);
  EXPECT_EQ(place_->page(page.said.slug)->contributions, 0U);
  EXPECT_EQ(place_->page(page.said.slug)->removed, 1U);
  EXPECT_EQ(place_->removed(page)->size(), 1U);
  auto answer = written(page, "Ann");
  answer.parent = one.post;
  EXPECT_EQ(refused(page, answer).why, Refusal::kParentGone);
}

TEST_F(PlaceTest, StarsOfWhatWasRemovedCountNoMore) {
  const auto page = this->page("Aurora", PageKind::kProduct);
  auto review = written(page);
  review.stars = "1";
  const auto one = said(page, review);
  ASSERT_TRUE(place_->remove(page.said.slug, one.post, "ads", {}));
  EXPECT_EQ(place_->stars(page)->count(), 0U);
}

TEST_F(PlaceTest, WhatWentWithoutARemovalIsShownAsGoneAndKeepsNoName) {
  const auto page = this->page();
  const auto one = said(page, written(page));
  ASSERT_TRUE(household_->erase(page.source(), one.post));
  const auto gone = listed(page, one.author_key)[0];
  EXPECT_TRUE(gone.is_gone);
  EXPECT_FALSE(gone.is_own);
  open();
  EXPECT_TRUE(listed(page)[0].is_gone);
  (void)said(page, written(page));  // The pseudonym is free again.
}

TEST_F(PlaceTest, TheReasonsOfTheCardAreFrozenTheRestIsVersioned) {
  const auto page = this->page();
  auto card = draft().motive;
  card.why = "To learn";
  card.removal_reasons.pop_back();
  EXPECT_EQ(place_->renew_motive(page.said.slug, card).error().code, ErrorCode::kConflict);
  card.removal_reasons = draft().motive.removal_reasons;
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(place_->renew_motive(page.said.slug, card)->motive.version, 2);
  const auto versions = place_->motives(page).value();
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].card.why, "To learn");
  EXPECT_EQ(versions[1].card.why, "To hear you");
  card.who = "";
  EXPECT_FALSE(place_->renew_motive(page.said.slug, card));
}

TEST_F(PlaceTest, APageThatChangesChangesItsPost) {
  const auto page = this->page();
  clock_.advance(std::chrono::minutes(1));
  Place::PageChange change;
  change.text = "Soixante secondes.";
  ASSERT_TRUE(place_->change_page(page.said.slug, change));
  EXPECT_EQ(found("soixante"), 1U);
  EXPECT_EQ(found("histoire"), 0U);
  change.text = "";
  EXPECT_FALSE(place_->change_page(page.said.slug, change));
}

TEST_F(PlaceTest, OurPeopleAnswerInTheThreadWithTheirBadge) {
  const auto page = this->page();
  const auto one = said(page, written(page));
  staff_says(page, "r1", one.post, "Merci, nous regardons.");
  const auto root = place_->contribution(page, one.post, {}).value();
  EXPECT_EQ(root.replies, 1U);
  const auto reply = place_->thread(page, root, 0, {}).value().contributions.at(0);
  EXPECT_TRUE(reply.is_staff);
  EXPECT_EQ(reply.name, "Naïma B.");
  EXPECT_EQ(reply.badge, "expert in motor, of Orvelle");
  EXPECT_EQ(place_->page(page.said.slug)->contributions, 1U);
  EXPECT_THAT(refused(page, written(page, "naïma b")).faults, ElementsAre(Fault::kPseudonymImitates));
  auto answer = written(page, "Ann");
  answer.parent = "r1";
  EXPECT_EQ(said(page, answer).root, one.post);
}

TEST_F(PlaceTest, WhatOurPeopleSaidWhileNobodyListenedIsFoundAtTheStart) {
  const auto page = this->page();
  const auto one = said(page, written(page));
  intake_->place = nullptr;
  staff_says(page, "r1", one.post, "Merci");
  open();
  EXPECT_EQ(place_->contribution(page, one.post, {})->replies, 1U);
  open();
  EXPECT_EQ(place_->contribution(page, one.post, {})->replies, 1U);
}

TEST_F(PlaceTest, ADiskThatRefusesLeavesNothingBehindAndTheFormMayComeAgain) {
  const auto page = this->page();
  const auto form = written(page);
  intake_->refuses = true;
  EXPECT_EQ(std::get<Error>(place_->contribute(page.said.slug, form)).code, ErrorCode::kUnavailable);
  EXPECT_TRUE(listed(page).empty());
  intake_->refuses = false;
  (void)said(page, form);
  EXPECT_EQ(listed(page).size(), 1U);
}

TEST_F(PlaceTest, ACrashBeforeThePostLosesNothingThatWasAcknowledged) {
  const auto page = this->page();
  const auto form = written(page);
  intake_->crashes_before = true;
  EXPECT_THROW((void)place_->contribute(page.said.slug, form), Crash);
  open();
  EXPECT_TRUE(listed(page).empty());
  (void)said(page, form);
  EXPECT_EQ(listed(page).size(), 1U);
}

TEST_F(PlaceTest, ACrashBetweenThePostAndItsRowNeitherLosesNorDoubles) {
  const auto page = this->page();
  const auto form = written(page);
  intake_->crashes_after = true;
  EXPECT_THROW((void)place_->contribute(page.said.slug, form), Crash);
  open();
  ASSERT_EQ(listed(page).size(), 1U);
  EXPECT_EQ(said(page, form).post, listed(page)[0].post);
  EXPECT_EQ(found("kind:entry"), 1U);
}

TEST_F(PlaceTest, ACrashWhileAPageOpensOpensItOnceOrNotAtAll) {
  intake_->crashes_before = true;
  EXPECT_THROW((void)place_->open_page(draft()), Crash);
  open();
  EXPECT_TRUE(place_->pages()->empty());
  intake_->crashes_after = true;
  EXPECT_THROW((void)place_->open_page(draft()), Crash);
  open();
  ASSERT_EQ(place_->pages()->size(), 1U);
  EXPECT_EQ(household_->queries.size(), 1U);
  EXPECT_EQ(place_->pages()->front().motive.card.removal_reasons.size(), 2U);
}

TEST_F(PlaceTest, ACrashWhileSomethingIsRemovedEndsInItsRemoval) {
  const auto page = this->page();
  const auto one = said(page, written(page));
  household_->crashes_at_erase = true;
  EXPECT_THROW((void)place_->remove(page.said.slug, one.post, "ads", {}), Crash);
  EXPECT_TRUE(store_->knows(page.source(), one.post));
  open();
  EXPECT_FALSE(store_->knows(page.source(), one.post));
  EXPECT_TRUE(listed(page)[0].removal);
}

TEST_F(PlaceTest, AListIsReadPageByPage) {
  const auto page = this->page();
  for (std::size_t i = 0; i < kContributionsShown + 3; ++i) {
    auto form = written(page, "Zoé" + std::to_string(i), "Texte " + std::to_string(i));
    form.address = "192.0.2." + std::to_string(i);
    (void)said(page, form);
  }
  const auto first = place_->list(page, 0, {}).value();
  EXPECT_EQ(first.contributions.size(), kContributionsShown);
  const auto second = place_->list(page, first.next, {}).value();
  EXPECT_EQ(second.contributions.size(), 3U);
  EXPECT_EQ(second.contributions.back().text, "Texte 0");
  EXPECT_EQ(second.next, 0);
  EXPECT_EQ(place_->newest(&page)->size(), kContributionsShown + 3);
}

// A slow disk holds up who writes, and nobody who reads.
TEST_F(PlaceTest, ReadersWaitForNoWriter) {
  const auto page = this->page();
  const auto first = said(page, written(page));
  const auto second = written(page, "Ada", "Du silence !");
  auto other = storage::Database::open(folder_ / "vigie.db").value();
  std::thread writer;
  const auto held = other->transaction([&]() -> Result<void> {
    writer = std::thread([&] { said(page, second); });  // Has the place's own writer, and waits for the file.
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(place_->page(page.said.slug)->contributions, 1U);
    EXPECT_EQ(listed(page).size(), 1U);
    EXPECT_EQ(place_->contribution(page, first.post, {})->text, "Plus de couleurs !");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    return {};
  });
  writer.join();
  ASSERT_TRUE(held);
  EXPECT_EQ(listed(page).size(), 2U);
}

}  // namespace
}  // namespace vigie::community
