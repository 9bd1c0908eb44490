#include "source/settings.h"

#include <gtest/gtest.h>

#include "source/import.h"

namespace vigie::source {
namespace {

std::string fault_of(const ImportOptions& options) {
  const auto ok = check_options(options);
  return ok ? "" : ok.error().message;
}

ImportOptions options_for(const std::string& file) {
  ImportOptions options;
  options.files = {file};
  return options;
}

TEST(Settings, ReachADeletionByItsSourceAlone) {
  const auto settings = Settings::parse({"source=file:x", "id=7", "author.id=zoe", "text=a"}, "");
  ASSERT_TRUE(settings);
  Arena arena;
  post::Item item;
  item.act = post::Act::kForgetAuthor;
  item.post.author.id = "al";
  ASSERT_TRUE(settings->apply(item, arena));
  EXPECT_EQ(item.post.source, "file:x");
  EXPECT_EQ(item.post.author.id, "al");
  EXPECT_EQ(item.post.id, "");
  item.act = post::Act::kSay;
  ASSERT_TRUE(settings->apply(item, arena));
  EXPECT_EQ(item.post.author.id, "zoe");
}

TEST(ImportOptions, AreCheckedBeforeAnyFileIsRead) {
  auto options = options_for("a.csv");
  EXPECT_EQ(fault_of(options), "");
  options.set = {"rating=many"};
  EXPECT_EQ(fault_of(options), "--set rating: \"many\" is no number");
  options.set = {"kind=tweet"};
  EXPECT_NE(fault_of(options), "");
  options.set = {"brand=a", "brand=b"};
  EXPECT_EQ(fault_of(options), "--set brand: given twice");
  options.set = {"time=31/01/2026"};
  EXPECT_NE(fault_of(options), "");
  options.time_format = "%d/%m/%Y";
  EXPECT_EQ(fault_of(options), "");
  options.map = {"text=a", "text=b"};
  EXPECT_EQ(fault_of(options), "--map text: given twice");
  options.map = {"texte=a"};
  EXPECT_NE(fault_of(options), "");
}

TEST(ImportOptions, ThatNoFileTakesAreRefused) {
  auto options = options_for("a.jsonl");
  options.map = {"text=a"};
  EXPECT_EQ(fault_of(options), "--map names columns, and no file is CSV; --format csv says that one is");
  options.files.push_back("b.csv");
  EXPECT_EQ(fault_of(options), "");
  options = options_for("a.jsonl");
  options.time_format = "%Y";
  EXPECT_NE(fault_of(options), "");
  options.set = {"time=2026"};
  EXPECT_EQ(fault_of(options), "");
  options = options_for("a.csv");
  options.format = Format::kMastodon;
  options.map = {"text=a"};
  EXPECT_NE(fault_of(options), "");
}

}  // namespace
}  // namespace vigie::source
