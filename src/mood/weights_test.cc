#include "mood/weights.h"

#include <gtest/gtest.h>

#include "mood/small_corpus.h"

namespace vigie::mood {
namespace {

std::string problem_of(std::string_view bytes) {
  const auto model = Model::from_bytes(bytes);
  return model ? "" : model.error().message;
}

TEST(ModelFile, NamesWhatIsBroken) {
  const std::string bytes = to_bytes(0.5F, 0.01F, std::vector<Row8>(64));
  EXPECT_EQ(problem_of(bytes), "");
  EXPECT_EQ(problem_of(""), "mood: the model file is broken: it does not begin with VGMM");
  EXPECT_EQ(problem_of("VGMM"), "mood: the model file is broken: it is cut short");
  EXPECT_EQ(problem_of(bytes.substr(0, 100)), "mood: the model file is broken: its checksum does not fit");
  EXPECT_EQ(problem_of(to_bytes(2, 0.01F, std::vector<Row8>(64))),
            "mood: the model file is broken: its head makes no sense");
}

TEST(ModelFile, IsRefusedForAnyChangedByte) {
  const std::string bytes = to_bytes(0.5F, 0.01F, std::vector<Row8>(64));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_NE(problem_of(changed), "") << at;
  }
}

TEST(ModelFile, GivesTheModelAName) {
  const auto model = Model::from_bytes(to_bytes(0.5F, 0.01F, std::vector<Row8>(64)));
  ASSERT_TRUE(model);
  EXPECT_EQ(model->version().substr(0, 5), "mood-");
}

}  // namespace
}  // namespace vigie::mood
