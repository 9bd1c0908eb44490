// What one request costs: its parsing alone, and the whole way through sockets on loopback.
#include <benchmark/benchmark.h>

#include "net/http_client.h"
#include "net/request_parser.h"
#include "net/test_server.h"

namespace {

using namespace vigie::net;

const std::string kRequest =
    "GET /api/v1/search?q=caf%C3%A9+OR+tea&limit=20 HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: bench\r\n"
    "Accept: application/json\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n\r\n";

void parse_request(benchmark::State& state) {
  RequestParser parser(1000);
  for (auto _ : state) {
    parser.feed(kRequest);
    benchmark::DoNotOptimize(parser.take());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parse_request);

void hello(const Request&, const Responder& responder) { responder.send({200, {}, "hello", {}}); }

// One after the other on one connection: the time of a round.
void round_trip(benchmark::State& state) {
  TestServer server(hello);
  RawClient client(server.port());
  for (auto _ : state) {
    client.send(kRequest);
    benchmark::DoNotOptimize(client.read_reply());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(round_trip)->UseRealTime();

// Many connections, each with one request on its way: the rate of one loop thread.
void many_connections(benchmark::State& state) {
  TestServer server(hello);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 64; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
  for (auto _ : state) {
    for (const auto& client : clients) client->send(kRequest);
    for (const auto& client : clients) benchmark::DoNotOptimize(client->read_reply());
  }
  state.SetItemsProcessed(state.iterations() * 64);
}
BENCHMARK(many_connections)->UseRealTime();

}  // namespace
