#include "alert/plain_words.h"

#include <gtest/gtest.h>

namespace vigie::alert {
namespace {

TEST(PlainWords, AreThoseThatSayNothingOfWhatItIsAbout) {
  for (const char* word : {"pas", "Dans", "ÎLS", "très", "not", "Don", "they"}) EXPECT_TRUE(is_plain(word)) << word;
}

TEST(PlainWords, AreNoneOfWhatCriticismIsAbout) {
  for (const char* word : {"panne", "freins", "refund", "queue", "ad", ""}) EXPECT_FALSE(is_plain(word)) << word;
}

}  // namespace
}  // namespace vigie::alert
