#include "protocol/extra_members.h"

#include <gtest/gtest.h>

#include "post/validate.h"

namespace vigie::protocol {
namespace {

TEST(ExtraMembers, KeepsWhatWasAddedAsOneObject) {
  ExtraMembers extra;
  Arena arena;
  EXPECT_EQ(extra.object(arena), "");
  ASSERT_TRUE(extra.add("a", " [ 1, {\"b\" : null} ] "));
  ASSERT_TRUE(extra.add_text("c\"", "two\nlines"));
  EXPECT_EQ(extra.object(arena), R"({"a":[1,{"b":null}],"c\"":"two\nlines"})");
  extra.clear();
  EXPECT_EQ(extra.object(arena), "");
}

TEST(ExtraMembers, LetsTheLastOfEqualNamesCountInItsPlace) {
  ExtraMembers extra;
  Arena arena;
  for (const char* name : {"x", "y", "x", "z", "x", "z"}) ASSERT_TRUE(extra.add_text(name, name));
  ASSERT_TRUE(extra.add("y", "7"));
  EXPECT_EQ(extra.object(arena), R"({"x":"x","z":"z","y":7})");
}

TEST(ExtraMembers, RefusesWhatIsNoJsonAndTooMuch) {
  ExtraMembers extra;
  EXPECT_EQ(extra.add("a", "[1").error().message, "a: not JSON");
  extra.clear();
  EXPECT_EQ(extra.add_text("a", std::string(post::kExtraBytesMax, 'x')).error().message,
            "unknown members: more than 65536 bytes");
}

}  // namespace
}  // namespace vigie::protocol
