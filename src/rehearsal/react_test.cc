// What the public makes of single acts: each rule by itself, in the shipped story.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "post/codec.h"
#include "post/validate.h"
#include "rehearsal/public.h"
#include "rehearsal/rehearse.h"
#include "rehearsal/script.h"
#include "rehearsal/story_for_tests.h"

namespace vigie::rehearsal {
namespace {

constexpr std::string_view kUseful =
    "Envoyez-nous votre numéro de série, l'atelier de Nîmes vous rappelle aujourd'hui avant 13 h. Désolés.";
constexpr std::string_view kSelling = "Découvrez notre gamme exclusive et profitez de nos offres, avec passion !!!";

Micros saturday(int hour) { return shipped_story().opening() + std::chrono::hours(7 + hour); }

std::uint16_t flow_of(Role role) {
  const auto& flows = shipped_story().script().flows;
  const auto found = std::find_if(flows.begin(), flows.end(), [&](const Flow& flow) { return flow.role == role; });
  return static_cast<std::uint16_t>(found - flows.begin());
}

std::string bytes_of(const Heard& heard) {
  std::string out;
  for (const auto& item : heard.batch.items()) post::encode(item, {}, out);
  return out;
}

// Somebody does something about the first `count` criticisms of each hour from Saturday noon on, and the rest of
// the day is heard.
struct Doing {
  std::uint64_t seed = 1;
  int count = 8;
  ActKind kind = ActKind::kAnswered;
  std::string_view text = kUseful;
  By by = By::kStaff;
};

struct Done {
  Heard heard;
  std::vector<Act> acts;
  std::map<std::uint16_t, int> by_flow;  // From Saturday noon on.
};

Done do_to_criticism(const Doing& doing) {
  Done done;
  Play play(shipped_story(), options_of(doing.seed, Policy::kNone));
  std::size_t from = 0;
  for (int hour = 11; hour < 24; ++hour) {
    from = done.heard.batch.size();
    hear(play, saturday(hour), done.heard);
    if (hour < 12) continue;
    int left = doing.count;
    for (std::size_t i = from; i < done.heard.batch.size() && left > 0; ++i) {
      const auto& item = done.heard.batch.items()[i];
      const auto& truth = done.heard.truths[i];
      const bool criticism = truth.mood == post::Mood::kNegative && truth.intent != Intent::kChat && !truth.copied;
      if (item.act != post::Act::kSay || !criticism || item.post.kind == post::Kind::kRepost) continue;
      Act act;
      act.kind = doing.kind;
      act.post = item.post.id;
      act.source = item.post.source;
      act.root = item.post.root;
      act.lang = item.post.lang;
      act.tone = tone_of(doing.text);
      act.by = doing.by;
      act.reply = "ours" + std::to_string(hour) + "-" + std::to_string(left);
      play.act(act, shipped_base() + saturday(hour));
      --left;
    }
  }
  hear(play, saturday(24), done.heard);
  for (std::size_t i = 0; i < done.heard.truths.size(); ++i) {
    const auto& truth = done.heard.truths[i];
    const auto& item = done.heard.batch.items()[i];
    if (item.act != post::Act::kSay || item.post.edited_at || truth.at < saturday(12)) continue;
    if (truth.flow != kNoFlow) ++done.by_flow[truth.flow];
  }
  done.acts.assign(play.acts().begin(), play.acts().end());
  return done;
}

TEST(Reactions, TheSameActsAtTheSameTimesGiveTheSameBytesWhateverTheSteps) {
  const auto done = do_to_criticism({});
  for (const auto step : {Micros(std::chrono::hours(30)), Micros(std::chrono::seconds(611))}) {
    Play play(shipped_story(), options_of(1, Policy::kNone));
    for (const auto& act : done.acts) play.act(act, shipped_base() + act.at);
    Heard heard;
    for (Micros now{0}; now < saturday(24); now += step) hear(play, std::min(now, saturday(24)), heard);
    hear(play, saturday(24), heard);
    EXPECT_EQ(bytes_of(heard), bytes_of(done.heard));
  }
}

TEST(Reactions, WithoutActsAndPolicyNobodyReacts) {
  Play silent(shipped_story(), options_of(1, Policy::kNone));
  Play late(shipped_story(), options_of(1, Policy::kNone));
  Heard all;
  Heard before;
  hear(silent, saturday(12), all);
  hear(late, saturday(12), before);
  EXPECT_EQ(bytes_of(all), bytes_of(before));
  for (const auto& truth : all.truths) {
    EXPECT_NE(truth.intent, Intent::kAnswer);
    EXPECT_FALSE(is_stirred(shipped_story().script().flows[truth.flow].role));
  }
  EXPECT_EQ(silent.said().answers + silent.said().removals, 0U);
}

TEST(Reactions, AnActChangesNothingThatWasSaidBefore) {
  const auto acted = do_to_criticism({});
  Play play(shipped_story(), options_of(1, Policy::kNone));
  Heard heard;
  hear(play, saturday(12), heard);
  const auto before = bytes_of(heard);
  EXPECT_EQ(bytes_of(acted.heard).substr(0, before.size()), before);
}

TEST(Reactions, UsefulAnswersBringDefendersAndThanksInTheSameThread) {
  const auto done = do_to_criticism({});
  EXPECT_GT(done.by_flow.at(flow_of(Role::kDefenders)), 15);
  EXPECT_GT(done.by_flow.at(flow_of(Role::kThanks)), 8);
  std::map<std::string, const Act*, std::less<>> by_reply;
  std::map<std::string, std::string, std::less<>> authors;
  for (const auto& act : done.acts) by_reply.emplace(act.reply, &act);
  for (std::size_t i = 0; i < done.heard.truths.size(); ++i) {
    const auto& post = done.heard.batch.items()[i].post;
    if (done.heard.batch.items()[i].act != post::Act::kSay) continue;
    authors.emplace(post.id, post.author.id);
    if (done.heard.truths[i].flow != flow_of(Role::kThanks)) continue;
    const auto found = by_reply.find(post.parent);
    ASSERT_NE(found, by_reply.end()) << post.text;  // Whoever thanks answers our reply,
    EXPECT_EQ(post.source, found->second->source);
    EXPECT_EQ(post.root, found->second->root.empty() ? found->second->post : found->second->root);
    EXPECT_EQ(post.author.id, authors.find(found->second->post)->second);  // and is who was answered.
  }
}

TEST(Reactions, ACommercialToneBringsMockeryAndNoDefenders) {
  const auto done = do_to_criticism({.text = kSelling});
  EXPECT_GT(done.by_flow.at(flow_of(Role::kMockery)), 40);
  EXPECT_EQ(done.by_flow.count(flow_of(Role::kDefenders)), 0U);
}

TEST(Reactions, RemovedCriticismComesBackElsewhereAndLetStandDoesNot) {
  const auto removed = do_to_criticism({.kind = ActKind::kRemoved});
  EXPECT_GT(removed.by_flow.at(flow_of(Role::kOutrage)), 60);
  for (std::size_t i = 0; i < removed.heard.truths.size(); ++i) {
    if (removed.heard.truths[i].flow != flow_of(Role::kOutrage)) continue;
    EXPECT_EQ(removed.heard.batch.items()[i].post.source, "drill:galerne");
  }
  const auto stood = do_to_criticism({.kind = ActKind::kLetStand});
  EXPECT_EQ(stood.by_flow.count(flow_of(Role::kOutrage)), 0U);
}

TEST(Reactions, NobodyMissesAPastedText) {
  Play play(shipped_story(), options_of(1, Policy::kNone));
  Heard heard;
  hear(play, shipped_story().opening() + std::chrono::hours(46), heard);
  int removed = 0;
  for (std::size_t i = 0; i < heard.truths.size(); ++i) {
    if (!heard.truths[i].copied || heard.batch.items()[i].act != post::Act::kSay) continue;
    Act act;
    act.kind = ActKind::kRemoved;
    act.post = heard.batch.items()[i].post.id;
    play.act(act, shipped_base() + shipped_story().opening() + std::chrono::hours(46));
    ++removed;
  }
  ASSERT_GT(removed, 20);
  hear(play, shipped_story().duration(), heard);
  for (const auto& truth : heard.truths) EXPECT_NE(truth.flow, flow_of(Role::kOutrage));
}

// What flows of that role say after the acts, the mean of ten seeds.
double said_after(const Doing& doing, Role role) {
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Doing each = doing;
    each.seed = seed;
    for (const auto& [flow, count] : do_to_criticism(each).by_flow) {
      if (shipped_story().script().flows[flow].role == role) sum += count;
    }
  }
  return sum / 10;
}

constexpr Doing kHardlyAnything{.count = 1, .kind = ActKind::kLetStand};

TEST(Reactions, PresenceCalmsAndAnExpertSoonCalmsMore) {
  const double silence = said_after(kHardlyAnything, Role::kCritical);
  const double answered = said_after({}, Role::kCritical);
  const double by_expert = said_after({.by = By::kExpert}, Role::kCritical);
  EXPECT_LT(answered, 0.8 * silence);
  EXPECT_LT(by_expert, 0.97 * answered);
}

TEST(Reactions, ACommercialToneChillsFairContributions) {
  const double usual = said_after(kHardlyAnything, Role::kContribution);
  EXPECT_LT(said_after({.text = kSelling}, Role::kContribution), 0.75 * usual);
  EXPECT_GT(said_after({}, Role::kContribution), 0.85 * usual);
}

TEST(Reactions, RemovalsDiscourageWhoeverDefends) {
  const double usual = said_after(kHardlyAnything, Role::kDefence);
  EXPECT_LT(said_after({.kind = ActKind::kRemoved}, Role::kDefence), 0.7 * usual);
}

// Of the public alone: what waits, and what takes it out of waiting.
TEST(Reactions, SilenceFeedsUpToACapUntilSomebodyAnswers) {
  const auto& script = shipped_story().script();
  const auto fed_by = [&](int criticisms, const std::function<void(Public&, const std::string&)>& then) {
    Public reacts(script, 1);
    reacts.wake();
    for (int i = 0; i < criticisms; ++i) {
      Conversation said;
      said.post.id = std::to_string(i);
      said.is_criticism = true;
      reacts.hear(said);
      then(reacts, said.post.id);
    }
    reacts.turn(std::chrono::minutes(59));
    EXPECT_EQ(reacts.times(Role::kCritical), 1);
    reacts.turn(std::chrono::minutes(61));
    return reacts.times(Role::kCritical) - 1;
  };
  const auto nothing = [](Public&, const std::string&) {};
  const double feeds = script.rule(Rule::kSilenceFeeds);
  EXPECT_NEAR(fed_by(100, nothing), feeds, 1e-9);
  EXPECT_NEAR(fed_by(50, nothing), feeds / 2, 1e-9);
  EXPECT_NEAR(fed_by(10'000, nothing), script.rule(Rule::kSilenceFeedsMost), 1e-9);
  EXPECT_NEAR(fed_by(100, [](Public& reacts, const std::string& id) { reacts.is_defended(id); }),
              feeds * script.rule(Rule::kDefendedWaits), 1e-9);
  EXPECT_NEAR(fed_by(100, [](Public& reacts, const std::string& id) { reacts.forget(id); }), 0, 1e-9);
  EXPECT_NEAR(fed_by(100,
                     [](Public& reacts, const std::string& id) {
                       Act act;
                       act.kind = ActKind::kLetStand;
                       act.post = id;
                       reacts.take(act);
                     }),
              feeds * script.rule(Rule::kLetStandWaits), 1e-9);
}

TEST(Reactions, NobodyWaitsForEver) {
  const auto& script = shipped_story().script();
  Public reacts(script, 1);
  reacts.wake();
  Conversation said;
  said.post.id = "a";
  said.is_criticism = true;
  reacts.hear(said);
  reacts.turn(std::chrono::hours(2));
  EXPECT_GT(reacts.times(Role::kCritical), 1);
  reacts.turn(Micros(static_cast<std::int64_t>(script.rule(Rule::kSilenceForgotten) * 3.6e9)) +
              std::chrono::minutes(1));
  EXPECT_NEAR(reacts.times(Role::kCritical), 1, 1e-9);
}

// Hands over the last question that begins a conversation on the Saturday morning, and hears two hours more.
Act answer_of_the_expert(std::uint64_t seed) {
  Play play(shipped_story(), options_of(seed, Policy::kNone));
  Heard heard;
  hear(play, saturday(12), heard);
  std::size_t asked = 0;
  for (std::size_t i = 0; i < heard.truths.size(); ++i) {
    const bool begins = heard.batch.items()[i].post.parent.empty();
    if (begins && heard.truths[i].intent == Intent::kAsk && heard.truths[i].at > saturday(10)) asked = i;
  }
  EXPECT_GT(asked, 0U);
  Act act;
  act.kind = ActKind::kHanded;
  act.post = heard.batch.items()[asked].post.id;
  act.source = heard.batch.items()[asked].post.source;
  const std::string source(act.source);
  const std::string question(act.post);
  play.act(act, shipped_base() + saturday(12));
  hear(play, saturday(14), heard);
  EXPECT_EQ(play.said().answers, 1U);
  for (std::size_t i = 0; i < heard.truths.size(); ++i) {
    if (heard.truths[i].intent != Intent::kAnswer) continue;
    const auto& post = heard.batch.items()[i].post;
    EXPECT_EQ(post.parent, question);
    EXPECT_EQ(post.source, source);
    EXPECT_TRUE(post.author.id.starts_with("staff:")) << post.author.id;
    EXPECT_LE(heard.truths[i].at, saturday(12) + std::chrono::hours(1));
  }
  return play.acts().back();
}

TEST(Reactions, ThePlayedExpertAnswersWhatIsHandedOver) {
  constexpr std::uint64_t kSeeds = 10;
  double useful = 0;  // Which of their sentences they say is chance: some have fewer numbers and places than others.
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Act answer = answer_of_the_expert(seed);
    EXPECT_EQ(answer.kind, ActKind::kAnswered);
    EXPECT_EQ(answer.by, By::kExpert);
    useful += answer.tone.useful / kSeeds;
  }
  EXPECT_GE(useful, 0.7);
}

TEST(Reactions, AnActAboutWhatNobodyOfThemSaidIsAnsweredInItsThread) {
  Play play(shipped_story(), options_of(3, Policy::kNone));
  Heard heard;
  hear(play, saturday(12), heard);
  for (int i = 0; i < 20; ++i) {
    Act act;
    act.post = "c" + std::to_string(i);
    act.source = "place:notre-pub";
    act.root = "page";
    act.reply = "ours" + std::to_string(i);
    act.lang = "fr";
    act.tone = tone_of(kUseful);
    ASSERT_TRUE(play.act(act, shipped_base() + saturday(12)));
  }
  hear(play, saturday(16), heard);
  int replies = 0;
  for (std::size_t i = 0; i < heard.truths.size(); ++i) {
    if (heard.truths[i].flow != flow_of(Role::kDefenders) || heard.batch.items()[i].post.parent.empty()) continue;
    const auto& post = heard.batch.items()[i].post;
    EXPECT_TRUE(post.parent.starts_with("c")) << post.parent;
    EXPECT_EQ(post.source, "place:notre-pub");
    EXPECT_EQ(post.root, "page");
    ++replies;
  }
  EXPECT_GT(replies, 2);
}

TEST(Reactions, WhatIsRemovedIsNeitherCorrectedNorAnswered) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    Play play(shipped_story(), options_of(seed, Policy::kDeletes));
    Heard heard;
    hear(play, shipped_story().duration(), heard);
    EXPECT_TRUE(play.ended());
    EXPECT_GT(play.said().removals, 100U);
    std::map<std::string, bool, std::less<>> gone;
    for (std::size_t i = 0; i < heard.truths.size(); ++i) {
      const auto& item = heard.batch.items()[i];
      EXPECT_TRUE(post::validate(item, shipped_base() + shipped_story().duration()));
      if (item.act == post::Act::kDelete) {
        EXPECT_TRUE(gone.emplace(item.post.id, true).second) << item.post.id;
      } else {
        EXPECT_EQ(gone.count(item.post.id), 0U);
        EXPECT_TRUE(item.post.parent.empty() || gone.count(item.post.parent) == 0U) << item.post.text;
      }
    }
    EXPECT_EQ(gone.size(), play.said().removals + play.said().deletions);
  }
}

TEST(Reactions, ThePressWritesWhatTheBrandDid) {
  const auto last_of_the_press = [](Policy policy) {
    Play play(shipped_story(), options_of(1, policy));
    Heard heard;
    hear(play, shipped_story().duration(), heard);
    std::string text;
    for (const auto& item : heard.batch.items()) {
      if (item.post.url.find("gazette") != std::string_view::npos &&
          item.post.text.find("recit") != std::string_view::npos) {
        text = item.post.text;
      }
    }
    return text;
  };
  EXPECT_NE(last_of_the_press(Policy::kNone).find("pas une réponse"), std::string::npos);
  EXPECT_NE(last_of_the_press(Policy::kPresent).find("quelqu'un pour répondre"), std::string::npos);
  EXPECT_NE(last_of_the_press(Policy::kDeletes).find("effacés"), std::string::npos);
}

}  // namespace
}  // namespace vigie::rehearsal
