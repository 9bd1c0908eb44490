// The door of a house that keeps nothing: what would become of each item, within this input alone, and
// the posts that would be kept, printed one JSON object a line.
// Threads: owned by one thread. Errors: an output that takes no more ends the intake.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "cli/tools.h"
#include "source/intake.h"

namespace vigie::cli {

class DryIntake final : public source::Intake {
 public:
  DryIntake(const Tools& tools, bool print) : tools_(tools), print_(print) {}

  bool submit(source::Load load, source::Done done) override;
  bool try_submit(source::Load& load, source::Done& done) override { return submit(std::move(load), std::move(done)); }
  bool output_has_ended() const { return output_ended_; }

 private:
  // What is remembered of a post: enough to tell an edit from a duplicate.
  struct Version {
    std::uint64_t content = 0;
    std::optional<Time> edited_at;
    bool gone = false;
  };

  post::Fate fate_of(const post::Item& item);
  post::Fate say(const post::Post& post);
  void print(const post::Item& item);

  const Tools& tools_;
  bool print_;
  bool output_ended_ = false;
  std::unordered_map<std::uint64_t, Version> versions_;  // By the hash of source and id.
  std::unordered_set<std::uint64_t> authors_;
  std::string bytes_;
};

}  // namespace vigie::cli
