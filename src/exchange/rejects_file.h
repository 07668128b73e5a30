#pragma once
// The rows that were not posted, as a bank file of the same mapping with the reasons behind: correct
// it and import it again.

#include "exchange/atomic_file.h"
#include "exchange/csv_writer.h"
#include "exchange/import_reader.h"
#include "services/import_service.h"

#include <cstdint>
#include <string>

namespace alluse::exchange {

class RejectsFile {
public:
    // Tells the reader to keep its rows, which are asked for here. The reader outlives this.
    static domain::Result<RejectsFile, std::string> create(const std::string& path, ImportReader& reader);

    void add(const services::ImportReject& reject);
    // Even without a reject there is a file, with the header alone.
    [[nodiscard]] domain::Result<void, std::string> commit();

private:
    RejectsFile(AtomicFile file, ImportReader& reader);
    void writeHeader();
    void addOriginal(const std::string& bytes);
    void flush();

    AtomicFile m_file;
    ImportReader& m_reader;
    CsvWriter m_csv;
};

} // namespace alluse::exchange
