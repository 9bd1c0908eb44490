// An element of an XML feed: its name whatever prefixes the document chose, its words, and what it
// inherits from the elements around it.
// Only for the feeds' sources: it brings pugixml with it.
// Threads: pure functions. Errors: none; what is not there reads as empty.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "protocol/feed.h"

namespace vigie::protocol {

std::string lowered(std::string_view text);  // ASCII.

// `prefix:name` in lower case, by the known vocabularies; RSS's and Atom's own have no prefix.
std::string name_of(pugi::xml_node node);

std::string_view attribute_of(pugi::xml_node node, std::string_view name);  // `name` in lower case.
std::string text_of(pugi::xml_node node);                                   // Trimmed; elements inside as their markup.

// Atom tells the type (RFC 4287 §3.1, Atom 0.3's mode and media types); RSS never does.
FeedText words_of(pugi::xml_node node, bool html_by_default);

std::string base_of(pugi::xml_node node, const std::string& document);  // For relative addresses.
std::string language_of(pugi::xml_node node);                           // The nearest xml:lang upwards.

struct Person {
  std::string name;
  std::string email;
  std::string url;
};

// Atom's `name`, `email`, `uri`; else a text such as `me@example.com (Zoé)` or `Zoé <me@example.com>`.
Person person_of(pugi::xml_node node);

}  // namespace vigie::protocol
