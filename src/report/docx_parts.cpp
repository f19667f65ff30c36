#include "report/docx_parts.h"

#include "report/markup.h"

namespace kotobune::report {
namespace {

constexpr std::string_view xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view word_namespace =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

std::string paragraph_style(const std::string& id, const std::string& name,
                            const std::string& based, const std::string& paragraph,
                            const std::string& run) {
  return "<w:style w:type=\"paragraph\" w:styleId=\"" + id + "\"><w:name w:val=\"" + name + "\"/>" +
         (based.empty() ? "" : "<w:basedOn w:val=\"" + based + "\"/>") + "<w:qFormat/><w:pPr>" +
         paragraph + "</w:pPr><w:rPr>" + run + "</w:rPr></w:style>";
}

std::string size(int half_points) {
  const std::string n = std::to_string(half_points);
  return "<w:sz w:val=\"" + n + "\"/><w:szCs w:val=\"" + n + "\"/>";
}

}  // namespace

std::string docx_content_types() {
  std::string out(xml);
  out +=
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
  const std::string base = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  for (const char* part :
       {"document.main", "styles", "numbering", "settings", "footnotes", "header", "footer"}) {
    const std::string name = std::string(part) == "document.main" ? "document" : part;
    const bool numbered = name == "header" || name == "footer";
    out += "<Override PartName=\"/word/" + name + (numbered ? "1" : "") + ".xml\" ContentType=\"" +
           base + part + "+xml\"/>";
  }
  out +=
      "<Override PartName=\"/docProps/core.xml\" "
      "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
  return out;
}

std::string docx_package_relations() {
  return std::string(xml) +
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
         "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
         "relationships/officeDocument\" Target=\"word/document.xml\"/>"
         "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/"
         "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
}

std::string docx_styles(const std::string& language) {
  std::string out(xml);
  out += "<w:styles " + std::string(word_namespace) +
         "><w:docDefaults><w:rPrDefault><w:rPr>"
         "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Padauk\" "
         "w:eastAsia=\"Noto Serif CJK JP\"/>" +
         size(22) + "<w:lang w:val=\"" + escape(language) +
         "\" w:eastAsia=\"ja-JP\" w:bidi=\"my-MM\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
         "<w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>"
         "</w:docDefaults>";
  out +=
      "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
      "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>";
  out += paragraph_style("Title", "Title", "Normal", "<w:spacing w:after=\"240\"/>",
                         "<w:b/><w:bCs/>" + size(40));
  out += paragraph_style("Subtitle", "Subtitle", "Normal", "", "<w:i/><w:iCs/>" + size(26));
  for (int level = 1; level <= 6; ++level) {
    const std::string n = std::to_string(level);
    out += paragraph_style("Heading" + n, "heading " + n, "Normal",
                           "<w:keepNext/><w:spacing w:before=\"240\"/><w:outlineLvl w:val=\"" +
                               std::to_string(level - 1) + "\"/>",
                           "<w:b/><w:bCs/>" + size(34 - 2 * level));
  }
  out += paragraph_style("NumberedParagraph", "Numbered Paragraph", "Normal",
                         "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", "");
  out += paragraph_style("ListParagraph", "List Paragraph", "Normal", "", "");
  out += paragraph_style("Quote", "Quote", "Normal", "<w:ind w:left=\"567\" w:right=\"567\"/>", "");
  out += paragraph_style("Code", "Code", "Normal", "",
                         "<w:rFonts w:ascii=\"Courier New\" "
                         "w:hAnsi=\"Courier New\"/>");
  out +=
      paragraph_style("Caption", "caption", "Normal", "<w:keepNext/>", "<w:i/><w:iCs/>" + size(20));
  out += paragraph_style("Banner", "Banner", "Normal", "<w:jc w:val=\"center\"/>",
                         "<w:b/><w:bCs/><w:color w:val=\"8A1C1C\"/>");
  out += paragraph_style("FootnoteText", "footnote text", "Normal", "<w:spacing w:after=\"0\"/>",
                         size(18));
  out +=
      "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\">"
      "<w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>"
      "</w:style>";
  out +=
      "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr>"
      "<w:tblBorders>";
  for (const char* side : {"top", "left", "bottom", "right", "insideH", "insideV"}) {
    out += "<w:" + std::string(side) +
           " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"888888\"/>";
  }
  return out + "</w:tblBorders></w:tblPr></w:style></w:styles>";
}

std::string docx_numbering() {
  std::string out(xml);
  out += "<w:numbering " + std::string(word_namespace) + ">";
  const auto level = [](int n, const std::string& format, const std::string& text, int indent) {
    return "<w:lvl w:ilvl=\"" + std::to_string(n) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" +
           format + "\"/><w:lvlText w:val=\"" + text +
           "\"/><w:lvlJc w:val=\"left\"/><w:pPr>"
           "<w:ind w:left=\"" +
           std::to_string(indent) + "\" w:hanging=\"425\"/></w:pPr></w:lvl>";
  };
  out += "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>" +
         level(0, "decimal", "%1.", 0) + "</w:abstractNum>";
  out += "<w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"hybridMultilevel\"/>";
  for (int n = 0; n < 9; ++n) out += level(n, "bullet", "\u2022", 425 * (n + 1));
  out += "</w:abstractNum>";
  return out +
         "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
         "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
}

std::string docx_settings() {
  return std::string(xml) + "<w:settings " + std::string(word_namespace) +
         "><w:removePersonalInformation/><w:removeDateAndTime/><w:footnotePr>"
         "<w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr></w:settings>";
}

// Title and language only: a reader's software wants them, and the title stands on page one anyway.
std::string docx_core_properties(const std::string& title, const std::string& language) {
  return std::string(xml) +
         "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
         "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>" +
         escape(title) + "</dc:title><dc:language>" + escape(language) +
         "</dc:language></cp:coreProperties>";
}

}  // namespace kotobune::report
