// Documents of any encoding as UTF-8.
// Threads: pure functions. Errors: none; bytes that are no character become U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace vigie::protocol {

// By byte order mark, else `declared` (by the transport), else the XML declaration, else UTF-8; where
// the text contradicts that, or iconv does not know it: UTF-8 if it is valid, else Windows-1252.
std::string to_utf8(std::string_view bytes, std::string_view declared);

}  // namespace vigie::protocol
