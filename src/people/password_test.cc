#include "people/password.h"

#include <gtest/gtest.h>

namespace vigie::people {
namespace {

std::string problem(std::string_view password, std::string_view name = "ada") {
  const auto ok = check_password(password, name);
  return ok ? "" : ok.error().message;
}

TEST(Password, IsLongAndNotTheNameNorOneSign) {
  EXPECT_EQ(problem("a lantern by the sea"), "");
  EXPECT_EQ(problem("été à la mer"), "");
  EXPECT_NE(problem("short"), "");
  EXPECT_NE(problem("ééééééé"), "");
  EXPECT_NE(problem("aaaaaaaaaaaaaaa"), "");
  EXPECT_NE(problem("Clementine", "clementine"), "");
  EXPECT_NE(problem("ClemensClemens", "clemens"), "");
  EXPECT_NE(problem(std::string(1'001, 'x')), "");
  EXPECT_NE(problem("\xFF\xFE broken letters"), "");
}

TEST(Password, IsKnownByItsHashAlone) {
  const auto hash = hash_password("a lantern by the sea", kLeastCost).value();
  EXPECT_EQ(hash.find("lantern"), std::string::npos);
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(is_password("a lantern by the sea", hash));
  EXPECT_FALSE(is_password("a lantern by the lake", hash));
  EXPECT_FALSE(is_password("", hash));
  EXPECT_FALSE(is_password("a lantern by the sea", ""));
  EXPECT_NE(hash, hash_password("a lantern by the sea", kLeastCost).value());
}

TEST(Password, IsTheSameHoweverTheKeyboardComposesItsAccents) {
  const auto hash = hash_password("\xC3\xA9t\xC3\xA9 \xC3\xA0 la mer", kLeastCost).value();
  EXPECT_TRUE(is_password("e\xCC\x81te\xCC\x81 a\xCC\x80 la mer", hash));
}

TEST(Password, AHashTellsThatItsCostIsNoLongerTheUsual) {
  const auto hash = hash_password("a lantern by the sea", kLeastCost).value();
  EXPECT_FALSE(needs_new_hash(hash, kLeastCost));
  EXPECT_TRUE(needs_new_hash(hash, kUsualCost));
}

}  // namespace
}  // namespace vigie::people
