#include "watch/layered.h"

#include <gtest/gtest.h>

#include <string>

#include "base/forgetful_disk.h"
#include "mood/layer.h"
#include "watch/world_for_tests.h"

namespace vigie::watch {
namespace {

const Models& shipped() {
  static const Models kModels = shipped_models();
  return kModels;
}

std::string problem_of(Disk& disk) {
  const auto models = layered(shipped(), disk, "data");
  return models ? "" : models.error().message;
}

TEST(Layered, ReadsWithTheShippedModelWhereThereIsNoLayer) {
  ForgetfulDisk disk;
  EXPECT_EQ(layered(shipped(), disk, "data").value().mood.version(), shipped().mood.version());
}

TEST(Layered, NamesBothWhereThereIsOne) {
  ForgetfulDisk disk;
  const std::string version(shipped().mood.version());
  ASSERT_TRUE(disk.make_folder("data"));
  ASSERT_TRUE(replace_file(disk, layer_file_of("data"), mood::to_layer_bytes(version, {{3, {1, 0, -1}}})));
  EXPECT_EQ(layered(shipped(), disk, "data").value().mood.version().substr(0, version.size() + 7), version + "+layer-");
}

TEST(Layered, RefusesALayerThatIsBrokenOrOfAnotherModelAndSaysWhatToDo) {
  ForgetfulDisk disk;
  ASSERT_TRUE(disk.make_folder("data"));
  const std::string advice =
      "; make it anew (vigie train mood --corrections --data data), or remove it, to read with the shipped model alone";
  for (const std::string& bytes : {std::string(), std::string("VGML"), std::string(100, 'x')}) {
    ASSERT_TRUE(replace_file(disk, layer_file_of("data"), bytes));
    const std::string problem = problem_of(disk);
    EXPECT_EQ(problem.find("data/mood-layer.vml: mood layer: the model file is broken: "), 0U) << problem;
    EXPECT_TRUE(problem.ends_with(advice)) << problem;
  }
  ASSERT_TRUE(replace_file(disk, layer_file_of("data"), mood::to_layer_bytes("mood-00000001", {})));
  EXPECT_EQ(problem_of(disk), "data/mood-layer.vml: mood layer: it belongs to mood-00000001, and not to " +
                                  std::string(shipped().mood.version()) + advice);
  ASSERT_TRUE(replace_file(disk, layer_file_of("data"), std::string(5'000'000, 'x')));
  EXPECT_EQ(problem_of(disk), "data/mood-layer.vml: it is larger than a layer can be" + advice);
}

}  // namespace
}  // namespace vigie::watch
