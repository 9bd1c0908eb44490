#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/posix_disk.h"
#include "base/time_text.h"

namespace vigie::cli {
namespace {

// Runs the program's own command line, with files in place of the terminal.
class CommandLineTest : public ::testing::Test {
 protected:
  int run(std::vector<const char*> words) {
    words.insert(words.begin(), "vigie");
    std::rewind(out_);
    (void)!ftruncate(fileno(out_), 0);
    const Tools tools{
        disk_, clock_,           log_, stop_, [] { return Result<watch::Models>(unavailable("none")); }, out_,
        err_,  err_is_terminal_, false};
    Servers servers;
    servers.hear_signals = [&] { hears_signals_ = true; };
    servers.serve = [&](const ServeCommand& command) {
      served_ = command;
      return 0;
    };
    return cli::run(static_cast<int>(words.size()), words.data(), tools, servers, "9.9");
  }
  static std::string content(std::FILE* file) {
    std::fflush(file);
    std::rewind(file);
    std::string text(100'000, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file));
    return text;
  }
  std::string printed() { return content(out_); }
  // On standard error, since it was last asked.
  std::string told() {
    const auto text = content(err_);
    std::rewind(err_);
    (void)!ftruncate(fileno(err_), 0);
    return text;
  }
  void TearDown() override {
    std::fclose(out_);
    std::fclose(err_);
  }

  PosixDisk disk_;
  ManualClock clock_{*parse_time("2026-11-22T12:00:00Z")};
  SilentLog log_;
  std::atomic<bool> stop_ = false;
  std::FILE* out_ = std::tmpfile();
  std::FILE* err_ = std::tmpfile();
  ServeCommand served_;
  bool hears_signals_ = false;
  bool err_is_terminal_ = false;
};

TEST_F(CommandLineTest, WrongUseIsTwo) {
  EXPECT_EQ(run({}), kWrongUse);
  EXPECT_EQ(run({"sail"}), kWrongUse);
  EXPECT_EQ(run({"search"}), kWrongUse);
  EXPECT_EQ(run({"explain", "rouge ("}), kWrongUse);
  EXPECT_EQ(run({"search", "rouge (", "--data", "/nonexistent"}), kWrongUse);
}

TEST_F(CommandLineTest, AWordThatMeansNothingIsToldWithTheNearestOnOneLine) {
  EXPECT_EQ(run({"serch", "x"}), kWrongUse);
  EXPECT_EQ(told(), "vigie: there is no command `serch`; did you mean `search`?\n");
  EXPECT_EQ(run({"frobnicate"}), kWrongUse);
  EXPECT_EQ(told(), "vigie: there is no command `frobnicate`; see `vigie --help`\n");
  EXPECT_EQ(run({"search", "x", "--limit", "-1"}), kWrongUse);
  EXPECT_EQ(told(), "vigie: search: --limit: `-1` is no whole number; see `vigie search --help`\n");
  EXPECT_EQ(run({"search", "x", "--limit", "99999999999999999999"}), kWrongUse);
  EXPECT_NE(told().find("is no whole number"), std::string::npos);
  EXPECT_EQ(run({"search"}), kWrongUse);
  EXPECT_EQ(told(), "vigie: search: QUERY is required; see `vigie search --help`\n");
}

TEST_F(CommandLineTest, OnlyCommandsWithSomethingToEndHearSignals) {
  run({"limits"});
  EXPECT_FALSE(hears_signals_);
  run({"serve"});
  EXPECT_TRUE(hears_signals_);
}

TEST_F(CommandLineTest, AWrongQueryIsShownAgainOnATerminalWithAMark) {
  EXPECT_EQ(run({"search", "été ("}), kWrongUse);
  EXPECT_EQ(told().find('^'), std::string::npos);
  err_is_terminal_ = true;
  EXPECT_EQ(run({"search", "été ("}), kWrongUse);
  EXPECT_NE(told().find("\n  été (\n      ^\n"), std::string::npos);
}

TEST_F(CommandLineTest, NothingOfAQueryOrANameSteersTheTerminal) {
  run({"explain", "a ( \x1b[2J"});
  run({"search", "x", "--data", "\x1b[2J"});
  run({"\x1b[2J"});
  EXPECT_EQ(told().find('\x1b'), std::string::npos);
}

TEST_F(CommandLineTest, WhatTheWorldRefusesIsOne) {
  EXPECT_EQ(run({"search", "rouge", "--data", "/nonexistent"}), kFailed);
  EXPECT_EQ(run({"import", "/nonexistent", "--dry-run"}), kFailed);
}

TEST_F(CommandLineTest, ServeTakesItsOptions) {
  EXPECT_EQ(run({"serve", "--data", "d", "--listen", "127.0.0.1:0"}), kDone);
  EXPECT_EQ(served_.data, "d");
  EXPECT_EQ(served_.listen, "127.0.0.1:0");
}

TEST_F(CommandLineTest, ExplainShowsTheTree) {
  EXPECT_EQ(run({"explain", "rouge OR bleu"}), kDone);
  EXPECT_NE(printed().find("rouge"), std::string::npos);
}

TEST_F(CommandLineTest, LimitsAreToldWithUnits) {
  EXPECT_EQ(run({"limits"}), kDone);
  EXPECT_NE(printed().find("query.terms_max"), std::string::npos);
}

TEST_F(CommandLineTest, AQueryMayBeginWithAMinus) {
  EXPECT_EQ(run({"explain", "-rouge bleu"}), kDone);
  EXPECT_EQ(run({"explain", "-rouge bleu", "--json"}), kDone);
  EXPECT_EQ(run({"explain", "--json", "--", "-rouge bleu"}), kDone);
  EXPECT_EQ(run({"explain", "-h"}), kDone);
  EXPECT_EQ(run({"explain", "--jsn", "-rouge bleu"}), kWrongUse);
}

}  // namespace
}  // namespace vigie::cli
