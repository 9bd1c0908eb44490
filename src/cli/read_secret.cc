#include "cli/read_secret.h"

#include <termios.h>
#include <unistd.h>

#include <cerrno>

namespace vigie::cli {
namespace {

constexpr std::size_t kLineBytesMax = 4'096;
constexpr char kInterrupt = '\x03';
constexpr char kEnd = '\x04';
constexpr char kErase = '\x7F';
constexpr char kEraseLine = '\x15';

// Keys come one by one and unseen, and none of them ends the program, so that the terminal is always given back.
class Unseen {
 public:
  Unseen() : known_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!known_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~Unseen() {
    if (known_) tcsetattr(STDIN_FILENO, TCSADRAIN, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  bool known_;
};

// False: there is no more.
bool read_byte(char& c) {
  ssize_t got = 0;
  do {
    got = ::read(STDIN_FILENO, &c, 1);
  } while (got < 0 && errno == EINTR);
  return got == 1;
}

Result<std::string> type_line(const std::string& prompt, const Tools& tools) {
  std::fputs(prompt.c_str(), tools.err);
  std::fflush(tools.err);
  TypedLine line;
  auto state = TypedLine::State::kTyping;
  char c = 0;
  while (state == TypedLine::State::kTyping && line.text().size() < kLineBytesMax && read_byte(c)) state = line.key(c);
  std::fputs("\n", tools.err);
  if (state != TypedLine::State::kDone) return invalid("account: no password was given; nothing was changed");
  return line.text();
}

Result<std::string> read_line() {
  std::string out;
  char c = 0;
  while (out.size() < kLineBytesMax && read_byte(c) && c != '\n') out += c;
  if (out.ends_with('\r')) out.pop_back();
  if (out.empty()) return invalid("account: no password came by standard input; nothing was changed");
  return out;
}

}  // namespace

TypedLine::State TypedLine::key(char c) {
  switch (c) {
    case '\r':
    case '\n':
      return State::kDone;
    case kInterrupt:
    case kEnd:
      return State::kGivenUp;
    case kEraseLine:
      text_.clear();
      return State::kTyping;
    case '\b':
    case kErase:
      while (!text_.empty() && (static_cast<unsigned char>(text_.back()) & 0xC0) == 0x80) text_.pop_back();
      if (!text_.empty()) text_.pop_back();
      return State::kTyping;
    default:
      text_ += c;
      return State::kTyping;
  }
}

Result<std::string> read_new_password(const std::string& of, const Tools& tools) {
  if (isatty(STDIN_FILENO) != 1) return read_line();
  const Unseen unseen;  // Before anything is asked: who types at once is not seen either, and loses no key.
  auto once = type_line("New password of " + of + ": ", tools);
  if (!once) return once;
  auto twice = type_line("The same again: ", tools);
  if (!twice) return twice;
  if (*once != *twice) return invalid("account: the two were not the same; nothing was changed");
  return once;
}

}  // namespace vigie::cli
