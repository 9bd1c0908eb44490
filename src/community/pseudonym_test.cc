#include "community/pseudonym.h"

#include <gtest/gtest.h>

#include "community/skeleton.h"

namespace vigie::community {
namespace {

const std::vector<std::string> kProducts = {"Aurora", "Nova City"};
const std::vector<std::string> kPeople = {"Naïma B.", "Jean Lecoq"};

std::optional<Fault> fault(std::string_view name, std::string brand = "Orvelle") {
  return fault_of_pseudonym(tidy_name(name), {std::move(brand), kProducts, kPeople});
}

TEST(Pseudonym, MayBeMostNames) {
  for (const char* name :
       {"Zoé", "jean-paul", "Ann 92", "Дмитрий", "日本太郎", "Élodie L.", "badminton", "l'ours", "Dominique",
        "supporter du club", "modeste", "Roots", "systematique", "🐢 tortue", "expertise"}) {
    EXPECT_FALSE(fault(name)) << name;
  }
  EXPECT_FALSE(fault("Dominique", "Mini"));
}

TEST(Pseudonym, MustNotLookLikeTheBrand) {
  for (const char* name : {"Orvelle", "ORVELLE", "0rve11e", "Orvelle France", "fan-d-orvelle", "Orvellе",
                           "O.r.v.e.l.l.e", "O r v e l l e", "Orvèlle", "Оrvеllе", "Orvele", "WeAreOrvelle",
                           "ｏｒｖｅｌｌｅ", "𝗢𝗿𝘃𝗲𝗹𝗹𝗲", "OrveIIe", "0RV3LL3", "Orvɘlle", "Oɾvelle", "Θrvelle"}) {
    EXPECT_EQ(fault(name), Fault::kPseudonymImitates) << name << ": " << skeleton(name);
  }
  EXPECT_EQ(fault("M1n1", "Mini"), Fault::kPseudonymImitates);
  EXPECT_EQ(fault("team mini", "Mini"), Fault::kPseudonymImitates);
}

TEST(Pseudonym, MustNotBeAProductOrOneWhoSpeaksForTheBrand) {
  for (const char* name :
       {"Aurora", "aur0ra", "Aurora 2", "nova city", "NovaCity", "Naima B", "Naïma B.", "jean.lecoq", "Jean Lec0q"}) {
    EXPECT_EQ(fault(name), Fault::kPseudonymImitates) << name;
  }
  EXPECT_FALSE(fault("Jean"));
  EXPECT_FALSE(fault("Casanova"));
}

TEST(Pseudonym, MustNotSpeakWithAuthority) {
  for (const char* name : {"admin", "Adm1n", "Administrateur", "moderator", "Modératrice", "modo", "compte officiel",
                           "0fficial", "Staff", "service client", "Customer-Service", "аdmin", "SuperModerateur",
                           "expert", "The Team", "experts", "Spécialiste moteur", "Specialist (motor)"}) {
    EXPECT_EQ(fault(name), Fault::kPseudonymOfStaff) << name << ": " << skeleton(name);
  }
}

TEST(Pseudonym, IsReadable) {
  EXPECT_EQ(fault("   "), Fault::kPseudonymMissing);
  EXPECT_EQ(fault("z"), Fault::kPseudonymTooShort);
  EXPECT_FALSE(fault(std::string(40, 'a')));
  EXPECT_EQ(fault(std::string(41, 'a')), Fault::kPseudonymTooLong);
  for (const char* name : {"ab\u200B", "a\u202Eb", "--",
                           "a\x01"
                           "b",
                           "\u3164\u3164", "a\u00ADb"}) {
    EXPECT_EQ(fault(name), Fault::kPseudonymUnclear) << name;
  }
}

TEST(Pseudonym, IsKeptTidy) {
  EXPECT_EQ(tidy_name(" \u00A0Zo\u0065\u0301 \t  B\u3000"), "Zoé B");
  EXPECT_EQ(tidy_name("\r\n"), "");
}

}  // namespace
}  // namespace vigie::community
