#include "protocol/json_values.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace vigie::protocol {
namespace {

using Texts = std::vector<std::string>;

std::string bare(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// The values of `text`, which comes in pieces; what it breaks off is the last, behind `…`.
Texts values_of(const std::string& text, std::size_t piece = 1'000'000) {
  JsonValues values;
  Texts out;
  std::string buffer;
  const auto take = [&](const JsonValues::Value& value) {
    out.push_back(value.is_blank ? "" : bare(std::string_view(buffer).substr(value.begin, value.end - value.begin)));
    buffer.erase(0, value.next);
  };
  for (std::size_t from = 0; from < text.size(); from += piece) {
    buffer += text.substr(from, piece);
    while (const auto value = values.next(buffer)) take(*value);
  }
  if (values.is_open()) {
    out.push_back("…" + bare(buffer));
  } else if (const auto last = values.finish(buffer)) {
    take(*last);
  }
  return out;
}

TEST(JsonValues, CutsAnArrayIntoItsElements) {
  EXPECT_EQ(values_of(R"( [ {"a":[1,2]}, 7 ,"x, ]", [3] ] )"), (Texts{R"({"a":[1,2]})", "7", R"("x, ]")", "[3]"}));
  EXPECT_EQ(values_of("[]"), Texts{});
  EXPECT_EQ(values_of(" [ \n ] \n"), Texts{});
  EXPECT_EQ(values_of(""), Texts{});
}

TEST(JsonValues, CutsObjectsThatFollowEachOtherOverManyLines) {
  EXPECT_EQ(values_of("{\n \"a\": {\"b\": 1}\n}\n{\"c\":2}{\n}"),
            (Texts{"{\n \"a\": {\"b\": 1}\n}", "{\"c\":2}", "{\n}"}));
  EXPECT_EQ(values_of("{\n}\nhello\n{\n}\nworld"), (Texts{"{\n}", "hello", "{\n}", "world"}));
}

TEST(JsonValues, CutsArraysThatFollowEachOther) {
  EXPECT_EQ(values_of("[1,2]\n[3]\n{\"a\":1}\n[]"), (Texts{"1", "2", "3", "{\"a\":1}"}));
}

TEST(JsonValues, KeepsTheNeighboursOfABrokenElement) {
  EXPECT_EQ(values_of(R"([{"a":tru},{"b":1],{"c":"\""},,1])"),
            (Texts{R"({"a":tru})", R"({"b":1])", R"({"c":"\""})", "", "1"}));
}

// No string holds a line break.
TEST(JsonValues, EndsAQuoteThatIsNeverClosedWithItsLine) {
  EXPECT_EQ(values_of("[1, \"open,\n{\"b\":1}]"), (Texts{"1", "\"open,\n{\"b\":1}"}));
  EXPECT_EQ(values_of("[\"open\n,{\"b\":1}]"), (Texts{"\"open", "{\"b\":1}"}));
}

TEST(JsonValues, TellsWhatATextBreaksOff) {
  EXPECT_EQ(values_of(R"([{"a":1},{"b":)"), (Texts{R"({"a":1})", R"(…{"b":)"}));
  EXPECT_EQ(values_of(R"([{"a":1},)"), (Texts{R"({"a":1})", "…"}));
  EXPECT_EQ(values_of("{\n"), (Texts{"…{"}));
}

TEST(JsonValues, CutsTheSameWhateverThePieces) {
  const std::string text = "[{\"a\":\"x\\\\\\\",]\"},\n [1,[2]],{} ]\n{\n\"b\":1}\n";
  const Texts whole = values_of(text);
  EXPECT_EQ(whole.size(), 4U);
  for (std::size_t piece = 1; piece < text.size(); ++piece) EXPECT_EQ(values_of(text, piece), whole) << piece;
}

TEST(JsonValues, TellsADocumentFromLines) {
  for (const char* start : {"[", " \n[{\"id\"", "\xEF\xBB\xBF[", "{\n  \"id\"", "{ \r\n"})
    EXPECT_TRUE(is_document(start)) << start;
  for (const char* start : {"", "{", "{\"id\":1}\n", "{\"id\":\n", "hello\n["})
    EXPECT_FALSE(is_document(start)) << start;
}

TEST(ElementsOf, TakesOneArrayAndNothingElse) {
  EXPECT_EQ(elements_of(" [1, {\"a\":2} ] ", 10).value(), (std::vector<std::string_view>{"1", "{\"a\":2}"}));
  EXPECT_EQ(elements_of("[ ]", 10).value().size(), 0U);
  EXPECT_EQ(elements_of("{}", 10).error().message, "not a JSON array");
  EXPECT_EQ(elements_of("[1", 10).error().message, "not JSON: an array without end");
  EXPECT_EQ(elements_of("[[[[", 10).error().message, "not JSON: an array without end");
  EXPECT_EQ(elements_of("[1] x", 10).error().message, "not JSON: text after the array");
  EXPECT_EQ(elements_of("[1,2,3,", 2).value().size(), 3U);
  EXPECT_EQ(elements_of("[] x", 10).error().message, "not JSON: text after the array");
}

}  // namespace
}  // namespace vigie::protocol
