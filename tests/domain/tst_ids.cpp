// Command ids as UUIDs, and the canonical JSON a command is compared by, against known values.

#include "domain/canonical_json.h"
#include "domain/ids.h"
#include "domain/sha1.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace alluse::tests {
namespace {

using domain::CommandId;
using domain::JsonObject;

std::string sha1Of(std::string_view text) {
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    std::string hex;
    for (const std::uint8_t byte : domain::detail::sha1(bytes)) {
        hex += "0123456789abcdef"[byte >> 4U];
        hex += "0123456789abcdef"[byte & 15U];
    }
    return hex;
}

TEST(Sha1, givesTheDigestsOfItsStandard) { // FIPS 180, appendix A, and RFC 3174
    EXPECT_EQ(sha1Of(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    EXPECT_EQ(sha1Of("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(sha1Of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    EXPECT_EQ(sha1Of(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    EXPECT_EQ(sha1Of(std::string(64, 'a')), "0098ba824b5c16427bd7a1122a5a442a25ec644d");
}

TEST(CommandId, aNameGivesTheVersionFiveIdOfRfc4122) {
    const auto dns = CommandId::parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8").value();
    const auto url = CommandId::parse("6ba7b811-9dad-11d1-80b4-00c04fd430c8").value();
    EXPECT_EQ(CommandId::fromName(dns, "www.example.com").text(), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    EXPECT_EQ(CommandId::fromName(dns, "python.org").text(), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
    EXPECT_EQ(CommandId::fromName(url, "http://www.example.com/"), CommandId::fromName(url, "http://www.example.com/"));
    EXPECT_NE(CommandId::fromName(url, "x"), CommandId::fromName(dns, "x"));
}

TEST(CommandId, readsTheCanonicalFormInEitherCaseAndNothingElse) {
    const std::string text = "2ed6657d-e927-568b-95e1-2665a8aea6a2";
    EXPECT_EQ(CommandId::parse(text)->text(), text);
    EXPECT_EQ(CommandId::parse("2ED6657D-E927-568B-95E1-2665A8AEA6A2")->text(), text);
    for (const auto* wrong : {"", "2ed6657d-e927-568b-95e1-2665a8aea6a", "2ed6657d-e927-568b-95e1-2665a8aea6a22",
                              "2ed6657de927-568b-95e1--2665a8aea6a2", "{2ed6657d-e927-568b-95e1-2665a8aea6a}", "2ed6657g-e927-568b-95e1-2665a8aea6a2"})
        EXPECT_FALSE(CommandId::parse(wrong)) << wrong;
    EXPECT_TRUE(CommandId().isNone());
}

RC_GTEST_PROP(CommandIdProperty, aRandomIdHasVersionFourAndReadsBack, ()) {
    const auto id = CommandId::fromRandom(*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::arbitrary<std::uint64_t>());
    RC_ASSERT(id.text()[14] == '4');
    RC_ASSERT(std::string("89ab").find(id.text()[19]) != std::string::npos);
    RC_ASSERT(CommandId::parse(id.text()).value() == id);
}

TEST(CanonicalJson, sortsItsKeysAndWritesNoBlanks) {
    const std::string text = JsonObject()
                                 .set("b", std::int64_t{-7})
                                 .set("a", "x\"\\\n\t\x01/é")
                                 .setFlag("c", true)
                                 .set("list", std::vector{JsonObject(), JsonObject().set("z", "")})
                                 .text();
    EXPECT_EQ(text, R"({"a":"x\"\\\n\t\u0001/é","b":-7,"c":true,"list":[{},{"z":""}]})");
}

RC_GTEST_PROP(CanonicalJsonProperty, isWhatTheJsonLibraryWrites, ()) {
    // Any ASCII text, control characters and quotes among it, and some beyond.
    const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127)) + "ü€💰";
    const auto number = *rc::gen::arbitrary<std::int64_t>();
    const std::string ours = JsonObject().set(text, number).set("t", text).set("o", JsonObject().set("n", number)).text();
    nlohmann::json theirs = {{text, number}};
    theirs["t"] = text;
    theirs["o"] = {{"n", number}};
    RC_ASSERT(ours == theirs.dump());
}

} // namespace
} // namespace alluse::tests
