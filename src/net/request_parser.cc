#include "net/request_parser.h"

#include <boost/beast/http/basic_parser.hpp>

#include "base/check.h"
#include "net/address.h"
#include "net/ascii.h"
#include "net/limits.h"
#include "net/url.h"

namespace vigie::net {

namespace beast = boost::beast;
namespace http = beast::http;
using ErrorText = beast::error_code;

namespace {

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
      return Method::kGet;
    case http::verb::head:
      return Method::kHead;
    case http::verb::post:
      return Method::kPost;
    case http::verb::put:
      return Method::kPut;
    case http::verb::patch:
      return Method::kPatch;
    case http::verb::delete_:
      return Method::kDelete;
    case http::verb::options:
      return Method::kOptions;
    default:
      return Method::kOther;
  }
}

int status_of(ErrorText error) {
  if (error == http::error::body_limit) return 413;
  if (error == http::error::header_limit) return 431;
  if (error == http::error::bad_version) return 505;
  return 400;
}

// An absolute target (RFC 9112 §3.2.2) without its scheme and host, which Host repeats.
std::string_view origin_form(std::string_view target) {
  if (!target.starts_with("http://") && !target.starts_with("https://")) return target;
  const std::size_t slash = target.find('/', target.find("//") + 2);
  return slash == std::string_view::npos ? "/" : target.substr(slash);
}

}  // namespace

// Collects what Beast's parser finds; a rule that is broken stops it.
struct RequestParser::Reader final : http::basic_parser<true> {
  Request request;
  int version = 11;
  bool header_done = false;
  bool done = false;
  std::string broken_rule;

  std::string_view rule_broken_by_header() const;

 private:
  void fail(std::string rule, ErrorText& error) {
    broken_rule = std::move(rule);
    error = http::error::bad_value;
  }

  void on_request_impl(http::verb verb, beast::string_view name, beast::string_view target, int number,
                       ErrorText& error) override {
    request.method = method_of(verb);
    request.method_name = view(name);
    request.target = origin_form(view(target));
    version = number;
    if (request.method == Method::kOptions && request.target == "*") return;  // RFC 9112 §3.2.4: the server itself.
    Result<Target> parsed = net::parse_target(request.target);
    if (!parsed) return fail(parsed.error().message, error);
    request.path = std::move(parsed->path);
    request.query = std::move(parsed->query);
  }

  void on_field_impl(http::field, beast::string_view name, beast::string_view value, ErrorText& error) override {
    if (header_done) return fail("trailers are not accepted", error);
    request.headers.add(std::string(view(name)), std::string(view(value)));
  }

  void on_header_impl(ErrorText& error) override {
    header_done = true;
    const std::string_view rule = rule_broken_by_header();
    if (!rule.empty()) fail(std::string(rule), error);
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorText&) override {
    constexpr std::uint64_t kTrusted = 1u << 20;  // A promise of more must be kept before memory is spent.
    if (length) request.body.reserve(std::min(*length, kTrusted));
  }

  std::size_t on_body_impl(beast::string_view bytes, ErrorText&) override {
    request.body.append(view(bytes));
    return bytes.size();
  }

  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes, ErrorText& error) override {
    return on_body_impl(bytes, error);
  }

  void on_chunk_header_impl(std::uint64_t, beast::string_view, ErrorText&) override {}
  void on_finish_impl(ErrorText&) override { done = true; }
  void on_response_impl(int, beast::string_view, int, ErrorText&) override {}
};

// RFC 9112 §6.1, §3.2: what request smuggling is made of.
std::string_view RequestParser::Reader::rule_broken_by_header() const {
  const Headers& headers = request.headers;
  if (headers.count("Host") != 1) return "exactly one Host is wanted";
  if (!parse_authority(headers.get("Host"))) return "Host is no host";
  const std::size_t encodings = headers.count("Transfer-Encoding");
  if (encodings > 1 || (encodings == 1 && headers.get("Transfer-Encoding") != "chunked")) {
    return "the only Transfer-Encoding is chunked";
  }
  if (encodings == 1 && version < 11) return "HTTP/1.0 has no Transfer-Encoding";
  if (encodings == 1 && headers.count("Content-Length") > 0) return "Transfer-Encoding and Content-Length";
  if (headers.count("Content-Length") > 1) return "two Content-Lengths";
  if (headers.get("Content-Length").find(',') != std::string_view::npos) return "two lengths in Content-Length";
  return "";
}

