#include "alert/letter.h"

#include <gtest/gtest.h>

#include <sodium.h>

#include <algorithm>
#include <vector>

#include "base/time_text.h"

namespace vigie::alert {
namespace {

const Time kNow = *parse_time("2026-11-30T14:02:09Z");

Parcel parcel() {
  return {7,
          3,
          1,
          {Channel::kEmail, "ada@example.org", ""},
          "Galerne : 12 critiques",
          "Bonjour.\nVoici.\n",
          false,
          0,
          kNow - std::chrono::minutes(1)};
}

std::string letter(const Parcel& of, Time now = kNow) { return write_letter(of, "vigie@house.example", now); }

std::string head_of(const std::string& text) { return text.substr(0, text.find("\r\n\r\n") + 2); }

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    out.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 2;
  }
  return out;
}

std::string decoded(const std::string& base64) {
  std::string out(base64.size(), '\0');
  std::size_t size = 0;
  EXPECT_EQ(sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), base64.data(), base64.size(),
                              "\r\n", &size, nullptr, sodium_base64_VARIANT_ORIGINAL),
            0);
  out.resize(size);
  return out;
}

// What a reader sees as the subject.
std::string subject_in(const std::string& text) {
  std::string out;
  for (std::size_t at = text.find("=?UTF-8?B?"); at != std::string::npos; at = text.find("=?UTF-8?B?", at)) {
    at += 10;
    out += decoded(text.substr(at, text.find("?=", at) - at));
  }
  return out;
}

TEST(Letter, HasAHeadAndABodyAsMailWantsThem) {
  const auto text = letter(parcel());
  EXPECT_NE(text.find("Date: Mon, 30 Nov 2026 14:02:09 +0000\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("From: Vigie <vigie@house.example>\r\nTo: <ada@example.org>\r\n"), std::string::npos);
  EXPECT_NE(text.find("Auto-Submitted: auto-generated\r\n"), std::string::npos);
  EXPECT_EQ(text.find("Importance"), std::string::npos);
  EXPECT_EQ(subject_in(text), "Galerne : 12 critiques");
  EXPECT_EQ(decoded(text.substr(text.find("\r\n\r\n") + 4)), "Bonjour.\r\nVoici.\r\n");
}

TEST(Letter, KeepsWhateverStandsInASubjectWithinIt) {
  auto forged = parcel();
  forged.subject = "Hello\r\nBcc: eve@example.org\r\n\r\nAnother body\n?= =?UTF-8?Q?x?=";
  const auto text = letter(forged);
  const auto heads = lines_of(head_of(text));
  EXPECT_TRUE(std::none_of(heads.begin(), heads.end(), [](const auto& line) { return line.starts_with("Bcc"); }));
  EXPECT_EQ(heads.size(), lines_of(head_of(letter(parcel()))).size() + 1) << "but for its own second line\n" << text;
  EXPECT_EQ(subject_in(head_of(text)), "Hello  Bcc: eve@example.org    Another body ?= =?UTF-8?Q?x?=");
}

TEST(Letter, CutsALongSubjectBetweenCharactersAndItsLinesAtSeventySix) {
  auto long_one = parcel();
  long_one.subject.clear();
  for (int i = 0; i < 300; ++i) long_one.subject += "\xC3\xA9";
  const auto text = letter(long_one);
  for (const auto& line : lines_of(text)) EXPECT_LE(line.size(), 84u) << line;  // `Subject: ` and one word of 75.
  const auto seen = subject_in(text);
  EXPECT_EQ(seen, long_one.subject.substr(0, 400));
}

TEST(Letter, BearsBytesThatAreNoText) {
  auto odd = parcel();
  odd.subject = std::string(300, '\x80');
  odd.body = std::string("\0.\r\n.\r\n", 7);
  const auto text = letter(odd);
  EXPECT_EQ(text.find('\0'), std::string::npos);
  EXPECT_EQ(text.find("\r\n.\r\n"), std::string::npos);
}

TEST(Letter, HasTheSameIdAtEachTryAndSaysThatACrisisIsOne) {
  auto crisis = parcel();
  crisis.is_crisis = true;
  const auto first = letter(crisis);
  const auto id = first.substr(first.find("Message-ID"), 60);
  const auto later = letter(crisis, kNow + std::chrono::hours(2));
  EXPECT_EQ(later.substr(later.find("Message-ID"), 60), id);
  EXPECT_NE(first, later);
  EXPECT_NE(first.find("Importance: high\r\n"), std::string::npos);
  EXPECT_NE(first.find("References: <alert-3@house.example>\r\n"), std::string::npos);
}

}  // namespace
}  // namespace vigie::alert
