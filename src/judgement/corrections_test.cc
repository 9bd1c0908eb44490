#include "judgement/corrections.h"

#include <gtest/gtest.h>

namespace vigie::judgement {
namespace {

TEST(Corrections, NameTheirStandings) { EXPECT_EQ(name_of(Standing::kVoid), "void"); }

}  // namespace
}  // namespace vigie::judgement
