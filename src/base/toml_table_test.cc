#include "base/toml_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vigie {
namespace {

using testing::ElementsAre;

constexpr std::string_view kText = R"(name = "été"
speed = 2.5
count = 7
loud = true
words = ["a", "b"]
hours = [1, 2.5]
[inner]
deep = 1
[[flow]]
name = "one"
[[flow]]
name = "two"
)";

// What reading `key` by `read` says is wrong.
template <typename Read>
std::string fault(std::string_view text, Read read) {
  const auto toml = Toml::parse(text, "file");
  if (!toml) return toml.error().message;
  auto root = toml->root();
  read(root);
  const auto done = toml->done();
  return done ? "" : done.error().message;
}

TEST(TomlTable, ReadsEachKindOfValue) {
  const auto toml = Toml::parse(kText, "file");
  ASSERT_TRUE(toml);
  auto root = toml->root();
  EXPECT_EQ(root.text("name"), "été");
  EXPECT_EQ(root.number("speed", 0, 10), 2.5);
  EXPECT_EQ(root.number("count", 0, 10), 7);
  EXPECT_EQ(root.whole_or("count", 0, 10, 1), 7);
  EXPECT_TRUE(root.flag_or("loud", false));
  EXPECT_THAT(root.texts("words"), ElementsAre("a", "b"));
  EXPECT_EQ(root.texts_with_lines("words")[1].line, 5U);
  EXPECT_THAT(root.numbers("hours", 2, 0, 24), ElementsAre(1, 2.5));
  EXPECT_EQ(root.table("inner").number("deep", 0, 1), 1);
  auto flows = root.tables("flow");
  ASSERT_EQ(flows.size(), 2U);
  EXPECT_EQ(flows[1].text("name"), "two");
  root.finish();
  EXPECT_TRUE(toml->done());
}

TEST(TomlTable, GivesWhatIsSaidOtherwiseForWhatIsAbsent) {
  EXPECT_EQ(fault("",
                  [](TomlTable& root) {
                    EXPECT_EQ(root.text_or("name", "x"), "x");
                    EXPECT_EQ(root.number_or("speed", 0, 1, 0.5), 0.5);
                    EXPECT_EQ(root.whole_or("count", 0, 9, 3), 3);
                    EXPECT_TRUE(root.flag_or("loud", true));
                    EXPECT_TRUE(root.texts("words").empty());
                    EXPECT_TRUE(root.tables("flow").empty());
                    EXPECT_TRUE(root.table_or_empty("inner").keys().empty());
                  }),
            "");
}

TEST(TomlTable, TellsTheFirstFaultWithItsLineAndKey) {
  EXPECT_EQ(fault(kText, [](TomlTable& root) { root.text("speed"); }), "file:2: key `speed` must be a text");
  EXPECT_EQ(fault(kText, [](TomlTable& root) { root.number("speed", 3, 1e5); }),
            "file:2: key `speed` is 2.5, must be from 3 to 100000");
  EXPECT_EQ(fault(kText, [](TomlTable& root) { root.whole_or("speed", 0, 9, 0); }),
            "file:2: key `speed` must be a whole number from 0 to 9");
  EXPECT_EQ(fault("x = nan", [](TomlTable& root) { root.number("x", 0, 9); }),
            "file:1: key `x` must be a finite number");
  EXPECT_EQ(fault(kText, [](TomlTable& root) { root.table("inner").text("deeper"); }),
            "file:7: key `inner.deeper` is missing");
  EXPECT_EQ(fault(kText, [](TomlTable& root) { root.tables("words"); }),
            "file:5: key `words` must be tables, each under `[[words]]`");
  EXPECT_EQ(fault(kText,
                  [](TomlTable& root) {
                    root.numbers("hours", 3, 0, 9);
                    root.text("speed");
                    EXPECT_TRUE(root.failed());
                  }),
            "file:6: key `hours` must be a list of 3 numbers");
  EXPECT_EQ(fault("x = \"" + std::string(5'000, 'a') + "\"", [](TomlTable& root) { root.text("x"); }),
            "file:1: key `x` is longer than 4096 bytes");
}

TEST(TomlTable, NamesTheNearestOfTheKnownKeysForOneThatIsUnknown) {
  const auto read = [](TomlTable& root) {
    root.text_or("name", "");
    root.allow("colour");
    root.finish();
  };
  EXPECT_EQ(fault("nmae = 1", read), "file:1: key `nmae` is unknown; did you mean `name`?");
  EXPECT_EQ(fault("colour = 1", read), "");
  EXPECT_EQ(fault("\n[zzzzzzzzz]", read), "file:2: key `zzzzzzzzz` is unknown");
}

TEST(TomlTable, APointInQuotesIsPartOfAKeyAndNoPath) {
  EXPECT_EQ(fault("\"inner.deep\" = 1",
                  [](TomlTable& root) {
                    root.table_or_empty("inner").number_or("deep", 0, 1, 0);
                    root.finish();
                  }),
            "file:1: key `inner.deep` is unknown; did you mean `inner`?");
}

TEST(TomlTable, RefusesWhatIsNoToml) {
  EXPECT_EQ(fault("a = ", [](TomlTable&) {}).substr(0, 7), "file:1:");
  EXPECT_EQ(fault("a = 1\na = 2", [](TomlTable&) {}).substr(0, 7), "file:2:");
  EXPECT_EQ(fault("a = \"\xff\"", [](TomlTable&) {}), "file: broken UTF-8");
  EXPECT_NE(fault("a = 2026-01-31", [](TomlTable&) {}), "");
}

}  // namespace
}  // namespace vigie
