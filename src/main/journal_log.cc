#include "main/journal_log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <sys/stat.h>

namespace vigie {
namespace {

spdlog::level::level_enum level_of(Severity severity) {
  switch (severity) {
    case Severity::kDebug:
      return spdlog::level::debug;
    case Severity::kInfo:
      return spdlog::level::info;
    case Severity::kWarning:
      return spdlog::level::warn;
    case Severity::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

// syslog(3) priorities, as sd-daemon(3) reads them at the front of a line.
std::string_view priority_of(Severity severity) {
  constexpr std::string_view kPriorities[] = {"<7>", "<6>", "<4>", "<3>"};
  return kPriorities[static_cast<std::size_t>(severity)];
}

void append_value(std::string& out, std::string_view value) {
  const bool plain = !value.empty() && value.find_first_of(" \t\r\n\"=\\") == std::string_view::npos;
  if (plain) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  out += '"';
}

}  // namespace

std::string log_line(std::string_view event, std::initializer_list<Field> fields) {
  std::string out(event);
  for (const auto& field : fields) {
    out += ' ';
    out += field.name;
    out += '=';
    append_value(out, field.value);
  }
  return out;
}

bool is_journal(std::string_view stream, int descriptor) {
  struct stat file {};
  if (fstat(descriptor, &file) != 0) return false;
  return stream == std::to_string(file.st_dev) + ":" + std::to_string(file.st_ino);
}

JournalLog::JournalLog(const std::string& level, bool under_systemd)
    : logger_("vigie", std::make_shared<spdlog::sinks::stderr_sink_mt>()), under_systemd_(under_systemd) {
  logger_.set_level(spdlog::level::from_str(level));
  logger_.set_pattern(under_systemd ? "%v" : "%Y-%m-%dT%H:%M:%S.%e %^%l%$ %v");
  logger_.flush_on(spdlog::level::info);
}

void JournalLog::say(Severity severity, std::string_view event, std::initializer_list<Field> fields) {
  if (!logger_.should_log(level_of(severity))) return;
  const std::string line = (under_systemd_ ? std::string(priority_of(severity)) : "") + log_line(event, fields);
  logger_.log(level_of(severity), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace vigie
