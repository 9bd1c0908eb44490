#include "watch/reasons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "watch/hit_json.h"
#include "watch/world_for_tests.h"

namespace vigie::watch {
namespace {

using nlohmann::json;

store::Hit hit_of(std::string_view text) {
  store::Hit hit;
  hit.post.source = "file:test";
  hit.post.id = "1";
  hit.post.text = text;
  hit.reading.language = *post::language_of("en");
  hit.reading.language_p = 0.9F;
  return hit;
}

const Models& models() {
  static const Models kModels = shipped_models();
  return kModels;
}

query::Program program_of(std::string_view query) {
  return query::Program(std::get<query::Query>(query::parse_or_problem(query, query::Use::kSearch)));
}

TEST(Reasons, TellTheWordsOfTheMoodAndOfTheLanguage) {
  const json out = reasons_json(models(), hit_of("the new phone is awful"), nullptr);
  EXPECT_EQ(out["lang"]["read"], "en");
  EXPECT_FALSE(out["lang"]["words"].empty());
  EXPECT_EQ(out["mood"]["words_for"], "negative");
  EXPECT_EQ(out["mood"]["words"][0]["word"], "awful");
  EXPECT_GT(out["mood"]["words"][0]["weight"].get<double>(), 0);
  EXPECT_TRUE(out["toward"].is_null());
}

TEST(Reasons, TellWhichLanguageCameNext) {
  const auto hit = hit_of("det er en stor dag");
  const json out = reasons_json(models(), hit, nullptr)["lang"]["runner_up"];
  EXPECT_TRUE(out["read"] == "da" || out["read"] == "no") << out;
  EXPECT_GT(out["p"].get<double>(), 0.1);
  EXPECT_TRUE(reasons_json(models(), hit_of(""), nullptr)["lang"]["runner_up"].is_null());
}

TEST(Reasons, TellTowardWhomAndFromWhichClause) {
  const auto program = program_of("brixo");
  const ReasonsFor watch{"7", &program};
  const json out = reasons_json(models(), hit_of("Velora is awful, Brixo saved me, thank you so much!"), &watch);
  EXPECT_EQ(out["toward"]["watch"], "7");
  EXPECT_EQ(out["toward"]["read"], "positive");
  EXPECT_EQ(out["toward"]["clauses"][0], "Brixo saved me,");
}

TEST(Reasons, OfBrokenAndHugeTextsAreStillJson) {
  const auto program = program_of("x");
  const ReasonsFor watch{"7", &program};
  for (const std::string& text : {std::string(), std::string("x \xFF\xFE bad"), "x " + std::string(5 << 20, 'e'),
                                  std::string("\u202Ex bad\u202C")}) {
    const json out = reasons_json(models(), hit_of(text), &watch);
    EXPECT_LT(out.dump().size(), 20'000U);
  }
}

TEST(HitJson, TellsTheMoodTowardWhomTheQueryAsksFor) {
  const auto hit = hit_of("Velora is awful, Brixo saved me, thank you so much!");
  const auto program = program_of("velora");
  text::Words words;
  query::read_words(hit.post, words);
  std::string out;
  write_document({&hit.post, &words, hit.reading}, &program, out, {&models(), std::nullopt});
  const json read = json::parse(out)["vigie"];
  EXPECT_GT(read["toward"]["negative"].get<double>(), read["toward"]["positive"].get<double>());
  EXPECT_EQ(read["spans"], json::parse("[[0,6]]"));
}

}  // namespace
}  // namespace vigie::watch
