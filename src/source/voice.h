// How something of ours goes out: to one network, or into our own place. The twin of a source.
// Threads: greet(), say() and stands() by one thread at a time, and may block; the rest by any.
// Errors: kUnavailable: try again later, under the same key; any other is final, and says why in a sentence for people.
// No error ever holds a password, a token, or a text that was to go out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace vigie::source {

struct Outgoing {
  std::string key;     // The same key is never said twice, also after a crash between saying and noting it.
  Time said_at{};      // Belongs to the key, as do all the others: a second try brings the same.
  std::string source;  // Where: as the post answered has them.
  std::string parent, root;
  std::string text, lang;
  std::string author_id, author_handle, author_name;  // In our own place.
  bool by_expert = false;                             // Within a mandate.
};

// Under which our own ears shall hear it: (Outgoing.source, id).
struct Said {
  std::string id;
  std::string url;
};

// How long a text may be there.
struct Room {
  std::size_t graphemes_max = 0;
  std::size_t bytes_max = 0;
};

class Voice {
 public:
  virtual ~Voice() = default;
  virtual bool speaks_to(std::string_view source) const = 0;
  virtual Room room() const = 0;
  // Whether readers see Outgoing.author_name beside the text; else a badge belongs into the text.
  virtual bool names_author() const = 0;
  // Whether that author is ourselves; the name under which people call us there, without `@`, or "".
  virtual bool is_us(std::string_view source, std::string_view author_id) const = 0;
  virtual std::string our_handle() const { return {}; }

  // Before the first word: what can be known beforehand, as whether the network knows us. It may fail and be tried
  // again.
  virtual Result<void> greet() { return {}; }
  virtual Result<Said> say(const Outgoing& outgoing) = 0;
  // Asks the network whether it is still there: one may accept, and then deny.
  virtual Result<bool> stands(const Said& said) = 0;
  virtual void hang_up() {}  // By any: what is said at this moment ends soon, kUnavailable, as does all that comes.
};

}  // namespace vigie::source
