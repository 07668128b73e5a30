#pragma once
// A trace on disk: one key per line, any text. Keys are numbered in the order of their first line.

#include "domain/result.h"
#include "support/cache_rivals.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace alluse::bench {

struct TraceFile {
    std::vector<tests::TraceKey> requests;
    std::size_t keys = 0; // different ones
};

// The error is a sentence.
inline domain::Result<TraceFile, std::string> readTrace(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (file < 0 || ::fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        if (file >= 0) ::close(file);
        return tl::unexpected("The trace " + path + " cannot be read.");
    }
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size == 0) {
        ::close(file);
        return tl::unexpected("The trace " + path + " is empty: it has one key per line.");
    }
    void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (memory == MAP_FAILED) return tl::unexpected("The trace " + path + " cannot be read.");

    TraceFile trace;
    const std::string_view text(static_cast<const char*>(memory), size);
    std::unordered_map<std::string_view, tests::TraceKey> numbers;
    for (std::size_t start = 0; start < size;) {
        const auto stop = std::min(text.find('\n', start), size);
        std::string_view key = text.substr(start, stop - start);
        if (key.ends_with('\r')) key.remove_suffix(1);
        const auto number = static_cast<tests::TraceKey>(numbers.size());
        trace.requests.push_back(numbers.try_emplace(key, number).first->second);
        start = stop + 1;
    }
    trace.keys = numbers.size();
    ::munmap(memory, size);
    return trace;
}

} // namespace alluse::bench
