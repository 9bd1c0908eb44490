#include "net/server_certificate.h"

#include <fstream>
#include <sstream>

namespace vigie::net {
namespace {

std::string bytes_of(const std::string& path) {
  std::ostringstream out;
  if (std::ifstream file(path, std::ios::binary); file) out << file.rdbuf();
  return out.str();
}

}  // namespace

Result<ServerCertificate> ServerCertificate::open(TlsFiles files) {
  ServerCertificate out(std::move(files));
  if (auto read = out.look(); !read) return read.error();
  return out;
}

Result<bool> ServerCertificate::look() {
  std::string bytes = bytes_of(files_.certificate_chain) + '\0' + bytes_of(files_.private_key);
  if (bytes == read_) return false;
  read_ = std::move(bytes);
  auto made = tls_server(files_);
  if (!made) return made.error();
  context_ = std::move(*made);
  return true;
}

}  // namespace vigie::net
