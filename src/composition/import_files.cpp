#include "composition/import_files.h"

#include "exchange/atomic_file.h"
#include "exchange/rejects_writer.h"

#include <array>

namespace alluse::composition {

namespace {

// A file that is being imported, and its rejects so far in a file without a name.
struct OpenedFile {
    std::unique_ptr<exchange::ImportReader> reader;
    std::unique_ptr<exchange::FileSource> rejects;
    std::unique_ptr<exchange::RejectsWriter> writer;
    bool isComplete = true; // the temporary file took everything
};

domain::Result<void, std::string> saveRejects(OpenedFile& opened, const std::string& path) {
    if (!opened.isComplete)
        return tl::unexpected<std::string>("The rejects could not be kept: the disk is full.");
    auto file = exchange::AtomicFile::create(path);
    if (!file) return tl::unexpected(file.error());
    std::array<char, 64 * 1024> part;
    opened.rejects->seek(0);
    while (const std::size_t size = opened.rejects->read(part.data(), part.size()))
        file->write({part.data(), size});
    if (opened.rejects->hasFailed()) return tl::unexpected<std::string>("The rejects cannot be read back.");
    return file->commit();
}

} // namespace

domain::Result<ui::ImportFile, std::string> openImportFile(const std::string& file,
                                                           const std::string& mapping) {
    auto reader = exchange::ImportReader::open(file, mapping);
    if (!reader) return tl::unexpected(reader.error());
    auto rejects = exchange::FileSource::temporary();
    if (!rejects) return tl::unexpected(rejects.error());
    const auto opened = std::make_shared<OpenedFile>();
    opened->reader = std::move(*reader);
    opened->rejects = std::move(*rejects);
    opened->writer = std::make_unique<exchange::RejectsWriter>(
        *opened->reader, [raw = opened.get()](std::string_view part) {
            raw->isComplete = raw->rejects->write(part) && raw->isComplete;
        });
    ui::ImportFile result;
    result.settings = opened->reader->mapping().settings;
    result.columns = opened->reader->columns();
    result.sha256 = opened->reader->sha256();
    result.rows = [opened] { return opened->reader->next(); };
    result.onReject = [opened](const services::ImportReject& reject) { opened->writer->add(reject); };
    result.onBatch = [opened] { opened->reader->forgetRows(); };
    result.saveRejects = [opened](const std::string& path) { return saveRejects(*opened, path); };
    return result;
}

} // namespace alluse::composition
