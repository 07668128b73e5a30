#pragma once
// The house rules that a machine can check, as data and as functions on a tree of files.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace alluse::tests {

struct Breach {
    std::string rule;
    std::string file; // relative to the root
    int line = 0;     // 1-based; 0 when the whole file is meant
    std::string what;
};

// The names of all rules, in the order in which they are documented in docs/contributing.md.
[[nodiscard]] const std::vector<std::string>& ruleNames();

// Every breach of every rule below `root`; build folders and hidden folders are left out.
[[nodiscard]] std::vector<Breach> inspectTree(const std::filesystem::path& root);

// The breaches of one file by its path from the root.
[[nodiscard]] std::vector<Breach> inspectFile(const std::string& path, std::string_view text);

} // namespace alluse::tests
