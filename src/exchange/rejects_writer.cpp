#include "exchange/rejects_writer.h"

#include "domain/text.h"

#include <algorithm>

namespace alluse::exchange {

namespace {

// A number with its sign is data for the mapping, and nothing a spreadsheet would run.
bool isNumber(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos &&
           text.find_first_not_of("0123456789+-., ") == std::string_view::npos;
}

// Only characters can be written as UTF-16; what is none was the reason of the reject.
std::string charactersOf(std::string bytes) {
    if (!domain::isValidUtf8(bytes))
        std::replace_if(bytes.begin(), bytes.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    return bytes;
}

// A file in UTF-16 is written as UTF-8 first.
Encoding fieldEncoding(Encoding encoding) {
    return encoding == Encoding::Utf16 ? Encoding::Utf8 : encoding;
}

} // namespace

RejectsWriter::RejectsWriter(ImportReader& reader, std::function<void(std::string_view)> write)
    : m_reader(reader), m_write(std::move(write)),
      m_csv(reader.mapping().delimiter, reader.mapping().quote) {
    reader.keepRows();
    writeHeader();
}

void RejectsWriter::writeHeader() {
    if (m_reader.mapping().encoding == Encoding::Utf16) m_write(kUtf16LittleMark);
    if (!m_reader.mapping().hasHeader) return;
    for (const std::string& name : m_reader.header()) m_csv.verbatim(name);
    // A column of the bank keeps its name, or the mapping would find two of them.
    for (std::string name : {"row", "column", "code", "text"}) {
        while (std::find(m_reader.header().begin(), m_reader.header().end(), name) !=
               m_reader.header().end())
            name = "reject_" + name;
        m_csv.verbatim(name);
    }
    m_csv.endRow();
    flush();
}

void RejectsWriter::add(const services::ImportReject& reject) {
    const Encoding encoding = fieldEncoding(m_reader.mapping().encoding);
    std::size_t written = 0;
    if (const auto* fields = m_reader.fieldsOf(reject.row)) {
        for (const std::string& field : *fields) addOriginal(field);
        written = fields->size();
    }
    for (; written < m_reader.header().size(); ++written) m_csv.empty();
    m_csv.number(reject.row).text(encoded(reject.column, encoding)).verbatim(reject.code)
        .text(encoded(reject.text, encoding));
    m_csv.endRow();
    flush();
}

void RejectsWriter::addOriginal(const std::string& bytes) {
    if (isNumber(bytes)) m_csv.verbatim(bytes);
    else if (m_reader.mapping().encoding == Encoding::Utf16) m_csv.text(charactersOf(bytes));
    else m_csv.text(bytes);
}

void RejectsWriter::flush() {
    const std::string text = m_csv.take();
    if (m_reader.mapping().encoding == Encoding::Utf16) m_write(encoded(text, Encoding::Utf16));
    else m_write(text);
}

} // namespace alluse::exchange
