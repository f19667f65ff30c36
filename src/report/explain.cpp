#include "report/explain.h"

#include <array>

namespace kotobune::report {
namespace {

constexpr std::array<Explanation, 54> explanations{{
    {"SY-1", "The head of the report",
     "A report begins with a line ---, lines key: value, and --- again. It must say for whom it is "
     "(audience) and in which form (profile), because every lock is asked with these two.",
     "docs/report-language.md"},
    {"SY-2", "Blocks", "A block opens with ::: and its kind, closes with :::, and holds no other.",
     "docs/report-language.md"},
    {"SY-3", "Citations",
     "A citation reads [@MS-0004 p2 \"words as they stand there\"; @MS-0009 t=12:30].",
     "docs/report-language.md"},
    {"SY-4", "Only plain text",
     "No HTML, pictures or links to private places: what a check cannot "
     "read it cannot clear.",
     "docs/report-language.md"},
    {"SY-5", "Computed text",
     "Between {{ and }} stands a query the case can answer, exhibits, "
     "methodology or uncited.",
     "docs/report-language.md"},
    {"SY-6", "Limits",
     "A report is UTF-8 text up to 8 MB, tables up to 64 columns, lists up to 16 deep.",
     "docs/report-language.md"},
    {"EV-1", "Every sentence of a finding cites",
     "What a report finds must be traceable to sealed evidence. Cite an exhibit, give a reason "
     "with "
     "{{uncited \"...\"}}, or move the sentence into ::: context.",
     "OHCHR Manual; Berkeley Protocol"},
    {"EV-2", "Exhibits and sources exist and are whole",
     "A number that names nothing proves nothing, and a damaged original cannot be shown to a "
     "court.",
     "Berkeley Protocol, preservation"},
    {"EV-3", "One source only", "A finding on a single source says so in its text.",
     "OHCHR Manual, ch. 7"},
    {"EV-5", "Sources disagree", "A number that rests on disputed values hides the dispute.",
     "OHCHR principle of impartiality"},
    {"EV-7", "Quotations stand where they are said to stand",
     "The words, the page and the time are looked up in the sealed text each time a report is "
     "built.",
     "Product rule"},
    {"GR-1", "No stronger than its sources",
     "The declared grade and words such as systematic need "
     "independent sources; kin and employees count as one.",
     "Standards of proof of UN inquiries"},
    {"GR-2", "Standard of proof", "Say by which standard findings are made.",
     "Practice of UN inquiries"},
    {"GR-4", "Acts are not victims",
     "One act can have several victims and one victim can suffer "
     "several acts; let the record count.",
     "Ball, Who did what to whom?"},
    {"CO-1", "No consent for this use",
     "Consent is given per purpose, form and identity. No visible "
     "yes is a no.",
     "OHCHR; Murad Code"},
    {"CO-2", "Consent withdrawn",
     "A person may withdraw at any time. What was published is listed, so "
     "that it can be recalled.",
     "Murad Code"},
    {"CO-3", "Ask first", "The person wants to be asked before each use; record the answer.",
     "Murad Code"},
    {"CO-4", "A minor",
     "A child's testimony needs a guardian's consent and the child's own assent.",
     "OHCHR; Murad Code"},
    {"CO-5", "Unknown from before", "Nobody knows what was agreed. Unknown is not yes.",
     "Product rule"},
    {"UR-1", "Evidence disclosed for a trial",
     "Evidence a prosecutor disclosed may be used only for the "
     "trial; elsewhere it is an offence in Japan.",
     "Code of Criminal Procedure (Japan), art. 281-4"},
    {"UR-2", "Order, licence or embargo", "A second lock, independent of consent.", "Case records"},
    {"PR-0", "Facts or scan incomplete",
     "What this device cannot read could hold a refusal or a name.", "Product rule"},
    {"PR-1", "A protected name",
     "Names, aliases and their spellings in other scripts are looked for in "
     "the source, the laid-out text and the produced bytes.",
     "UN protection of sources"},
    {"PR-2", "Kin, place and date",
     "A relative, a day and a place together name a source to every "
     "neighbour. Leave out one.",
     "k-anonymity in practice"},
    {"PR-6", "Protection level", "S4 leaves for nobody; S3 is never named.", "Product rule"},
    {"NO-1", "A treaty that does not bind",
     "Rest on a norm the State was party to on the date of the "
     "facts, on the Universal Declaration or on custom.",
     "Vienna Convention on the Law of Treaties"},
    {"FM-0", "Every paragraph in a block", "This profile asks that each paragraph says what it is.",
     "Profile"},
    {"FM-1", "Word limit", "The addressee returns what is longer.", "Profile"},
    {"FM-4", "Language", "The addressee accepts these languages only.", "Profile"},
    {"RV-1", "A second pair of eyes on what is cited",
     "This profile cites only what another person than its author has agreed to, and nothing that "
     "one doubts. An exhibit passes by itself, or by a statement that rests on it.",
     "Profile; OHCHR Manual, ch. 7"},
    {"RV-2", "A second pair of eyes on the text",
     "This profile leaves only in a version that another person than its author agreed to, to the "
     "letter.",
     "Profile"},
    {"RE-1", "An ask can be followed",
     "An ask names its addressee and the findings it rests on; "
     "otherwise nobody can say whether it was kept.",
     "UPR Info"},
    {"EV-4", "Sources that depend on each other",
     "Two people who tell what they heard from the same third, kin, an employer and her driver, or "
     "two papers with one wire report are one source. Cite one that is independent, or say that "
     "they are not.",
     "OHCHR Manual, ch. 7; independence is computed from custody and relations"},
    {"EV-6", "Verification failed",
     "An analysis of this exhibit (of its source, its technical traces or its content) ended in "
     "\"failed\". What was not what it seemed proves nothing.",
     "Berkeley Protocol, verification"},
    {"GR-3", "Medical findings",
     "A physician certifies how well a finding fits an account, in five degrees: not consistent "
     "with, consistent with, highly consistent with, typical of, diagnostic of. \"Proves torture\" "
     "is none of them.",
     "Istanbul Protocol (2022)"},
    {"PR-4", "A place told too finely",
     "Each place says how finely it may be told. A village with one school names its teacher.",
     "Publishable precision of the record"},
    {"NO-2", "Articles and reservations",
     "The article is not in our list of the instrument, the norm named at a finding is not known, "
     "or the State has a reservation on it.",
     "The instruments; packs/*/norms"},
    {"NO-3", "A finding without a norm",
     "This addressee reads claims by right. Name the norm in the text, or at the finding: "
     "{norm=\"ICCPR 9\"}.",
     "Guidelines of the treaty bodies"},
    {"FM-5", "One State", "A submission to this addressee is about one State, named in the head.",
     "OHCHR technical guidelines for UPR stakeholders"},
    {"FM-6", "Submitters",
     "A joint text names its submitters at the head, in the order general, special, roster; "
     "organizations without status stand in a footnote to the title.",
     "HRC NGO information note; UPR guidelines"},
    {"FM-7", "What the addressee asks for",
     "An introduction of the organization, key words, a summary: asked for, not required.",
     "UPR guidelines"},
    {"FM-8", "Words the addressee does not like",
     "The Committee on the Rights of the Child reads alternative reports, not shadow reports.",
     "Committee's guidelines for partners"},
    {"FM-10", "Symbols of UN documents",
     "A reader looks a document up by its symbol; a wrong one leads nowhere.",
     "UN editorial manual"},
    {"FM-11", "Too long to be read aloud", "An oral statement is cut off when its time is over.",
     "HRC NGO information note"},
    {"ME-1", "Consultative status",
     "Written and oral statements to the Human Rights Council and to ECOSOC are for organizations "
     "with status.",
     "ECOSOC resolution 1996/31"},
    {"ME-2", "The State accepts the procedure",
     "An individual complaint is admitted only against a State that accepted the procedure, about "
     "facts after that or that still go on.",
     "The optional protocols and declarations"},
    {"ME-3", "Not before another body",
     "The same matter must not be before another international body.",
     "ICCPR-OP1 art. 5; HRC resolution 5/1"},
    {"ME-4", "Fields of the form", "The mechanism does not register a case without them.",
     "Model forms of the mechanisms"},
    {"ME-5", "Domestic remedies", "What was tried at home, and why it did not help.",
     "ICCPR-OP1 art. 5; HRC resolution 5/1"},
    {"ME-6", "Time since remedies were exhausted",
     "A complaint that comes too late is an abuse of the right to submit one, unless the delay is "
     "explained.",
     "Rules of procedure of the committees"},
    {"ME-7", "Abusive words",
     "A communication in abusive language is not admitted. Say what was done, and by whom.",
     "HRC resolution 5/1, para 87"},
    {"TI-1", "The deadline", "Passed, or in less than seven days by the clock of Geneva.",
     "The call for submissions"},
    {"TI-2", "Rules looked up long ago",
     "The rules of an addressee change from session to session; these are older than 180 days, or "
     "nobody has read them at their source.",
     "Product rule"},
    {"EX-1", "Exhibits for a court",
     "An exhibit in another language needs a certified translation.", "Court forms; IIIM practice"},
}};

}  // namespace

const Explanation* explain(std::string_view code) {
  for (const Explanation& one : explanations) {
    if (one.code == code) return &one;
  }
  return nullptr;
}

std::vector<std::string_view> explained_codes() {
  std::vector<std::string_view> out;
  for (const Explanation& one : explanations) out.push_back(one.code);
  return out;
}

}  // namespace kotobune::report
