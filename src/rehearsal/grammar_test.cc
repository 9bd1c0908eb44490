#include "rehearsal/grammar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vigie::rehearsal {
namespace {

using testing::HasSubstr;

RuleText rule(std::string name, std::vector<std::string> alternatives) {
  RuleText out{std::move(name), {}};
  std::uint32_t line = 1;
  for (auto& text : alternatives) out.alternatives.push_back({std::move(text), line++});
  return out;
}

std::string say(Tongue tongue, const std::vector<RuleText>& rules, const Speaker& speaker = {}) {
  const auto grammar = Grammar::compile(tongue, rules);
  if (!grammar) return grammar.error().message;
  Random random(1);
  std::string out;
  grammar->say(*grammar->find("say"), speaker, random, out);
  return out;
}

TEST(Grammar, AgreesVerbsAndAdjectivesWithTheLastNoun) {
  EXPECT_EQ(say(Tongue::kFrench, {rule("say", {"{le noun} {?est|sont} {~adj}"}), rule("noun", {"portières{fp}"}),
                                  rule("adj", {"neuf"})}),
            "les portières sont neuves");
}

TEST(Grammar, LeavesTheSubjectInPlaceAfterAComplement) {
  EXPECT_EQ(say(Tongue::kFrench, {rule("say", {"{le noun} {de car} {?est|sont} {~adj}"}), rule("noun", {"freins{mp}"}),
                                  rule("car", {"Orvelle{f}"}), rule("adj", {"mou"})}),
            "les freins de l'Orvelle sont mous");
}

TEST(Grammar, PutsAnAdjectiveBeforeItsNoun) {
  EXPECT_EQ(say(Tongue::kFrench, {rule("say", {"{un ^adj noun}"}), rule("noun", {"été{m}"}), rule("adj", {"beau"})}),
            "un bel été");
  EXPECT_EQ(say(Tongue::kFrench,
                {rule("say", {"{le ^adj noun}"}), rule("noun", {"Galerne{f}"}), rule("adj", {"vieux/vieille"})}),
            "la vieille Galerne");
}

TEST(Grammar, ChoosesByWhoSpeaksAndToWhom) {
  Speaker speaker;
  speaker.feminine = true;
  speaker.polite = true;
  EXPECT_EQ(say(Tongue::kFrench, {rule("say", {"{@ravi|ravie} que {&tu aies|vous ayez}"})}, speaker),
            "ravie que vous ayez");
}

TEST(Grammar, TellsTheHourAsEachLanguageDoes) {
  Speaker speaker;
  speaker.minute_of_day = 17 * 60 + 32;
  EXPECT_EQ(say(Tongue::kFrench, {rule("say", {"{hour}"})}, speaker), "17h30");
  EXPECT_EQ(say(Tongue::kEnglish, {rule("say", {"{hour}"})}, speaker), "5:30pm");
}

TEST(Grammar, SaysAnBeforeAVowelInEnglish) {
  EXPECT_EQ(say(Tongue::kEnglish, {rule("say", {"{a car}"}), rule("car", {"Orvelle{s}"})}), "an Orvelle");
  EXPECT_EQ(say(Tongue::kEnglish, {rule("say", {"{a car}"}), rule("car", {"keys{p}"})}), "keys");
}

TEST(Grammar, RefusesACircleByName) {
  EXPECT_THAT(say(Tongue::kEnglish, {rule("say", {"{a_b}"}), rule("a_b", {"x {c}"}), rule("c", {"[y|{a_b}]"})}),
              HasSubstr("calls itself"));
}

TEST(Grammar, RefusesATextThatGrowsBeyondItsLimit) {
  std::vector<RuleText> rules = {rule("say", {"{r0}"})};
  for (int i = 0; i < 20; ++i) {
    const std::string next = "{r" + std::to_string(i + 1) + "}";
    rules.push_back(rule("r" + std::to_string(i), {next + next}));
  }
  rules.push_back(rule("r20", {""}));
  EXPECT_THAT(say(Tongue::kEnglish, rules), HasSubstr("could say more than"));
}

TEST(Grammar, RefusesWhatItCannotReadWithLineAndRule) {
  EXPECT_EQ(say(Tongue::kEnglish, {rule("say", {"ok", "{nuon}"}), rule("noun", {"x"})}),
            "scenario:2: `en.say`: unknown rule `nuon`; did you mean `noun`?");
  EXPECT_THAT(say(Tongue::kEnglish, {rule("say", {"[a|b"})}), HasSubstr("without its `]`"));
  EXPECT_THAT(say(Tongue::kEnglish, {rule("say", {"{n 9 3}"})}), HasSubstr("FROM is above TO"));
  EXPECT_THAT(say(Tongue::kEnglish, {rule("say", {"a]b"})}), HasSubstr("a stray"));
  EXPECT_THAT(say(Tongue::kEnglish, {rule("say", {"{}"})}), HasSubstr("an empty"));
  EXPECT_THAT(say(Tongue::kEnglish, {rule("say", {std::string(60, '[') + std::string(60, ']')})}), HasSubstr("deeper"));
}

}  // namespace
}  // namespace vigie::rehearsal
