// One HTTP request and its reply, as values, whatever carried them.
// Threads: plain values. Errors: none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vigie::net {

enum class Method { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions, kOther };
std::string_view name_of(Method method);  // "GET"; "OTHER" for kOther.

// Header fields in the order they came. Names compare without case.
class Headers {
 public:
  struct Entry {
    std::string name;
    std::string value;
  };
  Headers() = default;
  Headers(std::initializer_list<Entry> entries) : entries_(entries) {}

  std::optional<std::string_view> find(std::string_view name) const;  // The first of that name.
  std::string_view get(std::string_view name) const;                  // As find(), "" when absent.
  std::size_t count(std::string_view name) const;
  void add(std::string name, std::string value);
  void set(std::string name, std::string value);  // Replaces all of that name.
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  std::size_t size() const { return entries_.size(); }

 private:
  std::vector<Entry> entries_;
};

// Parameters behind the `?`, decoded, in order.
class Parameters {
 public:
  void add(std::string name, std::string value);
  std::optional<std::string_view> find(std::string_view name) const;  // The first of that name.
  std::string_view get(std::string_view name, std::string_view otherwise = "") const;
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  std::size_t size() const { return entries_.size(); }

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

struct Request {
  Method method = Method::kGet;
  std::string method_name;  // As sent, for kOther.
  std::string target;       // As sent: `/api/v1/search?q=a%20b`.
  std::vector<std::string>
      path;  // Decoded segments: {"api", "v1", "search"}. `/a/` is {"a"}, `/` is {}; a %2F stays inside.
  Parameters query;
  Headers headers;              // Exactly one Host among them.
  std::string body;             // Whole, with chunks joined.
  std::string remote;           // `127.0.0.1:50123`, or "unix".
  bool is_unix_socket = false;  // The caller can open our socket file, so it may act for the operator.
};

struct Reply {
  int status = 200;
  Headers headers;  // Content-Length, Date and Connection are the server's business.
  std::string body;
  std::string_view lasting_body;  // Sent in place of `body` when not empty; outlives the server (embedded pages).
};

std::string_view reason_of(int status);  // "Not Found"; "Unknown" for what has no name.

}  // namespace vigie::net
