// What a reader could read in a produced file; the leak scan goes over this, not over our
// intentions.
#include <pugixml.hpp>

#include <cstring>

#include "report/docx_parts.h"
#include "report/errors.h"

namespace kotobune::report {
namespace {

// Text in document order; a paragraph, cell or break ends a line, so that names are not glued.
void collect(const pugi::xml_node& node, std::string& out) {
  for (const pugi::xml_node child : node.children()) {
    const char* name = child.name();
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      out += child.value();
    }
    collect(child, out);
    if (std::strcmp(name, "w:p") == 0 || std::strcmp(name, "w:br") == 0 ||
        std::strncmp(name, "dc:", 3) == 0) {
      out += '\n';
    }
  }
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (std::strcmp(attribute.name(), "Target") == 0) out += std::string("\n") + attribute.value();
  }
}

}  // namespace

Result<std::string> text_of_docx(ByteView bytes) {
  TRY_LET(entries, read_zip(bytes));
  std::string out;
  for (const auto& [name, content] : entries) {
    out += name + "\n";
    pugi::xml_document document;
    const auto parsed = document.load_buffer(content.data(), content.size(),
                                             pugi::parse_default | pugi::parse_ws_pcdata);
    if (!parsed)
      return Error(errors::docx_unreadable, {{"why", name + ": " + parsed.description()}});
    collect(document, out);
  }
  return out;
}

std::string text_of_html(const std::string& html) {
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      const std::size_t close = html.find('>', at);
      if (close == std::string::npos) break;
      const std::string tag = html.substr(at, close - at);
      // Attributes are read too: an address or a name can hide in one.
      const bool shown = tag.find("href=") != std::string::npos;
      if (shown) out += "\n" + tag.substr(1) + "\n";
      const bool inline_tag = tag.find("span") != std::string::npos || tag == "<em" ||
                              tag == "</em" || tag == "<strong" || tag == "</strong";
      if (!shown && !inline_tag) out += '\n';
      at = close + 1;
      continue;
    }
    static constexpr std::pair<std::string_view, char> entities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    bool entity = false;
    for (const auto& [name, character] : entities) {
      if (html.compare(at, name.size(), name) != 0) continue;
      out += character;
      at += name.size();
      entity = true;
      break;
    }
    if (!entity) out += html[at++];
  }
  return out;
}

}  // namespace kotobune::report
