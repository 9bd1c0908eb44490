#include "net/server_certificate.h"

#include <filesystem>

#include "net/http_client.h"
#include "net/test_server.h"

namespace vigie::net {
namespace {

void copy_over(const std::string& from, const std::string& to) {
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing);
}

TEST(ServerCertificate, IsReadAgainOnceBothFilesAreRenewed) {
  const TlsFiles files = make_certificate();
  const TlsFiles newer = make_certificate();
  auto certificate = ServerCertificate::open(files);
  ASSERT_TRUE(certificate) << certificate.error().message;
  const auto first = certificate->context();
  EXPECT_FALSE(certificate->look().value());

  copy_over(newer.certificate_chain, files.certificate_chain);
  EXPECT_FALSE(certificate->look()) << "a chain whose key has not come yet";
  EXPECT_EQ(certificate->context(), first);
  EXPECT_FALSE(certificate->look().value()) << "told once";

  copy_over(newer.private_key, files.private_key);
  EXPECT_TRUE(certificate->look().value());
  EXPECT_NE(certificate->context(), first);
}

TEST(ServerCertificate, StaysInUseWhenItsFilesAreGoneOrBroken) {
  const TlsFiles files = make_certificate();
  auto certificate = ServerCertificate::open(files);
  ASSERT_TRUE(certificate);
  std::filesystem::remove(files.certificate_chain);
  const auto gone = certificate->look();
  ASSERT_FALSE(gone);
  EXPECT_NE(gone.error().message.find(files.certificate_chain), std::string::npos);
  EXPECT_NE(certificate->context(), nullptr);
}

TEST(HttpServerTls, ShowsARenewedCertificateToNewConnections) {
  const TlsFiles files = make_certificate();
  const TlsFiles newer = make_certificate();
  ServerOptions options{"127.0.0.1:0", {}, files};
  options.limits.certificate_look = Millis(10);
  const Handler answer = [](Request, Responder responder) { responder.send({}); };
  TestServer server(answer, options);
  const auto is_trusted_by = [&](const std::string& ca_file) {
    Fetch fetch;
    fetch.url = "https://localhost:" + std::to_string(server.port()) + "/";
    fetch.ca_file = ca_file;
    HttpClient client;
    return static_cast<bool>(client.fetch(fetch));
  };
  EXPECT_TRUE(is_trusted_by(files.certificate_chain));
  copy_over(newer.private_key, files.private_key);
  copy_over(newer.certificate_chain, files.certificate_chain);
  EXPECT_TRUE(comes_true([&] { return is_trusted_by(newer.certificate_chain); }));
}

}  // namespace
}  // namespace vigie::net
