// A value, or the reason why there is none. The house type for failures that a correct program
// must expect: bad input, absence, conflict, refusal, overload, a world that does not answer.
//
// The shape follows std::expected, which replaces it once we build as C++23.
// Threads: a plain value. Errors: value() on an error throws std::logic_error.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace vigie {

enum class ErrorCode { kInvalid, kNotFound, kConflict, kRefused, kOverloaded, kUnavailable, kCorrupt };

struct Error {
  ErrorCode code;
  std::string message;  // For the log and the caller; names the part and the culprit.
};

inline Error invalid(std::string message) { return {ErrorCode::kInvalid, std::move(message)}; }
inline Error unavailable(std::string message) { return {ErrorCode::kUnavailable, std::move(message)}; }

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit on purpose.
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose.

  explicit operator bool() const { return state_.index() == 0; }

  T& value() & { return checked(); }
  const T& value() const& { return const_cast<Result*>(this)->checked(); }
  T&& value() && { return std::move(checked()); }
  T& operator*() & { return checked(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(checked()); }
  T* operator->() { return &checked(); }
  const T* operator->() const { return &value(); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  T& checked() {
    if (!*this) throw std::logic_error("value() of a failed result: " + error().message);
    return std::get<0>(state_);
  }

  std::variant<T, Error> state_;
};

// Success without a value: `return {};`.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: implicit on purpose.

  explicit operator bool() const { return !error_; }
  const Error& error() const { return error_.value(); }

 private:
  std::optional<Error> error_;  // No string is made for a success: hot paths return many.
};

}  // namespace vigie
