// Whatever stands in Cookie, Authorization and X-Forwarded-For: a part of what came, or nothing.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "api/admission.h"
#include "net/address.h"

namespace {

void expect(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace vigie;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  net::Request request;
  request.remote = "127.0.0.1:4711";
  request.headers.add("Cookie", text);
  request.headers.add("X-Forwarded-For", text);
  api::DoorRules rules;
  rules.trusted_proxies = {"127.0.0.1"};
  for (const bool is_secure : {false, true}) {
    rules.is_secure = is_secure;
    const auto cookie = api::cookie_of(request, rules);
    expect(cookie.empty() || text.find(std::string("vigie_session=").append(cookie)) != std::string::npos);
  }
  expect(net::is_ip(api::client_address(request, rules)));
  return 0;
}
