#include "api/intake.h"

#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

using net::Method;
using nlohmann::json;

std::string record(const std::string& id, const std::string& more = {}) {
  return R"({"id":")" + id + R"(","source":"t","time":"2026-11-22T11:00:00Z","text":"Aurora")" + more + "}";
}

class IntakeTest : public ApiTest {
 protected:
  json hand_over(const std::string& body, int status = 200) { return told(Method::kPost, "/posts", body, status); }
};

TEST_F(IntakeTest, TellsTheFateOfEachRecordInItsOrder) {
  hand_over(record("1"));
  const auto told = hand_over(record("1") + "\n\n" + record("2") + "\n7\n" + record("3", R"(,"likes":-1)"));
  EXPECT_EQ(told["accepted"], 1);
  EXPECT_EQ(told["duplicates"], 1);
  EXPECT_EQ(told["rejected"], 2);
  EXPECT_EQ(told["results"][0], json::parse(R"({"id":"1","fate":"duplicate"})"));
  EXPECT_EQ(told["results"][1], json::parse(R"({"id":"2","fate":"accepted"})"));
  EXPECT_EQ(told["results"][2]["reason"], "not a JSON object");
}

TEST_F(IntakeTest, NamesWhatItRefusesWhereTheIdCanBeRead) {
  const auto broken = record("b", R"(,"likes":"many")");
  EXPECT_EQ(hand_over("[" + record("a") + "," + broken + "]")["results"][1]["id"], "b");
  EXPECT_EQ(hand_over(record("a") + "\n" + broken)["results"][1]["id"], "b");
}

TEST_F(IntakeTest, OfOurOwnPlaceTakesNothingHoweverItsNameIsWritten) {
  for (const char* source : {"place:pub", "PLACE:pub", "Place:pub", "place", "pLaCe"}) {
    const auto told = hand_over(R"({"id":"1","time":"2026-11-22T11:00:00Z","text":"Aurora","source":")" +
                                std::string(source) + "\"}");
    EXPECT_EQ(told["rejected"], 1) << source;
  }
  EXPECT_EQ(get("/search?q=source:place")["posts"].size(), 0U);
  EXPECT_EQ(hand_over(R"({"id":"1","time":"2026-11-22T11:00:00Z","text":"Aurora","source":"placebo"})")["accepted"], 1);
}

TEST_F(IntakeTest, PassesOverAByteOrderMark) {
  EXPECT_EQ(hand_over("\xEF\xBB\xBF[" + record("1") + "]")["accepted"], 1);
  EXPECT_EQ(hand_over("\xEF\xBB\xBF" + record("2"))["accepted"], 1);
}

TEST_F(IntakeTest, RefusesABodyThatHoldsNoRecordAtAll) {
  for (const char* body : {"", " \r\n", "hello", "5", "null", "0\n0\n", "[1, 2]", "[", "[{}] x"}) {
    EXPECT_NE(hand_over(body, 422)["detail"].get<std::string>().find(' '), std::string::npos) << body;
  }
  EXPECT_TRUE(hand_over("[]")["results"].empty());
}

TEST_F(IntakeTest, RefusesMoreRecordsThanOneBodyMayHoldBeforeItReadsAny) {
  std::string lines;
  std::string array = "[";
  for (std::size_t i = 0; i <= kRecordsPerBodyMax; ++i) {
    lines += "0\n";
    array += "0,";
  }
  hand_over(lines, 413);
  hand_over(array + "0]", 413);
  hand_over(record("1") + "\n" + lines, 413);
  EXPECT_EQ(get("/status")["posts"], 0);
}

}  // namespace
}  // namespace vigie::api
