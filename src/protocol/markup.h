// HTML and broken XML as a row of tags and texts. Never an error, linear in time: each search for an
// end that is missing is made once.
// Threads: owned by one thread. Everything borrows from the text that is read.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace vigie::protocol {

class MarkupReader {
 public:
  enum class Kind { kText, kOpen, kClose, kCdata, kEnd };

  explicit MarkupReader(std::string_view text);

  // The next piece; comments, declarations and instructions are passed over.
  Kind next();

  std::string_view text() const { return text_; }              // Of kText (references not decoded) and kCdata.
  const std::string& name() const { return name_; }            // Of a tag, lower case, at most 32 bytes.
  std::string_view attributes() const { return attributes_; }  // Of kOpen; for attribute().
  bool empty_tag() const { return attributes_.ends_with('/'); }

  // Passes over everything up to `</name`.
  void skip_content(std::string_view name);

 private:
  bool read_tag();
  bool skip_markup(Kind& kind);
  std::string_view take_attributes();

  std::string_view all_;
  std::size_t last_double_;  // The last `"`: behind it no search for one is made.
  std::size_t last_single_;
  std::size_t at_ = 0;
  std::string_view text_;
  std::string name_;
  bool closing_ = false;
  std::string_view attributes_;
};

// Takes the first attribute off `attributes`: its name as it stands, its value without quotes and
// with its references as they stand. False: there is none left.
bool take_attribute(std::string_view& attributes, std::string_view& name, std::string_view& value);

// The value of the attribute `name` (lower case), its references decoded; empty if it is not there.
std::string attribute(std::string_view attributes, std::string_view name);

}  // namespace vigie::protocol