RequestParser::RequestParser(std::size_t body_bytes_max) : body_bytes_max_(body_bytes_max) { restart(); }

RequestParser::~RequestParser() = default;

void RequestParser::restart() {
  reader_ = std::make_unique<Reader>();
  reader_->header_limit(kHeaderBytesMax + 1);
  reader_->body_limit(body_bytes_max_);
  reader_->eager(true);
  searched_bytes_ = 0;
  state_ = State::kHeader;
}

void RequestParser::refuse(int status, std::string reason) {
  state_ = State::kRefused;
  refusal_ = {status, std::move(reason)};
}

// Where the header ends, if it is whole. Looks at each byte once, however it drips in.
std::optional<std::size_t> RequestParser::header_end(std::string_view bytes) {
  std::size_t at = searched_bytes_;
  for (at = bytes.find('\n', at); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    if (at == 0 || bytes[at - 1] != '\r') {
      refuse(400, "a line ends in CR LF");
      return std::nullopt;
    }
    if (at >= 3 && bytes[at - 2] == '\n') return at + 1;
    if (at + 1 < bytes.size() && (bytes[at + 1] == ' ' || bytes[at + 1] == '\t')) {
      refuse(400, "a folded line");
      return std::nullopt;
    }
  }
  // The last byte is looked at again: what follows a line feed may not be there yet.
  searched_bytes_ = bytes.empty() ? 0 : bytes.size() - 1;
  if (bytes.size() > kHeaderBytesMax) refuse(431, "the header is too large");
  return std::nullopt;
}

constexpr std::string_view kLastChunk = "0\r\n\r\n";

std::size_t RequestParser::feed(std::string_view bytes) {
  std::size_t skipped = 0;
  if (state_ == State::kHeader) {
    while (bytes.starts_with("\r\n")) {  // RFC 9112 §2.2: empty lines before a request are ignored.
      bytes.remove_prefix(2);
      skipped += 2;
      searched_bytes_ = 0;
    }
    if (bytes.size() < 2) return skipped;
    const std::optional<std::size_t> end = header_end(bytes);
    if (!end) return skipped;
    if (*end > kHeaderBytesMax) {
      refuse(431, "the header is too large");
      return skipped;
    }
  }
  if (state_ == State::kDone || state_ == State::kRefused) return skipped;
  // Less than a last chunk ends no body, and Beast asserts that much when it comes back to one.
  if (state_ == State::kBody && reader_->chunked() && bytes.size() < kLastChunk.size()) return skipped;
  ErrorText error;
  const std::size_t taken = reader_->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (error && error != http::error::need_more) {
    const std::string& rule = reader_->broken_rule;
    refuse(status_of(error), rule.empty() ? error.message() : rule);
  } else if (!reader_->header_done) {
    refuse(400, "no HTTP request");  // The whole header was there.
  } else {
    state_ = reader_->done ? State::kDone : State::kBody;
  }
  return skipped + taken;
}

RequestParser::State RequestParser::state() const { return state_; }
const RequestParser::Refusal& RequestParser::refusal() const { return refusal_; }
bool RequestParser::keeps_alive() const { return reader_->header_done && reader_->keep_alive(); }
std::size_t RequestParser::body_bytes() const { return reader_->request.body.size(); }

Request& RequestParser::head() { return reader_->request; }

bool RequestParser::expects_continue() const {
  return reader_->header_done && reader_->version >= 11 &&
         same_name(reader_->request.headers.get("Expect"), "100-continue");
}

Request RequestParser::take() {
  check(state_ == State::kDone, "request parser: the request is not whole");
  Request request = std::move(reader_->request);
  restart();
  return request;
}

}  // namespace vigie::net
