#pragma once
// What a test needs of its machine. Where packaging/test has installed everything, a thing that is
// missing is a failure; elsewhere the test is skipped, visibly.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string_view>

namespace alluse::tests {

[[nodiscard]] inline bool isSetToOne(const char* name) {
    const char* value = std::getenv(name);
    return value && std::string_view(value) == "1";
}

} // namespace alluse::tests

// In a test or its SetUp. `required` is the variable that makes a missing thing a failure.
#define ALLUSE_NEEDS(isThere, required, missing)                                                   \
    do {                                                                                           \
        if (!(isThere)) {                                                                          \
            if (::alluse::tests::isSetToOne(required)) FAIL() << (missing);                        \
            GTEST_SKIP() << (missing);                                                             \
        }                                                                                          \
    } while (false)

#define ALLUSE_NEEDS_TOOL(isThere, missing) ALLUSE_NEEDS(isThere, "ALLUSE_REQUIRE_TOOLS", missing)
#define ALLUSE_NEEDS_POSTGRES()                                                                    \
    ALLUSE_NEEDS(::alluse::tests::hasPostgres(), "ALLUSE_REQUIRE_POSTGRES",                        \
                 "ALLUSE_TEST_POSTGRES names no server")
