#include "measure/exchange.h"

#include <gtest/gtest.h>

namespace vigie::measure {
namespace {

using std::chrono::minutes;

Time at(int minute) { return Time(minutes(minute)); }

Said said(std::string id, int minute, std::uint64_t author, std::string parent = {}) {
  Said out;
  out.source = "place:call";
  out.id = std::move(id);
  out.parent = std::move(parent);
  out.root = "page";
  out.author = author;
  out.at = at(minute);
  return out;
}

Said critical(std::string id, int minute, std::uint64_t author, std::string parent = {}) {
  auto out = said(std::move(id), minute, author, std::move(parent));
  out.is_critical = true;
  return out;
}

Said ours(std::string id, int minute, std::string parent) {
  auto out = said(std::move(id), minute, 99, std::move(parent));
  out.is_ours = true;
  return out;
}

std::vector<std::string> ids(const Exchange& exchange, Figure figure) {
  std::vector<std::string> out;
  for (const auto& one : exchange.contributions()) {
    if (is_of(one, figure)) out.push_back(one.said->id);
  }
  return out;
}

using Ids = std::vector<std::string>;

TEST(Exchange, CountsWhatOthersSayAndNeitherOursNorReposts) {
  auto repost = said("r", 3, 5);
  repost.is_repost = true;
  const Exchange exchange({said("a", 1, 1), critical("b", 2, 2), ours("o", 3, "b"), repost});
  EXPECT_EQ(exchange.figures().turn().part, 1U);
  EXPECT_EQ(exchange.figures().turn().whole, 2U);
  EXPECT_EQ(ids(exchange, Figure::kContributions), (Ids{"b", "a"}));
}

TEST(Exchange, ACriticismIsAcknowledgedByOurAnswerAndItsWaitIsTheFirst) {
  const Exchange exchange({critical("b", 10, 2), ours("o2", 50, "b"), ours("o1", 30, "b"), critical("c", 11, 3)});
  const auto figures = exchange.figures();
  EXPECT_EQ(figures.presence().part, 1U);
  EXPECT_EQ(figures.presence().whole, 2U);
  EXPECT_EQ(figures.median_wait, Micros(minutes(20)));
  EXPECT_EQ(ids(exchange, Figure::kAcknowledged), Ids{"b"});
  EXPECT_EQ(ids(exchange, Figure::kUnanswered), Ids{"c"});
}

TEST(Exchange, MembersDefendOnlyUnpaidUncriticalAndNotThemselves) {
  auto paid = said("p", 12, 7, "b");
  paid.is_paid = true;
  Exchange exchange({critical("b", 10, 2), paid, said("self", 13, 2, "b"), critical("more", 14, 8, "b")});
  EXPECT_EQ(ids(exchange, Figure::kDefended), Ids{});
  exchange = Exchange({critical("b", 10, 2), said("friend", 15, 9, "b")});
  EXPECT_EQ(ids(exchange, Figure::kDefended), Ids{"b"});
  EXPECT_EQ(ids(exchange, Figure::kUnanswered), Ids{});
}

TEST(Exchange, ADefenceComesBeforeUsOrWithoutUs) {
  const Exchange after({critical("b", 10, 2), ours("o", 20, "b"), said("friend", 30, 9, "b")});
  EXPECT_EQ(after.figures().defended, 0U);
  const Exchange before({critical("b", 10, 2), ours("o", 20, "b"), said("friend", 15, 9, "b")});
  EXPECT_EQ(before.figures().defended, 1U);
  EXPECT_EQ(before.figures().acknowledged, 1U);
}

TEST(Exchange, AnAnswerBelongsToItsSourceAndComesAfterwards) {
  auto elsewhere = ours("o", 20, "b");
  elsewhere.source = "bluesky";
  const Exchange exchange({critical("b", 10, 2), elsewhere, ours("early", 5, "b")});
  EXPECT_EQ(exchange.figures().acknowledged, 0U);
}

TEST(Exchange, AnAnswerDeepInTheThreadAnswersWhoBeganIt) {
  auto deep = ours("o", 20, "x");
  deep.root = "b";
  const Exchange exchange({critical("b", 10, 2), deep});
  EXPECT_EQ(exchange.figures().acknowledged, 1U);
}

TEST(Exchange, WhatWasReadOnlyForItsAnswerIsNoContribution) {
  auto aside = critical("aside", 20, 9, "b");
  aside.is_about = false;
  aside.is_critical = false;
  const Exchange exchange({critical("b", 10, 2), aside});
  EXPECT_EQ(exchange.figures().contributions, 1U);
  EXPECT_EQ(exchange.figures().defended, 1U);
}

TEST(Exchange, FiguresOfStepsAddUpToThoseOfTheWhole) {
  const Exchange exchange({critical("b", 10, 2), said("a", 70, 3), ours("o", 80, "b")});
  const auto first = exchange.figures(at(0), at(60));
  const auto second = exchange.figures(at(60), at(120));
  EXPECT_EQ(first.contributions + second.contributions, exchange.figures().contributions);
  EXPECT_EQ(first.acknowledged, 1U);
  EXPECT_EQ(second.critical, 0U);
}

}  // namespace
}  // namespace vigie::measure
