#include "api/played_place.h"

namespace vigie::api {

Result<void> open_played_place(community::Place& place, const rehearsal::OwnPlace& story, bool french) {
  const auto said = [french](const rehearsal::Bilingual& words) { return french ? words.fr : words.en; };
  community::Brand brand;
  brand.name = story.brand;
  brand.tagline = said(story.tagline);
  brand.colour = story.colour;
  brand.contact = story.contact;
  if (auto ok = place.name_brand(brand); !ok) return ok;
  community::PageDraft draft;
  draft.slug = story.slug;
  draft.kind = community::PageKind::kCall;
  draft.title = said(story.title);
  draft.text = said(story.text);
  draft.lang = french ? "fr" : "en";
  draft.motive.who = said(story.motive.who);
  draft.motive.why = said(story.motive.why);
  draft.motive.use = said(story.motive.use);
  draft.motive.paid = said(story.motive.paid);
  draft.motive.how_long = said(story.motive.how_long);
  for (const auto& reason : story.motive.removal_reasons) {
    draft.motive.removal_reasons.push_back({reason.id, said(reason.words)});
  }
  const auto page = place.open_page(std::move(draft));
  return page ? Result<void>{} : Result<void>(page.error());
}

}  // namespace vigie::api
