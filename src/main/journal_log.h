// The log as lines on standard error: `event key=value …`. Under systemd each line begins with its
// priority (sd-daemon(3)), so that journald files it; in a terminal, with the time.
// Threads: shared, safe from any. Errors: none; a log that cannot be written is lost.
#pragma once

#include <spdlog/logger.h>
#include <memory>
#include <string>
#include <string_view>

#include "base/log.h"

namespace vigie {

class JournalLog final : public Log {
 public:
  JournalLog(const std::string& level, bool under_systemd);
  void say(Severity severity, std::string_view event, std::initializer_list<Field> fields) override;

 private:
  spdlog::logger logger_;
  bool under_systemd_;
};

// Does journald read what is written to `descriptor`? `stream` is JOURNAL_STREAM, "DEVICE:INODE" of what it reads
// (systemd.exec(5)): the variable is inherited even where the output is led elsewhere.
bool is_journal(std::string_view stream, int descriptor);

// `event key=value key="two words"`: a value with spaces or quotes is quoted, control characters escaped.
std::string log_line(std::string_view event, std::initializer_list<Field> fields);

}  // namespace vigie
