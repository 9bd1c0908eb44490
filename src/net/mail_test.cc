#include "net/mail.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>

#include "net/line_peer.h"

namespace vigie::net {
namespace {

Mail mail() { return {"vigie@example.org", "ada@example.org", "Subject: Hello\r\n\r\nGood morning.\r\n.\r\nBye.\r\n"}; }

MailServer server_of(const LinePeer& peer) {
  MailServer server;
  server.url = peer.url("smtp");
  server.total_wait = std::chrono::seconds(30);
  return server;
}

// A server that speaks as RFC 5321 wants it; `answers` stand in place of its own, by the first letters of a command.
struct Postman {
  std::vector<std::pair<std::string, std::string>> answers = {};
  std::string heard = {};

  void serve(PeerLine& line) {
    line.say("220 here\r\n");
    for (std::string said = line.hear(); !said.empty(); said = line.hear()) {
      heard += said;
      if (said.starts_with("QUIT")) return void(line.say("221 bye\r\n"));
      line.say(answer_to(said));
      if (said.starts_with("DATA")) {
        heard += line.hear_until("\r\n.\r\n");
        line.say(answer_to("."));
      }
    }
  }

 private:
  std::string answer_to(const std::string& said) const {
    for (const auto& [command, answer] : answers) {
      if (said.starts_with(command)) return answer;
    }
    return said.starts_with("DATA") ? "354 go on\r\n" : "250 fine\r\n";
  }
};

TEST(Mail, GoesToAServerAsItIs) {
  Postman postman;
  {
    LinePeer peer([&](PeerLine& line) { postman.serve(line); });
    const auto sent = send_mail(server_of(peer), mail());
    ASSERT_TRUE(sent) << sent.error().message;
  }
  EXPECT_NE(postman.heard.find("MAIL FROM:<vigie@example.org>"), std::string::npos) << postman.heard;
  EXPECT_NE(postman.heard.find("RCPT TO:<ada@example.org>\r\n"), std::string::npos) << postman.heard;
  EXPECT_NE(postman.heard.find("Good morning.\r\n..\r\nBye.\r\n.\r\n"), std::string::npos)
      << "a line of one dot must not end the letter: " << postman.heard;
}

TEST(Mail, TellsARefusalForGoodFromOneForNow) {
  for (const auto& [command, answer, code] : {std::tuple{"RCPT", "550 no such user\r\n", ErrorCode::kRefused},
                                              {"MAIL", "553 not from you\r\n", ErrorCode::kRefused},
                                              {".", "554 spam\r\n", ErrorCode::kRefused},
                                              {"RCPT", "501 bad mailbox\r\n", ErrorCode::kRefused},
                                              {"RCPT", "521 takes no mail\r\n", ErrorCode::kRefused},
                                              {"RCPT", "450 busy\r\n", ErrorCode::kUnavailable},
                                              {"MAIL", "530 authenticate first\r\n", ErrorCode::kUnavailable},
                                              {"MAIL", "534 too weak a way in\r\n", ErrorCode::kUnavailable},
                                              {"MAIL", "535 wrong password\r\n", ErrorCode::kUnavailable},
                                              {"MAIL", "538 encrypt first\r\n", ErrorCode::kUnavailable},
                                              {".", "452 full\r\n", ErrorCode::kUnavailable}}) {
    Postman postman{{{command, answer}}};
    LinePeer peer([&](PeerLine& line) { postman.serve(line); });
    const auto sent = send_mail(server_of(peer), mail());
    ASSERT_FALSE(sent) << answer;
    EXPECT_EQ(sent.error().code, code) << command << " " << answer << sent.error().message;
  }
}

TEST(Mail, GivesUpOnAServerThatHangsIsGoneOrIsNone) {
  LinePeer silent([](PeerLine& line) { line.be_silent(); });
  auto server = server_of(silent);
  server.total_wait = Millis(200);
  EXPECT_EQ(send_mail(server, mail()).error().code, ErrorCode::kUnavailable);

  LinePeer other([](PeerLine& line) { line.say("HTTP/1.1 400 Bad Request\r\n\r\n"); });
  EXPECT_EQ(send_mail(server_of(other), mail()).error().code, ErrorCode::kUnavailable);

  server.url = "smtp://127.0.0.1:1";
  EXPECT_EQ(send_mail(server, mail()).error().code, ErrorCode::kUnavailable);
}

TEST(Mail, StopsWhenTold) {
  auto silent = std::make_unique<LinePeer>([](PeerLine& line) { line.be_silent(); });
  auto server = server_of(*silent);
  server.total_wait = std::chrono::minutes(10);
  const std::atomic<bool> stop = true;
  auto sent = std::async(std::launch::async, [&] { return send_mail(server, mail(), &stop); });
  EXPECT_EQ(sent.wait_for(std::chrono::seconds(30)), std::future_status::ready);
  silent.reset();  // Nothing holds it any more.
  EXPECT_EQ(sent.get().error().code, ErrorCode::kUnavailable);
}

TEST(Mail, SendsNoPasswordToAServerThatOffersNoWay) {
  Postman postman;
  auto silence = [&](PeerLine& line) { postman.serve(line); };
  std::string message;
  {
    LinePeer peer(silence);
    auto server = server_of(peer);
    server.user = "vigie";
    server.password = "correct horse";
    if (const auto sent = send_mail(server, mail()); !sent) message = sent.error().message;
  }
  EXPECT_EQ(postman.heard.find("correct horse"), std::string::npos);
  EXPECT_EQ(postman.heard.find("Y29ycmVjdCBob3JzZQ"), std::string::npos);
  EXPECT_EQ(message.find("correct horse"), std::string::npos) << message;
}

TEST(Mail, RefusesAddressesThatCouldEndACommand) {
  for (const auto* good : {"ada@example.org", "a.b+c@mail.example.org", "o'hara@example.org"}) {
    EXPECT_TRUE(is_mail_address(good)) << good;
  }
  for (const std::string bad :
       {"", "ada", "@example.org", "ada@", "ada@@example.org", "a b@example.org", "ada@exam ple.org",
        "ada@example.org\r\nRCPT TO:<eve@example.org>", "ada@example.org>", "<ada@example.org>", "ada@example.org:25",
        ".ada@example.org", "ada.@example.org", "ada,eve@example.org", "\xC3\xA9@example.org", "\"a b\"@example.org"}) {
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  }
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@example.org"));
  auto forged = mail();
  forged.to = "ada@example.org>\r\nDATA";
  MailServer server;
  server.url = "smtp://127.0.0.1:1";
  EXPECT_EQ(send_mail(server, forged).error().code, ErrorCode::kInvalid);
}

TEST(Mail, KnowsAServerFromOtherUrls) {
  for (const auto* good :
       {"smtp://mail.example", "smtps://mail.example:465", "SMTP://127.0.0.1:25", "smtp://[::1]:25"}) {
    EXPECT_TRUE(is_mail_server(good)) << good;
  }
  for (const auto* bad : {"", "mail.example", "http://mail.example", "smtp://", "smtp://a@mail.example",
                          "smtp://mail.example/ehlo", "smtp://mail.example:port", "smtp://mail example"}) {
    EXPECT_FALSE(is_mail_server(bad)) << bad;
  }
}

}  // namespace
}  // namespace vigie::net
