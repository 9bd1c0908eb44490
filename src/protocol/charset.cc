#include "protocol/charset.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

#include "base/utf8.h"

namespace vigie::protocol {
namespace {

struct Mark {
  std::string_view bytes;
  std::string_view charset;
};

using namespace std::string_view_literals;

constexpr std::array<Mark, 5> kByteOrderMarks = {{{"\x00\x00\xFE\xFF"sv, "UTF-32BE"},
                                                  {"\xFF\xFE\x00\x00"sv, "UTF-32LE"},
                                                  {"\xEF\xBB\xBF"sv, "UTF-8"},
                                                  {"\xFE\xFF"sv, "UTF-16BE"},
                                                  {"\xFF\xFE"sv, "UTF-16LE"}}};

// `<?` as the encodings without a mark write it (XML 1.0, appendix F.1).
constexpr std::array<Mark, 5> kFirstBytes = {{{"\x00\x00\x00<"sv, "UTF-32BE"},
                                              {"<\x00\x00\x00"sv, "UTF-32LE"},
                                              {"\x00<\x00?"sv, "UTF-16BE"},
                                              {"<\x00?\x00"sv, "UTF-16LE"},
                                              {"\x4C\x6F\xA7\x94"sv, "IBM037"}}};

// The encoding that `<?xml … encoding="…"?>` names; empty if it names none.
std::string_view declared_in(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || !text.substr(begin).starts_with("<?xml")) return {};
  const auto declaration = text.substr(begin, std::min<std::size_t>(text.find("?>", begin), 1'000));
  const auto at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  const auto open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const auto close = declaration.find(declaration[open], open + 1);
  return close == std::string_view::npos ? std::string_view() : declaration.substr(open + 1, close - open - 1);
}

bool is_name(std::string_view charset) {
  constexpr std::size_t kNameBytesMax = 40;
  return !charset.empty() && charset.size() <= kNameBytesMax && std::all_of(charset.begin(), charset.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.' || c == ':';
  });
}

class Converter {
 public:
  explicit Converter(const std::string& charset) : handle_(iconv_open("UTF-8", charset.c_str())) {}
  ~Converter() {
    if (ok()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // NOLINTNEXTLINE(performance-no-int-to-ptr): POSIX says so.
  bool ok() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  std::string convert(std::string_view bytes) {
    std::string out;
    std::array<char, 16'384> piece;
    char* from = const_cast<char*>(bytes.data());  // iconv(3) does not write there.
    std::size_t left = bytes.size();
    while (left > 0) {
      char* to = piece.data();
      std::size_t room = piece.size();
      const auto result = iconv(handle_, &from, &left, &to, &room);
      out.append(piece.data(), piece.size() - room);
      if (result != static_cast<std::size_t>(-1) || room < 16) continue;
      if (errno == E2BIG) continue;
      out += "\xEF\xBF\xBD";
      if (errno == EINVAL) break;  // Cut in the middle of a character.
      ++from;
      --left;
    }
    return out;
  }

 private:
  iconv_t handle_;
};

// XML 1.0 §2.2 and RFC 8259 know no such characters; neither does post::validate.
std::string without_controls(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; }, ' ');
  return text;
}

std::optional<std::string> converted(std::string_view bytes, std::string_view charset) {
  if (!is_name(charset)) return std::nullopt;
  std::string name(charset);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  if (name == "UTF-8" || name == "UTF8") return is_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
  // What is called by these names is in truth its superset (WHATWG Encoding §4.2).
  if (name == "US-ASCII" || name == "ASCII" || name == "ISO-8859-1" || name == "LATIN1") name = "WINDOWS-1252";
  if (name == "GB2312" || name == "GBK") name = "GB18030";
  Converter converter(name);
  return converter.ok() ? std::optional(converter.convert(bytes)) : std::nullopt;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view declared) {
  for (const auto& mark : kByteOrderMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    auto out = converted(bytes.substr(mark.bytes.size()), mark.charset);
    if (out) return without_controls(std::move(*out));
    bytes.remove_prefix(mark.bytes.size());
    break;
  }
  for (const auto& first : kFirstBytes) {
    if (!bytes.starts_with(first.bytes)) continue;
    if (auto out = converted(bytes, first.charset)) return without_controls(std::move(*out));
  }
  for (const auto charset : {declared, declared_in(bytes), "UTF-8"sv, "WINDOWS-1252"sv}) {
    if (auto out = converted(bytes, charset)) return without_controls(std::move(*out));
  }
  return {};
}

}  // namespace vigie::protocol
