// A scenario: who the invented public is, what happens to it and when, and how it talks, read from
// one TOML file. `doc/formats/scenario.md` describes every key.
// Threads: immutable, cheap to copy, shared freely. Errors: parse() names the line, the key and,
// for an unknown key, the nearest known one.
// Units: times are counted from the scenario's own start, whatever day it is played.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "rehearsal/reactions.h"

namespace vigie::rehearsal {

struct Bilingual {
  std::string fr;
  std::string en;
};

// A watch that a rehearsal opens with, so that its page has something to show.
struct SampleWatch {
  Bilingual name;
  Bilingual purpose;
  std::string query;               // In the query language of the house.
  std::string colour;              // `#rrggbb`, or empty.
  std::vector<std::string> marks;  // Lower case, unaccented; a post holding one of them is meant by the query.
};

// What happens, as a scorecard must know it.
struct Incident {
  std::string name;
  Bilingual title;
  Micros begin;
  Micros peak;
  Micros end;
  bool is_stir = false;  // Lively and harmless, as a call that opens: an alert is right, none is right too.
};

// The source is not heard: what is said reaches the house at its end.
struct Gap {
  Micros begin;
  Micros end;
};

// A reason for which something may be removed from our own place.
struct RemovalReason {
  std::string id;
  Bilingual words;
};

// Who speaks, why, what is done with contributions: what the page of our own place declares.
struct MotiveWords {
  Bilingual who, why, use, paid, how_long;
  std::vector<RemovalReason> removal_reasons;
};

// The open call of the story, as a page of our own place. Entries have the source `place:SLUG`.
struct OwnPlace {
  std::string slug;
  std::string brand;
  std::string colour;  // `#rrggbb`
  std::string contact;
  Bilingual tagline;
  Bilingual title;
  Bilingual text;
  MotiveWords motive;
};

// Somebody of the brand who may be asked to answer.
struct Expert {
  std::string name;
  std::string handle;  // Without the server: unique in the scenario.
  Bilingual title;
  std::vector<std::string> topics;
};

struct Script;  // Everything a Play needs; `script.h`.

class Scenario {
 public:
  // At most kScenarioBytesMax of TOML.
  static Result<Scenario> parse(std::string_view toml);

  const std::string& name() const;  // Lower case letters, digits, hyphens: the source is `drill:NAME`.
  const Bilingual& title() const;
  const Bilingual& story() const;  // What happens, in a few sentences for a page.
  std::span<const std::string> brands() const;
  std::span<const SampleWatch> watches() const;
  std::span<const Incident> incidents() const;
  std::span<const Gap> gaps() const;   // In order of time, apart from one another.
  const Gap* gap_at(Micros at) const;  // In which that moment of the story lies; nullptr: the source is heard.
  Micros duration() const;
  Micros opening() const;         // Where the story begins, after the quiet days: the call on Friday evening.
  double expected_posts() const;  // At the file's own scale.

  const std::optional<OwnPlace>& place() const;
  std::vector<Expert> experts() const;
  std::span<const NamedNumber> reactions() const;  // Empty: its public does not react.
  std::span<const NamedNumber> policies() const;   // Empty: no policy can be played.

  // The latest time, at most `end - duration()`, at which playing gives each post its own day of the
  // week and hour, so that a Friday evening is a Friday evening (UTC).
  Time base_ending_by(Time end) const;

  const Script& script() const { return *script_; }

 private:
  explicit Scenario(std::shared_ptr<const Script> script) : script_(std::move(script)) {}
  std::shared_ptr<const Script> script_;
};

}  // namespace vigie::rehearsal
