// The page that tells everybody what is read here, why, by whom, and how to be left alone. Our User-Agent points at it.
#include <algorithm>

#include "api/api.h"
#include "api/reply.h"
#include "api/routes.h"
#include "community/html.h"
#include "community/phrases.h"

namespace vigie::api {
namespace {

using community::Html;
using community::Language;

constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// In both languages, in the order in which the page says them.
struct Words {
  std::string_view title, lead, what, nothing, only_public, why, no_purpose, who, no_contact, how_long, for_ever, days,
      refuse, refuse_networks, refuse_us, what_happens, other;
};

constexpr Words kFrench = {"Ce que nous lisons, et pourquoi",
                           "Un programme qui s’appelle Vigie lit ici des messages publics. Cette page dit lesquels, "
                           "pourquoi, et comment ne pas être lu.",
                           "Ce qui est lu",
                           "Rien en ce moment : aucune source n’est écoutée.",
                           "Des messages publics seulement. Ni message privé, ni message réservé à des abonnés, ni "
                           "rien derrière un mot de passe.",
                           "Pourquoi",
                           "L’exploitant n’a pas encore écrit sa raison.",
                           "Qui",
                           "L’exploitant n’a pas encore donné d’adresse.",
                           "Combien de temps c’est gardé",
                           "Sans limite de temps, sauf suppression ou refus.",
                           " jours, puis c’est effacé.",
                           "Comment ne pas être lu",
                           "Sur votre réseau : supprimez un message, et il disparaît d’ici aussi ; sur Mastodon, "
                           "refusez d’apparaître dans les recherches (« indexable »), et rien n’est pris.",
                           "Ou écrivez-nous : dites votre nom sur le réseau, rien d’autre n’est nécessaire.",
                           "Ce que nous avions de vous est retiré aussitôt, octets compris dans la minute, et plus "
                           "rien n’entre. De votre refus, nous gardons une empreinte à clé, et aucun nom.",
                           "In English"};

constexpr Words kEnglish = {
    "What we read, and why",
    "A program called Vigie reads public posts here. This page says which, why, and how not to be read.",
    "What is read",
    "Nothing at the moment: no source is listened to.",
    "Public posts only. No private message, no followers-only post, nothing behind a password.",
    "Why",
    "The operator has not written the reason yet.",
    "Who",
    "The operator has not given an address yet.",
    "How long it is kept",
    "Without a limit of time, unless it is deleted or refused.",
    " days, then it is erased.",
    "How not to be read",
    "On your network: delete a post, and it goes from here too; on Mastodon, opt out of search (“indexable”), and "
    "nothing is taken.",
    "Or write to us: say your name on the network, nothing else is needed.",
    "What we had of you is taken out at once, its bytes within a minute, and nothing more enters. Of your refusal we "
    "keep a keyed hash, and no name.",
    "En français"};

void section(Html& html, std::string_view title, std::string_view text) {
  html.element("h2", title);
  html.element("p", text);
}

// What stands behind the `?` of an address may be a secret of the operator's.
std::string_view without_query(std::string_view name) { return name.substr(0, name.find('?')); }

void show_sources(Html& html, const Words& words, const std::vector<source::Status>& sources) {
  html.element("h2", words.what);
  if (sources.empty()) html.element("p", words.nothing);
  if (!sources.empty()) {
    html.open("ul");
    for (const auto& source : sources) html.element("li", without_query(source.name));
    html.close();
  }
  html.element("p", words.only_public);
}

std::string how_long(const Words& words, const std::optional<std::chrono::hours>& keep_for) {
  if (!keep_for) return std::string(words.for_ever);
  return std::to_string(keep_for->count() / 24) + std::string(words.days);
}

std::vector<source::Status> listened(const Call& call) {
  auto sources = call.api.parts().sources.list();
  std::erase_if(sources, [](const auto& one) {
    return one.state == source::State::kPaused || one.state == source::State::kEnded;
  });
  return sources;
}

std::string page_of(const Call& call, Language language) {
  const bool french = language == Language::kFrench;
  const Words& words = french ? kFrench : kEnglish;
  const auto& told = call.api.parts().why;
  Html html;
  html.doctype().open("html", {{"lang", french ? "fr" : "en"}}).open("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.element("title", words.title);
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.empty("link", {{"rel", "stylesheet"}, {"href", "/place/style.css"}});
  html.close().open("body").open("main", {{"id", "main"}, {"class", "wrap reading"}});
  html.element("h1", words.title);
  html.element("p", words.lead);
  show_sources(html, words, listened(call));
  section(html, words.why, told.purpose.empty() ? words.no_purpose : std::string_view(told.purpose));
  section(html, words.who, told.contact.empty() ? words.no_contact : std::string_view(told.contact));
  section(html, words.how_long, how_long(words, call.api.parts().house->keep_for()));
  section(html, words.refuse, words.refuse_networks);
  html.element("p", words.refuse_us);
  html.element("p", words.what_happens);
  html.open("p").element("a",
                         {{"href", french ? "/reading?lang=en" : "/reading?lang=fr"},
                          {"hreflang", french ? "en" : "fr"},
                          {"lang", french ? "en" : "fr"}},
                         words.other);
  html.close().close().close().close();
  return std::move(html).done();
}

Answered reading(const Call& call) {
  const auto chosen =
      community::choose_language(call.request.query.get("lang"), call.request.headers.get("Accept-Language"), {});
  net::Reply reply;
  reply.headers.set("Content-Type", "text/html; charset=utf-8");
  reply.headers.set("Cache-Control", "no-cache");
  reply.headers.set("Vary", "Accept-Language");
  reply.headers.set("Content-Security-Policy", std::string(kPolicy));
  reply.body = page_of(call, chosen.language);
  return reply;
}

}  // namespace

std::span<const Route> reading_routes() {
  static constexpr Route kRoutes[] = {{net::Method::kGet, "/reading", reading, Lane::kVisit, false, Access::kAnyone}};
  return kRoutes;
}

}  // namespace vigie::api
