#include "alert/plain_words.h"

#include <algorithm>
#include <array>

#include "text/fold.h"

namespace vigie::alert {
namespace {

// Folded and sorted.
constexpr std::array<std::string_view, 387> kPlain = {
    "a",        "about",     "after",    "again",      "ai",      "aie",      "ain",     "ait",     "all",
    "alors",    "also",      "always",   "am",         "an",      "and",      "any",     "anybody", "anyone",
    "anything", "are",       "aren",     "around",     "as",      "assez",    "at",      "au",      "aucun",
    "aucune",   "aussi",     "autre",    "autres",     "aux",     "avait",    "avec",    "avez",    "avoir",
    "avons",    "ayant",     "back",     "bah",        "be",      "beaucoup", "because", "been",    "before",
    "being",    "ben",       "bien",     "bon",        "but",     "by",       "c",       "ca",      "can",
    "cannot",   "cant",      "car",      "ce",         "ceci",    "cela",     "celle",   "celles",  "celui",
    "ces",      "cet",       "cette",    "ceux",       "chaque",  "chez",     "ci",      "comme",   "comment",
    "could",    "couldn",    "d",        "dans",       "de",      "deja",     "depuis",  "des",     "did",
    "didn",     "dire",      "dit",      "do",         "does",    "doesn",    "doing",   "dois",    "doit",
    "don",      "donc",      "done",     "dont",       "down",    "du",       "each",    "either",  "elle",
    "elles",    "else",      "en",       "encore",     "entre",   "es",       "est",     "et",      "etaient",
    "etait",    "etc",       "ete",      "etes",       "etre",    "eu",       "eux",     "even",    "ever",
    "every",    "everybody", "everyone", "everything", "faire",   "fait",     "faut",    "few",     "fois",
    "font",     "for",       "from",     "get",        "gets",    "getting",  "go",      "goes",    "going",
    "gone",     "got",       "had",      "hadn",       "has",     "hasn",     "have",    "haven",   "having",
    "he",       "hein",      "her",      "here",       "hers",    "him",      "his",     "how",     "i",
    "ici",      "if",        "il",       "ils",        "in",      "into",     "is",      "isn",     "it",
    "its",      "itself",    "j",        "jai",        "jamais",  "je",       "just",    "juste",   "keep",
    "kept",     "know",      "l",        "la",         "le",      "les",      "less",    "let",     "leur",
    "leurs",    "like",      "ll",       "lui",        "m",       "ma",       "made",    "mais",    "make",
    "many",     "may",       "me",       "meme",       "memes",   "mes",      "mieux",   "might",   "mine",
    "moi",      "moins",     "mon",      "more",       "most",    "much",     "must",    "my",      "myself",
    "n",        "ne",        "never",    "ni",         "no",      "nobody",   "non",     "none",    "nor",
    "nos",      "not",       "nothing",  "notre",      "nous",    "now",      "of",      "off",     "often",
    "on",       "once",      "one",      "only",       "ont",     "onto",     "or",      "other",   "others",
    "ou",       "oui",       "our",      "ours",       "out",     "over",     "own",     "par",     "parce",
    "pas",      "pendant",   "perhaps",  "peu",        "peut",    "peux",     "plus",    "pour",    "pourquoi",
    "pourtant", "put",       "qu",       "quand",      "que",     "quel",     "quelle",  "quelles", "quelqu",
    "quelque",  "quelques",  "quels",    "qui",        "quite",   "quoi",     "re",      "really",  "rien",
    "s",        "sa",        "said",     "same",       "sans",    "say",      "says",    "se",      "see",
    "sera",     "ses",       "she",      "should",     "shouldn", "si",       "since",   "so",      "soit",
    "some",     "somebody",  "someone",  "something",  "son",     "sont",     "sous",    "still",   "such",
    "suis",     "sur",       "t",        "ta",         "take",    "tant",     "te",      "tes",     "than",
    "that",     "the",       "their",    "theirs",     "them",    "then",     "there",   "these",   "they",
    "thing",    "things",    "this",     "those",      "though",  "through",  "till",    "to",      "toi",
    "ton",      "too",       "toujours", "tous",       "tout",    "toute",    "toutes",  "tres",    "trop",
    "tu",       "two",       "un",       "under",      "une",     "until",    "up",      "upon",    "us",
    "va",       "vais",      "vas",      "ve",         "vers",    "very",     "veut",    "veux",    "voila",
    "voir",     "vont",      "vos",      "votre",      "vous",    "vraiment", "vu",      "was",     "wasn",
    "way",      "we",        "well",     "went",       "were",    "weren",    "what",    "when",    "where",
    "which",    "while",     "who",      "whom",       "whose",   "why",      "will",    "with",    "without",
    "won",      "would",     "wouldn",   "y",          "yes",     "yet",      "you",     "your",    "yours"};
static_assert(std::is_sorted(kPlain.begin(), kPlain.end()));

}  // namespace

bool is_plain(std::string_view word) { return std::binary_search(kPlain.begin(), kPlain.end(), text::fold(word)); }

}  // namespace vigie::alert
