// What a name looks like: two names that a hurried reader takes for each other have one skeleton.
// `Orvelle`, `0rve11e`, `ОРВЕЛЛЕ` in Cyrillic, `O.r.v.e.l.l.e` are all one.
// Threads: pure functions. Errors: none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vigie::community {

// Words of the name, each as it looks: small Latin letters where it looks like them; doubled letters as one.
// `WeAreOrvelle` is three words, as is `we_are-orvelle`.
std::vector<std::string> skeleton_words(std::string_view name);
std::string skeleton(std::string_view name);  // All words joined.
// The same with doubled letters as they are: `ann1` and `ann11` are two persons.
std::string look(std::string_view name);

}  // namespace vigie::community
