#pragma once
// The rows that were not posted, as a bank file of the same mapping with the reasons behind: correct
// it and import it again.

#include "exchange/csv_writer.h"
#include "exchange/import_reader.h"
#include "services/import_service.h"

#include <functional>
#include <string>
#include <string_view>

namespace alluse::exchange {

class RejectsWriter {
public:
    // Tells the reader to keep its rows, which are asked for here; the reader outlives this. `write`
    // gets the header at once, so that a file without rejects has a header alone.
    RejectsWriter(ImportReader& reader, std::function<void(std::string_view)> write);

    void add(const services::ImportReject& reject);

private:
    void writeHeader();
    void addOriginal(const std::string& bytes);
    void flush();

    ImportReader& m_reader;
    std::function<void(std::string_view)> m_write;
    CsvWriter m_csv;
};

} // namespace alluse::exchange
