#pragma once
// Invented clients: people, couples, trusts and companies. No two numbers give the same name.

#include <cstdint>
#include <string>

namespace alluse::services::demo {

struct DemoClient {
    std::string name;    // "Clara H. Whitfield Family Trust"
    std::string contact; // an address under example.com, which belongs to nobody
};

[[nodiscard]] DemoClient demoClient(std::uint64_t seed, std::int64_t number);

} // namespace alluse::services::demo
