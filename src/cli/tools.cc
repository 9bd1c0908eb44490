#include "cli/tools.h"

#include <poll.h>

#include "base/utf8.h"
#include "cli/terminal_text.h"

namespace vigie::cli {
namespace {

// The other end of a pipe or socket is closed.
bool reader_has_left(std::FILE* out) {
  pollfd look{fileno(out), 0, 0};
  return poll(&look, 1, 0) == 1 && (look.revents & (POLLERR | POLLHUP)) != 0;
}

// `^` under the code point `column` of `query`, which is cut around it to fit a line.
std::string pointed_at(std::string_view query, std::uint32_t column) {
  constexpr std::size_t kBefore = 60;
  constexpr std::size_t kAfter = 16;
  std::string line;
  std::size_t blanks = 0;
  std::size_t index = 1;
  for (auto rest = query; !rest.empty() && index < column + kAfter; ++index) {
    const auto bytes = first_code_point(rest).bytes;
    if (index + kBefore >= column) {
      line += rest.substr(0, bytes);
      blanks += index < column ? 1 : 0;
    }
    rest.remove_prefix(bytes);
  }
  return "  " + shown(line) + "\n  " + std::string(blanks, ' ') + "^\n";
}

}  // namespace

int Tools::fail(std::string_view message, Exit code) const {
  std::fprintf(err, "vigie: %s\n", shown(message).c_str());
  return code;
}

void Tools::note(std::string_view message) const { std::fprintf(err, "%s\n", shown(message).c_str()); }

int Tools::fail(const query::Problem& problem, std::string_view query) const {
  fail(problem.message(), kWrongUse);
  point_at(problem, query);
  return kWrongUse;
}

void Tools::point_at(const query::Problem& problem, std::string_view query) const {
  if (err_is_terminal) std::fputs(pointed_at(query, problem.column).c_str(), err);
}

int Tools::finish(int code) const {
  if (flush() && std::ferror(out) == 0) return code;
  return reader_has_left(out) ? code : fail("the output cannot be written");
}

}  // namespace vigie::cli
