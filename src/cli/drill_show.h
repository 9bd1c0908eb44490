// A rehearsal as a terminal shows it: the story, what begins when, some of what is said, and at the
// end what each watch has counted.
// Threads: owned by one thread. Errors: a count that the store refuses is left out.
#pragma once

#include <chrono>
#include <set>
#include <string>

#include "cli/progress.h"
#include "cli/tools.h"
#include "query/program.h"
#include "watch/rehearsal_room.h"

namespace vigie::cli {

// `text` in lines of at most `columns` characters, broken between words; each ends with a newline.
std::string wrapped(std::string_view text, std::size_t columns);

// "Fri 20:00"
std::string day_and_hour(Time time);

class DrillShow {
 public:
  // `room` has begun.
  DrillShow(const watch::RehearsalRoom& room, bool french, const Tools& tools);

  void tell_story() const;
  // What is new since the last look. False: the story has ended.
  bool look();
  // After all that was said is kept.
  void tell_counts();

 private:
  void tell_incidents(const watch::Performance& now);
  void show_a_post(const watch::Performance& now);
  void show_progress(const watch::Performance& now);
  const std::string& word(const rehearsal::Bilingual& words) const { return french_ ? words.fr : words.en; }

  const watch::RehearsalRoom& room_;
  bool french_;
  const Tools& tools_;
  Progress progress_;
  query::Query watched_;  // What any of the watches would find.
  query::Program program_;
  std::set<std::string> begun_;  // Names of incidents.
  Time shown_until_{};
  std::chrono::steady_clock::time_point shown_at_{};
};

}  // namespace vigie::cli
