// A number that is the same where the same records were put in. Orders of arrival leave their trace
// in row numbers and log numbers only, so these are replaced by what they stand for.
#include "index/impl.h"

namespace kotobune::index {
namespace {

// FNV-1a, 64 bits: cheap, and nothing rests on it.
struct Mark {
  std::uint64_t value = 0xcbf29ce484222325u;
  void add(std::string_view bytes) {
    for (const unsigned char byte : bytes) {
      value ^= byte;
      value *= 0x100000001b3u;
    }
    value ^= 0xff;  // ends a column: ("ab", "c") is not ("a", "bc")
    value *= 0x100000001b3u;
  }
};

constexpr std::string_view content_queries[] = {
    "SELECT log, next, prefix, person FROM log ORDER BY log",
    "SELECT r.id, l.log, r.idx, r.kind, c.name, r.t, r.ms, r.person, r.state FROM record r "
    "JOIN log l ON l.nr = r.log JOIN compartment c ON c.nr = r.comp ORDER BY r.id",
    "SELECT id, log, idx FROM collision ORDER BY id, log, idx",
    "SELECT e.target, e.n, e.source, e.kind, c.name FROM edge e "
    "JOIN compartment c ON c.nr = e.comp ORDER BY e.target, e.n, e.source",
    "SELECT id, by FROM erased ORDER BY id, by",
    "SELECT e.id, l.log, e.no, e.sha256, e.size, e.mime, e.title, e.name, e.path, e.mtime_ns, "
    "e.lang, e.batch, c.name, e.ms FROM exhibit e JOIN log l ON l.nr = e.log "
    "JOIN compartment c ON c.nr = e.comp ORDER BY e.id",
    "SELECT id, exhibit, of_sha256, what, tool, sha256, size, mime, pages, unread, current "
    "FROM derivative ORDER BY id",
    "SELECT id, exhibit, act, day, giver, taker, why, t, current FROM custody ORDER BY id",
    "SELECT r.id, a.n, a.entity, a.type, a.property, a.value, a.shown, a.ref, a.informant, "
    "a.grade, a.bases, c.name, a.current FROM assertion a JOIN record r ON r.rid = a.rid "
    "JOIN compartment c ON c.nr = a.comp ORDER BY r.id, a.n",
    "SELECT id, entity, current FROM same ORDER BY id, entity",
    "SELECT id, source, items, giver, method, given, expires, minor, guardian, assent, t, current "
    "FROM consent ORDER BY id",
    "SELECT id, purpose, state, identity, modality FROM consent_purpose ORDER BY id, purpose",
    "SELECT id, items, rule, until, giver, allowed, current FROM restriction ORDER BY id",
    "SELECT id, exhibit, ex_sha256, drv_sha256, selector, quote, current FROM fragment ORDER BY id",
    "SELECT id, audience, purpose, channel, body, t, ms FROM disclosure ORDER BY id",
    "SELECT on_id, id FROM disclosure_depends ORDER BY on_id, id",
    "SELECT id, draft, title, sha256, size, parent, t, current FROM draft ORDER BY id",
    "SELECT id, text, t, current FROM note ORDER BY id",
    "SELECT about, id FROM note_about ORDER BY about, id",
    "SELECT id, kind, body, t, current FROM other ORDER BY id",
};

}  // namespace

Result<std::uint64_t> Index::content_mark() {
  Mark mark;
  for (const auto query : content_queries) {
    TRY(impl_->sql.each(query, [&](db::Statement& row) {
      for (int column = 0; column < row.columns(); ++column) mark.add(row.text(column));
    }));
    mark.add("--");
  }
  return mark.value;
}

}  // namespace kotobune::index
