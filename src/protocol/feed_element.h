// An element of an XML feed with what it inherits: its name whatever prefixes the document chose, its
// words, addresses made absolute by the nearest xml:base, the nearest xml:lang. What an element declares
// is read once, on the way down.
// Only for the feeds' sources: it brings pugixml with it.
// Threads: owned by one thread; borrows from the document and from the elements around it.
// Errors: none; what is not there reads as empty.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/feed.h"

namespace vigie::protocol {

struct Person {
  std::string name;
  std::string email;
  std::string url;
};

class FeedElement {
 public:
  // The document; addresses are relative to `base`, which must outlive it.
  FeedElement(pugi::xml_node document, const std::string& base);
  FeedElement(pugi::xml_node node, const FeedElement& parent);
  FeedElement(const FeedElement&) = delete;
  FeedElement& operator=(const FeedElement&) = delete;

  // `prefix:name` in lower case, by the known vocabularies; RSS's and Atom's own have no prefix.
  const std::string& name() const { return name_; }
  std::string_view language() const { return language_; }
  std::string resolve(std::string_view reference) const;
  // `name` in lower case; of more than kFeedAttributesMax the first are looked at.
  std::string_view attribute(std::string_view name) const;

  std::string text() const;  // Trimmed; elements inside as their markup.
  // Atom tells the type (RFC 4287 §3.1, Atom 0.3's mode and media types); RSS never does.
  FeedText words(bool html_by_default) const;
  // Atom's `name`, `email`, `uri`; else a text such as `me@example.com (Zoé)` or `Zoé <me@example.com>`.
  Person person() const;

  // Where it stands in the bytes that were parsed; below 0 where that is not known.
  std::ptrdiff_t offset() const { return node_.offset_debug(); }

  template <typename Visit>
  void each_child(Visit&& visit) const {
    for (const auto child : node_.children()) {
      if (child.type() == pugi::node_element) visit(FeedElement(child, *this));
    }
  }

 private:
  struct Prefix {
    std::string_view name;
    std::string_view address;  // Of the vocabulary that it stands for.
  };

  void read_declarations();
  std::string_view address_of(std::string_view prefix) const;
  std::string vocabulary_of(const std::string& prefix) const;

  pugi::xml_node node_;
  const FeedElement* parent_ = nullptr;
  const FeedElement* declaring_ = nullptr;  // The nearest, this one included, that declares a prefix.
  std::vector<Prefix> prefixes_;
  std::string own_base_;
  const std::string* base_;
  std::string_view language_;
  std::string name_;
};

}  // namespace vigie::protocol
