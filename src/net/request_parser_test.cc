#include "net/request_parser.h"

#include <gtest/gtest.h>

#include "net/limits.h"

namespace vigie::net {
namespace {

using State = RequestParser::State;
constexpr std::size_t kBodyBytesMax = 1000;

// Feeds `text` in pieces, as a connection would: what is not taken comes again with more behind it.
// How many bytes were taken in all.
std::size_t feed(RequestParser& parser, std::string_view text, std::size_t piece_bytes) {
  std::size_t taken = 0;
  for (std::size_t end = 0; end < text.size();) {
    end = std::min(end + piece_bytes, text.size());
    while (parser.state() != State::kDone && parser.state() != State::kRefused) {
      const std::size_t more = parser.feed(text.substr(taken, end - taken));
      taken += more;
      if (more == 0) break;
    }
  }
  return taken;
}

// The status that `text` is refused with, however it is cut; 0 when it is a whole request.
int refusal_of(const std::string& text) {
  int status = -1;
  for (const std::size_t piece_bytes : {std::size_t{1}, std::size_t{7}, text.size()}) {
    RequestParser parser(kBodyBytesMax);
    feed(parser, text, piece_bytes);
    const int now = parser.state() == State::kRefused ? parser.refusal().status
                    : parser.state() == State::kDone  ? 0
                                                      : -1;
    if (status == -1) status = now;
    EXPECT_EQ(now, status) << "cut into pieces of " << piece_bytes << ": " << text.substr(0, 200);
  }
  return status;
}

std::string get(const std::string& fields, const std::string& version = "1.1") {
  return "GET / HTTP/" + version + "\r\n" + fields + "\r\n";
}

TEST(RequestParser, ReadsARequestHoweverItIsCut) {
  const std::string text =
      "POST /a%20b?c=d HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nX: \t y z \r\n\r\nhello";
  for (std::size_t piece_bytes = 1; piece_bytes <= text.size(); ++piece_bytes) {
    RequestParser parser(kBodyBytesMax);
    EXPECT_EQ(feed(parser, text, piece_bytes), text.size());
    ASSERT_EQ(parser.state(), State::kDone);
    EXPECT_TRUE(parser.keeps_alive());
    const Request request = parser.take();
    EXPECT_EQ(request.method, Method::kPost);
    EXPECT_EQ(request.target, "/a%20b?c=d");
    EXPECT_EQ(request.path, std::vector<std::string>{"a b"});
    EXPECT_EQ(request.query.get("c"), "d");
    EXPECT_EQ(request.headers.get("x"), "y z");
    EXPECT_EQ(request.body, "hello");
  }
}

TEST(RequestParser, JoinsChunksHoweverTheyAreCut) {
  const std::string text =
      "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n";
  for (std::size_t piece_bytes = 1; piece_bytes <= text.size(); ++piece_bytes) {
    RequestParser parser(kBodyBytesMax);
    EXPECT_EQ(feed(parser, text, piece_bytes), text.size());
    ASSERT_EQ(parser.state(), State::kDone) << piece_bytes;
    EXPECT_EQ(parser.take().body, "hello world");
  }
}

TEST(RequestParser, LeavesTheNextRequestAlone) {
  const std::string one = get("Host: a\r\n");
  RequestParser parser(kBodyBytesMax);
  EXPECT_EQ(parser.feed(one + one), one.size());
  EXPECT_EQ(parser.take().headers.get("Host"), "a");
  EXPECT_EQ(parser.feed("\r\n\r\n" + one), one.size() + 4) << "empty lines between requests are nothing";
  EXPECT_EQ(parser.state(), State::kDone);
}

TEST(RequestParser, KnowsWhetherTheConnectionStays) {
  const auto stays = [](const std::string& text) {
    RequestParser parser(kBodyBytesMax);
    parser.feed(text);
    return parser.keeps_alive();
  };
  EXPECT_TRUE(stays(get("Host: a\r\n")));
  EXPECT_FALSE(stays(get("Host: a\r\nConnection: close\r\n")));
  EXPECT_FALSE(stays(get("Host: a\r\n", "1.0")));
  EXPECT_TRUE(stays(get("Host: a\r\nConnection: keep-alive\r\n", "1.0")));
}

TEST(RequestParser, TakesAbsoluteTargets) {
  RequestParser parser(kBodyBytesMax);
  parser.feed("GET http://a/b?c HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(parser.take().target, "/b?c");
}

TEST(RequestParser, RefusesAnyTransferEncodingButChunked) {
  for (const std::string coding : {"gzip", "gzip, chunked", "chunked, chunked", "Chunked", "chunked;q=1", "identity",
                                   "", "xchunked", "\"chunked\"", "chunked,"}) {
    EXPECT_EQ(refusal_of(get("Host: a\r\nTransfer-Encoding: " + coding + "\r\n")), 400) << coding;
  }
  EXPECT_EQ(refusal_of(get("Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")), 400);
  EXPECT_EQ(refusal_of(get("Host: a\r\nTransfer-Encoding : chunked\r\n")), 400);
  EXPECT_EQ(refusal_of(get("Host: a\r\nTransfer-Encoding:\x0B"
                           "chunked\r\n")),
            400);
}

TEST(RequestParser, RefusesChunkedWithLengthOrInHttp10) {
  EXPECT_EQ(refusal_of(get("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "0\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(get("Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(get("Host: a\r\nTransfer-Encoding: chunked\r\n", "1.0") + "0\r\n\r\n"), 400);
}

TEST(RequestParser, RefusesLengthsThatCouldBeReadInTwoWays) {
  for (const std::string length : {"+5", "-1", "5, 5", "5 5", "0x5", "", "99999999999999999999999", "5;"}) {
    EXPECT_EQ(refusal_of(get("Host: a\r\nContent-Length: " + length + "\r\n") + "hello"), 400) << length;
  }
  EXPECT_EQ(refusal_of(get("Host: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n") + "hello"), 400);
  EXPECT_EQ(refusal_of(get("Host: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n") + "hello"), 400);
}

TEST(RequestParser, WantsExactlyOneHost) {
  EXPECT_EQ(refusal_of(get("Host: a\r\n")), 0);
  EXPECT_EQ(refusal_of(get("")), 400);
  EXPECT_EQ(refusal_of(get("", "1.0")), 400);
  EXPECT_EQ(refusal_of(get("Host: a\r\nhost: a\r\n")), 400);
  for (const std::string host : {"", "a b", "a,b", "u@a", "a:b", "a/b"}) {
    EXPECT_EQ(refusal_of(get("Host: " + host + "\r\n")), 400) << host;
  }
}

TEST(RequestParser, RefusesFoldedLinesTrailersAndBareLineFeeds) {
  EXPECT_EQ(refusal_of(get("Host: a\r\nX: b\r\n c\r\n")), 400);
  EXPECT_EQ(refusal_of(get("Host: a\r\nX: b\r\n\tc\r\n")), 400);
  EXPECT_EQ(refusal_of(get(" Host: a\r\n")), 400);
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\nHost: a\n\n"), 400);
  EXPECT_EQ(refusal_of(get("Host: a\r\nX: b\nY: c\r\n")), 400);
  const std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n";
  EXPECT_EQ(refusal_of(chunked + "\r\n"), 0);
  EXPECT_EQ(refusal_of(chunked + "X: y\r\n\r\n"), 400);
  EXPECT_EQ(refusal_of(chunked + "Content-Length: 5\r\n\r\n"), 400);
}

TEST(RequestParser, RefusesChunksThatAreNone) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string chunk :
       {"x\r\n", "-1\r\n", "fffffffffffffffff\r\n", "5\r\nhelloXX\r\n", "\r\n\r\n", " 5\r\nhello\r\n"}) {
    const int status = refusal_of(head + chunk);
    EXPECT_TRUE(status == 400 || status == 413) << chunk << status;
  }
}

TEST(RequestParser, RefusesWhatIsNoHttp) {
  for (const std::string text :
       {"GET /\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "get\r\n\r\n", "/ HTTP/1.1\r\n\r\n",
        "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /../a HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n"}) {
    EXPECT_EQ(refusal_of(text), 400) << text;
  }
  EXPECT_EQ(refusal_of(get("Host: a\r\n", "2.0")), 505);
  EXPECT_EQ(refusal_of(get("Host: a\r\n", "1.1 x")), 505);
  EXPECT_EQ(refusal_of(get("Host: a\r\n", "1.2")), 505);
}

TEST(RequestParser, BoundsHeaderAndBody) {
  const std::string head = get("Host: a\r\nX: ");
  EXPECT_EQ(refusal_of(get("Host: a\r\nX: " + std::string(kHeaderBytesMax, 'x') + "\r\n")), 431);
  EXPECT_EQ(refusal_of("GET /" + std::string(2 * kHeaderBytesMax, 'x')), 431);
  const auto post = [](std::size_t bytes) {
    return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(bytes) + "\r\n\r\n" +
           std::string(bytes, 'x');
  };
  EXPECT_EQ(refusal_of(post(kBodyBytesMax)), 0);
  EXPECT_EQ(refusal_of(post(kBodyBytesMax + 1)), 413);
  std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t i = 0; i < 11; ++i) chunked += "64\r\n" + std::string(100, 'x') + "\r\n";
  EXPECT_EQ(refusal_of(chunked), 413);
}

TEST(RequestParser, TakesAHeaderOfExactlyTheLimit) {
  const std::size_t rest = get("Host: a\r\nX: \r\n").size();
  EXPECT_EQ(refusal_of(get("Host: a\r\nX: " + std::string(kHeaderBytesMax - rest, 'x') + "\r\n")), 0);
  EXPECT_EQ(refusal_of(get("Host: a\r\nX: " + std::string(kHeaderBytesMax - rest + 1, 'x') + "\r\n")), 431);
}

}  // namespace
}  // namespace vigie::net
