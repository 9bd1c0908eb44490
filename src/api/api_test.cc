#include "api/api.h"

#include <gtest/gtest.h>

namespace vigie::api {
namespace {

TEST(Security, RefusesAForeignHost) {
  net::Request request;
  request.headers.set("Host", "evil.example:8080");
  EXPECT_TRUE(refuse_foreign(request, {}));
  request.headers.set("Host", "localhost:8080");
  EXPECT_FALSE(refuse_foreign(request, {}));
}

}  // namespace
}  // namespace vigie::api
