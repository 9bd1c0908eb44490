// Bytes to one HTTP/1.x request, strictly (RFC 9112). Boost.Beast's parser reads; what it lets pass
// and a careful server must not, is refused here: see feed().
//
// Threads: a value, owned by one thread. Errors: a refusal is a state with its HTTP status.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "net/http.h"

namespace vigie::net {

class RequestParser {
 public:
  enum class State { kHeader, kBody, kDone, kRefused };
  struct Refusal {
    int status = 400;
    std::string reason;
  };

  explicit RequestParser(std::size_t body_bytes_max);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  // Takes from the front of `bytes` what it can, and says how many; the rest must come again, with
  // more behind it. A header is taken whole or not at all. Refuses with
  //   400 any Transfer-Encoding but exactly `chunked`; that with HTTP/1.0 or with Content-Length;
  //       none or two Hosts; folded lines; a bare line feed; trailers; a target that is no target
  //   413 a body beyond the limit   431 a header beyond kHeaderBytesMax   505 neither 1.0 nor 1.1
  std::size_t feed(std::string_view bytes);

  State state() const;
  const Refusal& refusal() const;
  bool keeps_alive() const;        // Once the header is there.
  bool expects_continue() const;   // `Expect: 100-continue`, RFC 9110 §10.1.1.
  std::size_t body_bytes() const;  // Collected so far.
  Request& head();                 // Once the header is there: the request without the rest of its body.

  Request take();  // When done: the request; then begins anew.

 private:
  struct Reader;
  void restart();
  std::optional<std::size_t> header_end(std::string_view bytes);
  void refuse(int status, std::string reason);

  const std::size_t body_bytes_max_;
  std::size_t searched_bytes_ = 0;  // Of a header that is not whole yet.
  State state_ = State::kHeader;
  Refusal refusal_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace vigie::net
