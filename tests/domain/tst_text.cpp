// What text may be stored: valid UTF-8 without anything that hides, and not longer than its field.

#include "domain/text.h"

#include <gtest/gtest.h>

namespace alluse::tests {
namespace {

using namespace std::string_literals;

bool isName(std::string_view text) { return domain::checkedName(text, "name").has_value(); }
bool isNote(std::string_view text) { return domain::checkedNote(text, "note").has_value(); }

TEST(Text, hostileButHonestTextIsKeptVerbatim) {
    for (const auto& text : {"O'Brien \"&\" Söhne"s, "'; drop table account; --"s, "=cmd()"s, "<img src='x.png'>"s, "%s%n %1"s,
                             "../../etc/passwd"s, ":name $1 ?1"s, "{\"a\":1}"s, "\xF0\x9F\x92\xB0"s, "عربي"s, "日本"s, "NULL"s, "a\\'b"s}) {
        ASSERT_TRUE(domain::checkedName(text, "name")) << text;
        EXPECT_EQ(*domain::checkedName(text, "name"), text);
        EXPECT_EQ(*domain::checkedNote(text, "note"), text);
    }
}

TEST(Text, blanksAroundItAreTakenOff) {
    EXPECT_EQ(*domain::checkedName(" \t Ada  Lovelace\r\n", "name"), "Ada  Lovelace");
    EXPECT_EQ(*domain::checkedNote("\n\n", "note"), "");
    EXPECT_FALSE(isName(" \t ")) << "a name is not empty";
}

TEST(Text, controlCharactersAreRefusedAndNotesMayHaveLines) {
    for (const auto& text : {"a\0b"s, "a\tb"s, "a\x1B[31mb"s, "a\x7F"s + "b", "a\xC2\x85"s + "b", "a\xC2\x9F"s + "b"}) {
        EXPECT_FALSE(isName(text));
        EXPECT_FALSE(isNote(text));
    }
    EXPECT_FALSE(isName("two\nlines"));
    EXPECT_TRUE(isNote("two\r\nlines"));
}

TEST(Text, hiddenDirectionMarksAreRefused) {
    for (const auto& mark : {"\xE2\x80\xAA"s, "\xE2\x80\xAE"s, "\xE2\x81\xA6"s, "\xE2\x81\xA9"s}) {
        EXPECT_FALSE(isName("a" + mark + "b"));
        EXPECT_FALSE(isNote("a" + mark + "b"));
    }
}

TEST(Text, onlyTheShortestFormOfValidUtf8IsText) {
    for (const auto& broken : {"\xC3"s, "\xC0\xAF"s, "\xE0\x80\xAF"s, "\xF0\x80\x80\xAF"s, "\xED\xA0\x80"s /* a lone surrogate */,
                               "\xF4\x90\x80\x80"s, "\xFF"s, "\x80"s, "ab\xE2\x82"s}) {
        EXPECT_FALSE(domain::isValidUtf8(broken));
        EXPECT_FALSE(isName("x" + broken));
    }
    EXPECT_TRUE(domain::isValidUtf8("\xF4\x8F\xBF\xBF"));
}

TEST(Text, lengthIsCountedInCharacters) {
    std::string wide;
    for (std::size_t i = 0; i < domain::kNameLengthMax; ++i) wide += "ü";
    EXPECT_TRUE(isName(wide));
    EXPECT_FALSE(isName(wide + "ü"));
    EXPECT_TRUE(isNote(std::string(domain::kNoteLengthMax, 'x')));
    EXPECT_FALSE(isNote(std::string(domain::kNoteLengthMax + 1, 'x')));
    const auto huge = domain::checkedNote(std::string(10'000'000, 'x'), "note");
    ASSERT_FALSE(huge);
    EXPECT_EQ(huge.error().field, "note");
    EXPECT_LT(huge.error().detail.size(), 100U) << "the refusal does not repeat the text";
}

} // namespace
} // namespace alluse::tests
