#include "trend/terms.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

namespace vigie::trend {
namespace {

using signal::TermKind;

class TermsTest : public ::testing::Test {
 protected:
  const Terms& read(std::string_view text, std::vector<std::string_view> links = {}) {
    post::Post post;
    post.source = "file:test";
    post.id = "1";
    post.author.id = "ada";
    post.text = text;
    post.links = links;
    query::read_words(post, words_);
    overheard_.clear();
    EXPECT_TRUE(overheard_.add({&post, &words_, {}}, {}, Time()));
    terms_.read(overheard_.post(0));
    return terms_;
  }
  std::vector<std::string> told(TermKind kind) const {
    std::vector<std::string> out;
    for (const auto& sighting : terms_.all()) {
      if (sighting.kind == kind) out.emplace_back(sighting.text);
    }
    return out;
  }

  text::Words words_;
  Overheard overheard_;
  Terms terms_;
};

using Texts = std::vector<std::string>;

TEST_F(TermsTest, AreWordsAndPhrasesAsTyped) {
  read("Été Indien, à Brest");
  EXPECT_EQ(told(TermKind::kWord), (Texts{"Été", "Indien", "Brest"}));
  EXPECT_EQ(told(TermKind::kPhrase), (Texts{"Été Indien", "Indien à", "à Brest"}));
}

TEST_F(TermsTest, AHashtagIsNotAlsoAWord) {
  read("le #Rappel 🚗 commence");
  EXPECT_EQ(told(TermKind::kHashtag), Texts{"#Rappel"});
  EXPECT_EQ(told(TermKind::kEmoji), Texts{"🚗"});
  EXPECT_EQ(told(TermKind::kWord), (Texts{"le", "commence"}));
  EXPECT_TRUE(told(TermKind::kPhrase).empty());
  EXPECT_EQ(terms_.of_all_languages().size(), 2U);
}

TEST_F(TermsTest, NobodysNameIsATerm) {
  read("merci @ada@piaille.fr et @bob pour tout");
  EXPECT_EQ(told(TermKind::kWord), (Texts{"merci", "et", "pour", "tout"}));
  EXPECT_EQ(terms_.copy_words().size(), 4U);
}

TEST_F(TermsTest, NumbersLettersAndArticlesAreNone) {
  read("l'appli 2026 x ok 12 30");
  EXPECT_EQ(told(TermKind::kWord), (Texts{"appli", "ok"}));
  EXPECT_EQ(told(TermKind::kPhrase), (Texts{"appli 2026", "2026 x", "x ok", "ok 12"}));
}

TEST_F(TermsTest, LinksAreComparedWithoutWhatDoesNotMatter) {
  read("lire", {"https://www.example.org/a/?utm_source=x", "HTTP://example.org/a#b"});
  EXPECT_EQ(told(TermKind::kLink), (Texts{"example.org/a", "example.org/a"}));
  EXPECT_EQ(terms_.all()[1].term, terms_.all()[2].term);
  read("voir https://example.org/b.");
  EXPECT_EQ(told(TermKind::kLink), Texts{"example.org/b"});
  read("vide https://www.");
}

TEST_F(TermsTest, ALongPostIsReadToItsLimitAlone) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "mot" + std::to_string(i) + " ";
  read(text);
  EXPECT_LE(terms_.all().size(), 2 * kPostWords);
  EXPECT_GE(told(TermKind::kWord).size(), kPostWords / 2);
  read(std::string(3'000, 'a') + " fin");
  EXPECT_TRUE(terms_.all().empty());
}

TEST_F(TermsTest, ScriptsWithoutSpacesMakePhrasesOfTheirCharacters) {
  read("東京");
  EXPECT_TRUE(told(TermKind::kWord).empty());
  EXPECT_EQ(told(TermKind::kPhrase), Texts{"東京"});
}

TEST_F(TermsTest, AFullOverheardTakesNoMore) {
  post::Post post;
  post.source = "file:test";
  post.text = "un mot";
  query::read_words(post, words_);
  for (std::size_t i = 0; i < kOverheardPosts; ++i) ASSERT_TRUE(overheard_.add({&post, &words_, {}}, {}, Time()));
  EXPECT_FALSE(overheard_.add({&post, &words_, {}}, {}, Time()));
  EXPECT_EQ(overheard_.size(), kOverheardPosts);
}

TEST_F(TermsTest, PostsDoNotRunIntoEachOther) {
  const std::uint32_t watches[] = {3, 4};
  for (int i = 0; i < 3; ++i) {
    post::Post post;
    post.source = "file:test";
    const std::string text = "mot" + std::to_string(i);
    const std::string link = "https://a.example/" + std::to_string(i);
    const std::vector<std::string_view> links = {link};
    post.text = text;
    post.links = links;
    query::read_words(post, words_);
    ASSERT_TRUE(
        overheard_.add({&post, &words_, {}}, std::span(watches).first(static_cast<std::size_t>(i) % 3), Time()));
  }
  for (std::size_t i = 0; i < 3; ++i) {
    const auto post = overheard_.post(i);
    EXPECT_EQ(post.text, "mot" + std::to_string(i));
    EXPECT_EQ(post.words.size(), 1U);
    ASSERT_EQ(post.links.size(), 1U);
    EXPECT_EQ(post.links[0], "https://a.example/" + std::to_string(i));
    EXPECT_EQ(post.watches.size(), i);
  }
}

}  // namespace
}  // namespace vigie::trend
