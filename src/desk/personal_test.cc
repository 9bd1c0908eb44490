#include "desk/personal.h"

#include <gtest/gtest.h>

#include <string>

namespace vigie::desk {
namespace {

// What is found, as "kind:the bytes".
std::vector<std::string> found(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& one : find_personal(text)) {
    out.push_back(std::string(name_of(one.kind)) + ":" + std::string(text.substr(one.from, one.to - one.from)));
  }
  return out;
}
using Found = std::vector<std::string>;

TEST(Personal, TellsAnIbanByItsCheckDigits) {
  EXPECT_EQ(found("IBAN FR76 3000 6000 0112 3456 7890 189 merci"), Found{"iban:FR76 3000 6000 0112 3456 7890 189"});
  EXPECT_EQ(found("gb82west12345698765432."), Found{"iban:gb82west12345698765432"});
  EXPECT_TRUE(found("FR77 3000 6000 0112 3456 7890 189").empty());
  EXPECT_TRUE(is_iban("DE89370400440532013000"));
  EXPECT_FALSE(is_iban("DE89370400440532013001"));
  EXPECT_FALSE(is_iban("DE89"));
}

TEST(Personal, TellsACardByLuhn) {
  EXPECT_EQ(found("carte 4111 1111 1111 1111 !"), Found{"card:4111 1111 1111 1111"});
  EXPECT_TRUE(found("commande 4111 1111 1111 1112").empty());
  EXPECT_TRUE(found("0000000000000000").empty());
}

TEST(Personal, TellsTelephonesOfFranceAndOfTheWorld) {
  EXPECT_EQ(found("06 12 34 56 78"), Found{"telephone:06 12 34 56 78"});
  EXPECT_EQ(found("au 01.23.45.67.89."), Found{"telephone:01.23.45.67.89"});
  EXPECT_EQ(found("+33 (0)6 12 34 56 78"), Found{"telephone:+33 (0)6 12 34 56 78"});
  EXPECT_EQ(found("call +44 20 7946 0958 now"), Found{"telephone:+44 20 7946 0958"});
  EXPECT_EQ(found("0033 612345678"), Found{"telephone:0033 612345678"});
  EXPECT_TRUE(found("en 2026, 12 345 voitures").empty());
  EXPECT_TRUE(found("0012345678").empty());
  EXPECT_TRUE(found("1+1=2").empty());
}

TEST(Personal, TellsAnAddressOfElectronicMail) {
  EXPECT_EQ(found("écrivez à zoe.martin+auto@mail.example.fr, merci"), Found{"email:zoe.martin+auto@mail.example.fr"});
  EXPECT_TRUE(found("@marque répond").empty());
  EXPECT_TRUE(found("a@b").empty());
}

TEST(Personal, FindsSeveralInOrder) {
  EXPECT_EQ(found("a@b.fr 0612345678 c@d.fr"), (Found{"email:a@b.fr", "telephone:0612345678", "email:c@d.fr"}));
  EXPECT_TRUE(found("").empty());
  EXPECT_TRUE(found("+").empty());
  EXPECT_TRUE(found("@").empty());
}

}  // namespace
}  // namespace vigie::desk
