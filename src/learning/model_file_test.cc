#include "learning/model_file.h"

#include <gtest/gtest.h>

namespace vigie::learning {
namespace {

constexpr ModelKind kKind{"language", "lang", "VGLM", 3};

std::string problem_of(std::string_view bytes) {
  const auto file = open_model_file(kKind, bytes);
  return file ? "" : file.error().message;
}

TEST(ModelFile, GivesBackItsBodyAndAName) {
  const std::string bytes = to_model_file(kKind, "weights");
  const auto file = open_model_file(kKind, bytes);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->body, "weights");
  EXPECT_EQ(file->version.size(), 13U);
  EXPECT_EQ(file->version.substr(0, 5), "lang-");
  EXPECT_TRUE(open_model_file(kKind, to_model_file(kKind, ""))->body.empty());
}

TEST(ModelFile, NamesWhatIsBroken) {
  const std::string bytes = to_model_file(kKind, "weights");
  EXPECT_EQ(problem_of(""), "language: the model file is broken: it does not begin with VGLM");
  EXPECT_EQ(problem_of("VGLM"), "language: the model file is broken: it is cut short");
  EXPECT_EQ(problem_of(bytes.substr(0, bytes.size() - 1)),
            "language: the model file is broken: its checksum does not fit");
  EXPECT_EQ(problem_of(to_model_file({"language", "lang", "VGLM", 4}, "")),
            "language: the model file is broken: its format is not one that this program reads");
}

TEST(ModelFile, IsRefusedForAnyChangedByte) {
  const std::string bytes = to_model_file(kKind, "some weights");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_NE(problem_of(changed), "") << at;
  }
}

}  // namespace
}  // namespace vigie::learning
