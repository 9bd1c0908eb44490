#include "language/weights.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "language/small_corpus.h"

namespace vigie::language {
namespace {

std::string small_model() { return train(small_corpus(), {.epochs = 1}).value(); }

std::string problem_of(std::string_view bytes) {
  const auto model = Model::from_bytes(bytes);
  return model ? "" : model.error().message;
}

TEST(ModelFile, NamesWhatIsBroken) {
  const std::string bytes = small_model();
  EXPECT_EQ(problem_of(bytes), "");
  EXPECT_EQ(problem_of(""), "language: the model file is broken: it does not begin with VGLM");
  EXPECT_EQ(problem_of("VGLM"), "language: the model file is broken: it is cut short");
  EXPECT_EQ(problem_of(bytes.substr(0, bytes.size() / 2)),
            "language: the model file is broken: its checksum does not fit");
}

TEST(ModelFile, IsRefusedForAnyChangedByte) {
  const std::string bytes = small_model();
  for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 97) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    EXPECT_NE(problem_of(changed), "") << at;
  }
}

TEST(ModelFile, IsRefusedIfItsNumbersMakeNoSenseThoughItsChecksumFits) {
  std::string bytes = small_model();
  bytes.resize(bytes.size() - 4);
  bytes.replace(9, 4, "\xFF\xFF\xFF\x7F");  // The rows of the first table.
  const std::uint32_t crc = crc32c(bytes);
  bytes.append(reinterpret_cast<const char*>(&crc), sizeof crc);
  EXPECT_EQ(problem_of(bytes), "language: the model file is broken: a table's head makes no sense");
}

TEST(ModelFile, GivesTheModelAName) {
  const auto model = Model::from_bytes(small_model());
  ASSERT_TRUE(model);
  EXPECT_EQ(model->version().size(), 13U);
  EXPECT_EQ(model->version().substr(0, 5), "lang-");
}

}  // namespace
}  // namespace vigie::language
