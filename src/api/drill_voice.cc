#include "api/drill_voice.h"

#include "desk/place_voice.h"

namespace vigie::api {

bool DrillVoice::speaks_to(std::string_view) const { return true; }

source::Room DrillVoice::room() const { return {desk::kPlaceGraphemesMax, desk::kPlaceBytesMax}; }

bool DrillVoice::is_us(std::string_view, std::string_view author_id) const { return author_id.starts_with("staff:"); }

Result<source::Said> DrillVoice::say(const source::Outgoing& outgoing) {
  source::DrillAnswer answer;
  answer.key = outgoing.key;
  answer.to = {outgoing.source, outgoing.parent, outgoing.root};
  answer.text = outgoing.text;
  answer.lang = outgoing.lang;
  answer.author_id = outgoing.author_id;
  answer.author_handle = outgoing.author_handle;
  answer.author_name = outgoing.author_name;
  answer.by_expert = outgoing.by_expert;
  const auto said = drill_.answer(answer);
  if (!said) return said.error();
  return source::Said{said->id, said->url};
}

}  // namespace vigie::api
