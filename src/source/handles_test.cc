#include "source/handles.h"

#include <gtest/gtest.h>

namespace vigie::source {
namespace {

TEST(Handles, KnowTheLastThatWasTold) {
  Handles handles;
  EXPECT_EQ(handles.find("a"), "");
  handles.learn("a", "zoe.example");
  handles.learn("a", "zoe.net");
  EXPECT_EQ(handles.find("a"), "zoe.net");
}

TEST(Handles, ForgetFirstWhatWasNeitherToldNorAskedForLongest) {
  Handles handles(4);
  for (const char* account : {"a", "b", "c"}) handles.learn(account, account);
  EXPECT_EQ(handles.find("a"), "a");
  for (const char* account : {"d", "e"}) handles.learn(account, account);
  EXPECT_EQ(handles.find("a"), "a");
  EXPECT_EQ(handles.find("b"), "");
  handles.learn("a", "new");
  EXPECT_EQ(handles.find("a"), "new");
}

}  // namespace
}  // namespace vigie::source
