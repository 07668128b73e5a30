#pragma once
// Bytes from front to back, and back again to a place that was passed. One thread.

#include "domain/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace alluse::exchange {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    // At most `size` bytes; 0 at the end, or when reading failed.
    virtual std::size_t read(char* bytes, std::size_t size) = 0;
    virtual void seek(std::uint64_t offset) = 0;
    [[nodiscard]] virtual bool hasFailed() const { return false; }
};

class TextSource final : public ByteSource {
public:
    explicit TextSource(std::string text) : m_text(std::move(text)) {}
    std::size_t read(char* bytes, std::size_t size) override;
    void seek(std::uint64_t offset) override { m_at = offset; }

private:
    std::string m_text;
    std::uint64_t m_at = 0;
};

class FileSource final : public ByteSource {
public:
    // A regular file, or one sentence that says why it cannot be read.
    static domain::Result<std::unique_ptr<FileSource>, std::string> open(const std::string& path);
    // Without a name, gone when it is closed; for what has to be rewritten before it is read.
    static domain::Result<std::unique_ptr<FileSource>, std::string> temporary();
    ~FileSource() override;
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    std::size_t read(char* bytes, std::size_t size) override;
    void seek(std::uint64_t offset) override { m_at = offset; }
    [[nodiscard]] bool hasFailed() const override { return m_hasFailed; }
    [[nodiscard]] bool write(std::string_view bytes);

private:
    explicit FileSource(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
    std::uint64_t m_at = 0;
    bool m_hasFailed = false;
};

// The same file as UTF-8. What is no character becomes a byte that no UTF-8 holds, so that the
// field it stands in is named. Needs a byte order mark.
[[nodiscard]] domain::Result<std::unique_ptr<FileSource>, std::string> utf8FromUtf16(ByteSource& file);

} // namespace alluse::exchange
