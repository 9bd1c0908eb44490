// One JSON text, read at a few places: members as they stand in it, by path. Only what is asked for
// is read, so a number that no double can hold (`1e999`) elsewhere costs nothing.
// Threads: owned by one thread. Owns: a copy of the text. Errors: what is absent, of another type, or
// in a text that is no JSON is empty.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vigie::protocol {

class JsonText {
 public:
  explicit JsonText(std::string_view json);
  ~JsonText();
  JsonText(const JsonText&) = delete;
  JsonText& operator=(const JsonText&) = delete;

  // Paths are JSON Pointers (RFC 6901): `/author/handle`.
  std::string text(const char* path);
  double number(const char* path);                      // 0 if there is none.
  std::optional<std::string> object(const char* path);  // As it stands.
  // The objects of an array, each as it stands; nothing if it is no array of objects alone.
  std::optional<std::vector<std::string>> objects(const char* path);
  // The whole numbers of an array of arrays, one after the other.
  std::vector<std::uint64_t> whole_numbers(const char* path);

 private:
  struct Opened;
  std::unique_ptr<Opened> opened_;
};

}  // namespace vigie::protocol
