#include "survey/about.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mood/target.h"
#include "query/document.h"
#include "query/program.h"
#include "survey/read_post.h"

namespace vigie::survey {
namespace {

// One letter a clause: `y` where it is about the query.
std::string about(const std::string& text, const std::string& query) {
  post::Post post;
  post.text = text;
  text::Words words;
  query::read_words(post, words);
  std::vector<mood::Clause> clauses;
  mood::clauses_of(words, clauses);
  std::vector<query::Span> spans;
  query::Program(query::parse(query).value()).spans({&post, &words, {}}, spans);
  std::vector<mood::Clause> subject;
  for (const auto& span : spans) subject.push_back({span.part, span.from, span.to});
  std::string out;
  for (const bool one : clauses_about(words, clauses, mood::joined(std::move(subject)))) out += one ? 'y' : 'n';
  return out;
}

TEST(About, ClausesGoOnUntilAnotherNameIsSaid) {
  EXPECT_EQ(about("Orvelle est trop cher, le service est lent", "orvelle"), "yy");
  EXPECT_EQ(about("Orvelle est trop cher, chez Brunel le service est parfait, et livraison rapide", "orvelle"), "ynn");
  EXPECT_EQ(about("chez Brunel c'est parfait, orvelle est nul, le prix aussi", "orvelle"), "nyy");
}

TEST(About, ACapitalThatBeginsASentenceIsNoName) {
  EXPECT_EQ(about("Orvelle me déçoit. Service lent. Prix fou", "orvelle"), "yyy");
  EXPECT_EQ(about("Orvelle me déçoit depuis Noël, et Monday too", "orvelle"), "yy");
}

TEST(About, APostThatNamesItOnlyBeyondWhatIsReadIsNotAboutIt) {
  const std::string text = "chez Brunel c'est parfait, " + std::string(kPostBytesRead, '.') + " orvelle";
  store::Hit hit;
  hit.post.text = text;
  PostReader post(query::parse("orvelle").value());
  post.read(hit);
  EXPECT_THAT(post.about(), ::testing::Each(false));
  PostReader any(query::parse("kind:post").value());
  any.read(hit);
  EXPECT_THAT(any.about(), ::testing::Each(true));
}

TEST(About, APostThatNoWordFoundIsAboutItAll) {
  EXPECT_EQ(about("chez Brunel c'est parfait, le prix aussi", "kind:post"), "yy");
  EXPECT_EQ(about("", "kind:post"), "");
}

}  // namespace
}  // namespace vigie::survey
