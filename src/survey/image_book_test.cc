#include "survey/image_book.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace vigie::survey {
namespace {

class ImageBookTest : public ::testing::Test {
 protected:
  ImageBookTest() { std::filesystem::remove(path); }
  ~ImageBookTest() override { std::filesystem::remove(path); }
  std::unique_ptr<ImageBook> open() { return ImageBook::open(path).value(); }
  const std::string path = testing::TempDir() + "image_book_test.db";
  const std::vector<image::Attribute> own = {{"smell", {"Odeur", "Smell"}, {{{"odeur*", "pue | -"}, {}}}},
                                             {"taste", {"Goût", "Taste"}, {{{}, {"tasty | +"}}}}};
};

TEST_F(ImageBookTest, BeginsWithThoseBuiltIn) {
  const auto book = open();
  EXPECT_EQ(book->reader()->attributes(), image::built_in());
  EXPECT_FALSE(book->changed());
}

TEST_F(ImageBookTest, AChangeIsReadWithAtOnceAndAfterARestart) {
  {
    const auto book = open();
    const auto before = book->reader();
    ASSERT_TRUE(book->replace(own, {time_of_micros(7), "Ada"}));
    EXPECT_EQ(book->reader()->attributes(), own);
    EXPECT_EQ(before->attributes(), image::built_in()) << "who reads goes on with what it has";
  }
  const auto book = open();
  EXPECT_EQ(book->reader()->attributes(), own);
  ASSERT_TRUE(book->changed());
  EXPECT_EQ(book->changed()->by, "Ada");
  EXPECT_EQ(book->changed()->at, time_of_micros(7));
  ASSERT_TRUE(book->reset());
  EXPECT_EQ(book->reader()->attributes(), image::built_in());
  EXPECT_EQ(open()->reader()->attributes(), image::built_in());
}

TEST_F(ImageBookTest, CategoriesAreKeptInTheSameFileAndOfTheirOwn) {
  const auto book = open();
  {
    const auto categories = CategoryBook::open(path).value();
    EXPECT_EQ(categories->reader()->attributes(), image::built_in_categories());
    ASSERT_TRUE(categories->replace(own, {time_of_micros(7), "Ada"}));
  }
  EXPECT_EQ(CategoryBook::open(path).value()->reader()->attributes(), own);
  EXPECT_EQ(open()->reader()->attributes(), image::built_in());
}

TEST_F(ImageBookTest, AListThatIsWrongChangesNothing) {
  const auto book = open();
  EXPECT_FALSE(book->replace({}, {}));
  EXPECT_FALSE(book->replace({{"smell", {"Odeur", "Smell"}, {{{"x\ny"}, {}}}}}, {}));
  EXPECT_EQ(book->reader()->attributes(), image::built_in());
}

}  // namespace
}  // namespace vigie::survey
