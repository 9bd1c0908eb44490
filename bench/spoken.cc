#include "spoken.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "source/decoders.h"
#include "source/line_chunks.h"

namespace vigie::bench {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + " cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

template <typename T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

}  // namespace

watch::Models shipped_models() {
  const std::string folder = VIGIE_MODELS;
  const std::string language = read_file(folder + "/language.vml");
  const std::string mood = read_file(folder + "/mood.vmm");
  const std::string toward = read_file(folder + "/toward.vtw");
  return value_of(watch::Models::load({language, mood, toward}));
}

struct Replays::Reader {
  explicit Reader(const std::string& path) : input(value_of(source::Unpack::open(path))), chunks(*input) {}

  bool next(post::Batch& batch) {
    batch.clear();
    rejects.clear();
    if (!value_of(chunks.next(chunk))) return false;
    decoder->decode(chunk.raw, chunk.first, SystemClock().now(), batch, rejects);
    return true;
  }

  std::unique_ptr<source::Unpack> input;
  source::LineChunks chunks;
  source::Chunk chunk;
  std::shared_ptr<const source::Decoder> decoder = source::json_lines_decoder();
  std::vector<source::Reject> rejects;
};

Replays::Replays(std::string path) : path_(std::move(path)), reader_(std::make_unique<Reader>(path_)) {}
Replays::~Replays() = default;

void Replays::next(post::Batch& batch) {
  if (reader_->next(batch)) return;
  reader_ = std::make_unique<Reader>(path_);
  if (!reader_->next(batch)) throw std::runtime_error(path_ + " holds no posts");
}

void read_posts(const std::string& path, const std::function<void(post::Batch&)>& each) {
  Replays::Reader reader(path);
  post::Batch batch;
  while (reader.next(batch)) each(batch);
}

std::vector<std::string> read_lines(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + " cannot be read");
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

}  // namespace vigie::bench
