// What happened, for the operator: an event name and its fields, one line each. Parts are handed a
// Log; main decides where lines go. Threads: shared, safe from any. Never: passwords, tokens, texts.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace vigie {

enum class Severity { kDebug, kInfo, kWarning, kError };

struct Field {
  template <typename T>
  Field(std::string_view field_name, const T& field_value) : name(field_name) {
    if constexpr (std::is_same_v<T, bool>) {
      value = field_value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<T>) {
      value = std::to_string(field_value);
    } else {
      value = std::string_view(field_value);
    }
  }
  std::string_view name;
  std::string value;
};

class Log {
 public:
  virtual ~Log() = default;
  // `event` is a fixed sentence such as "source connected"; what varies is in the fields.
  virtual void say(Severity severity, std::string_view event, std::initializer_list<Field> fields) = 0;

  void info(std::string_view event, std::initializer_list<Field> fields = {}) { say(Severity::kInfo, event, fields); }
  void warn(std::string_view event, std::initializer_list<Field> fields = {}) {
    say(Severity::kWarning, event, fields);
  }
  void error(std::string_view event, std::initializer_list<Field> fields = {}) { say(Severity::kError, event, fields); }
};

// For tests and for commands that speak on their own.
class SilentLog final : public Log {
 public:
  void say(Severity, std::string_view, std::initializer_list<Field>) override {}
};

}  // namespace vigie
