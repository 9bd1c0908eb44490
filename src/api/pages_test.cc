#include "api/pages.h"

#include "api/api_for_tests.h"

namespace vigie::api {
namespace {

class PagesTest : public ApiTest {
 protected:
  net::Reply page(const std::string& path, const std::string& header = {}, const std::string& value = {}) {
    auto asked = request(net::Method::kGet, path);
    if (!header.empty()) asked.headers.set(header, value);
    return ask(asked);
  }
};

TEST_F(PagesTest, AnyPathIsAPageOfTheApplicationButNotAFile) {
  for (const char* path : {"/", "/watches/3", "/rehearsal", "/rehearsal/watches/3"}) {
    EXPECT_EQ(page(path).status, 200) << path;
    EXPECT_EQ(page(path).headers.get("Content-Type"), "text/html") << path;
  }
  EXPECT_EQ(page("/nothing.js").status, 404);
}

TEST_F(PagesTest, IsPackedForThoseAloneWhoTakeIt) {
  const auto packed = page("/", "Accept-Encoding", "br, gzip");
  EXPECT_EQ(packed.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(net::gunzip(packed.lasting_body), "<!doctype html>");
  for (const char* accepted : {"", "identity", "gzip;q=0", "br"}) {
    const auto plain = page("/", "Accept-Encoding", accepted);
    EXPECT_FALSE(plain.headers.find("Content-Encoding")) << accepted;
    EXPECT_EQ(plain.body, "<!doctype html>") << accepted;
    EXPECT_EQ(plain.headers.get("Vary"), "Accept-Encoding") << accepted;
    EXPECT_NE(plain.headers.get("ETag"), packed.headers.get("ETag")) << accepted;
  }
}

TEST_F(PagesTest, IsNotSentAgainToWhoHoldsIt) {
  const std::string tag(page("/").headers.get("ETag"));
  for (const auto& held : {tag, "\"other\", W/" + tag, std::string("*")}) {
    const auto reply = page("/", "If-None-Match", held);
    EXPECT_EQ(reply.status, 304) << held;
    EXPECT_EQ(reply.headers.get("ETag"), tag) << held;
  }
  EXPECT_EQ(page("/", "If-None-Match", "\"other\"").status, 200);
}

}  // namespace
}  // namespace vigie::api
