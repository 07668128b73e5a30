// The JSON of a mapping: what it says, and one sentence with a path for everything that is wrong.

#include "exchange/import_mapping.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace alluse::exchange {
namespace {

using nlohmann::json;

const char* const kExample = R"({"source": "bank-a", "delimiter": ";", "quote": "\"", "encoding": "utf-8",
 "header": true, "dateFormat": "yyMMdd", "decimalSeparator": ".",
 "columns": {"externalId": "ref", "account": "acct", "date": "booked", "amount": "value",
             "direction": "dc", "note": "text", "symbol": "sym"},
 "directions": {"IN": "DEPOSIT", "OUT": "WITHDRAWAL"},
 "unknownAccount": {"create": {"type": "REVENUE", "policy": {"cashBufferBp": 0}}}})";

TEST(ImportMapping, theExampleOfTheFormatIsRead) {
    const auto mapping = parseImportMapping(kExample);
    ASSERT_TRUE(mapping.has_value()) << mapping.error();
    EXPECT_EQ(mapping->settings.source, "bank-a");
    EXPECT_EQ(mapping->delimiter, ';');
    EXPECT_EQ(mapping->dateFormat, "yyMMdd");
    EXPECT_EQ(std::get<std::string>(mapping->columns.at(ImportField::Amount)), "value");
    EXPECT_EQ(mapping->directions.at("OUT"), domain::TransactionType::Withdrawal);
    ASSERT_TRUE(mapping->settings.unknownAccount.has_value());
    EXPECT_EQ(mapping->settings.unknownAccount->type, domain::AccountType::Revenue);
    EXPECT_EQ(mapping->settings.unknownAccount->policy.cashBuffer.value(), 0);
    EXPECT_EQ(mapping->settings.unknownAccount->policy.maxDrawdown,
              domain::Policy::defaultsFor(domain::AccountType::Revenue).maxDrawdown);
}

TEST(ImportMapping, whatIsLeftOutHasADefault) {
    const auto mapping = parseImportMapping(
        R"({"source":"b","columns":{"externalId":"a","account":"b","date":"c","amount":"d","direction":"e"},
            "directions":{"C":"DEPOSIT"}})");
    ASSERT_TRUE(mapping.has_value()) << mapping.error();
    EXPECT_EQ(mapping->delimiter, ',');
    EXPECT_EQ(mapping->dateFormat, "yyyy-MM-dd");
    EXPECT_TRUE(mapping->hasHeader);
    EXPECT_FALSE(mapping->settings.unknownAccount.has_value());
}

TEST(ImportMapping, anOpenedGenAccForksOnlyWhenTheMappingSaysSo) {
    json document = json::parse(kExample);
    document["unknownAccount"] = {{"create", {{"type", "GENERATION"}}}};
    EXPECT_FALSE(parseImportMapping(document.dump())->settings.unknownAccount->policy.forkingEnabled);
    document["unknownAccount"]["create"]["policy"] = {{"forkingEnabled", true}};
    EXPECT_TRUE(parseImportMapping(document.dump())->settings.unknownAccount->policy.forkingEnabled);
}

TEST(ImportMapping, everyKeyOfAPolicyIsRead) {
    json document = json::parse(kExample);
    document["unknownAccount"]["create"] = {
        {"type", "GENERATION"},
        {"policy",
         {{"initialAllocationBp", 5000}, {"cashBufferBp", 300}, {"targetWeeklyReturnBp", 200},
          {"deltaMin", 35}, {"deltaMax", 45}, {"entryDays", {"MON", "FRI"}},
          {"positionSizingBp", 8000}, {"reinvestment", "WEEKLY"}, {"contractsBp", 6000},
          {"leapsBp", 4000}, {"taxReserveBp", 100}, {"maxDrawdownBp", 1200},
          {"atrThresholdHundredths", 175}, {"withdrawalsAllowed", false}, {"forkingEnabled", true},
          {"forkThresholdCents", 4000000}, {"forkMinimumRemainingCents", 1000000},
          {"forkRetainBp", 2000}, {"forkChildBp", 4000}, {"forkComBp", 4000},
          {"mergeThresholdCents", 60000000}}}};
    const auto mapping = parseImportMapping(document.dump());
    ASSERT_TRUE(mapping.has_value()) << mapping.error();
    const auto& policy = mapping->settings.unknownAccount->policy;
    EXPECT_EQ(policy.entryDays, domain::EntryDays::of({domain::Weekday::Monday, domain::Weekday::Friday}));
    EXPECT_EQ(policy.reinvestment, domain::ReinvestmentFrequency::Weekly);
    EXPECT_EQ(policy.leapsShare.value(), 4000);
    EXPECT_EQ(policy.forkRetainShare.value(), 2000);
    EXPECT_EQ(policy.mergeThreshold.cents(), 60'000'000);
    EXPECT_FALSE(policy.withdrawalsAllowed);
}

struct Wrong {
    const char* name;
    const char* patch; // a JSON merge patch on the example
    const char* path;  // the sentence begins with it
};
class WrongMapping : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongMapping, isNamedByItsPath) {
    json document = json::parse(kExample);
    document.merge_patch(json::parse(GetParam().patch));
    const auto mapping = parseImportMapping(document.dump());
    ASSERT_FALSE(mapping.has_value());
    EXPECT_TRUE(mapping.error().starts_with(std::string(GetParam().path) + ": ")) << mapping.error();
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongMapping,
    ::testing::Values(
        Wrong{"unknownKey", R"({"colums": {}})", "colums"},
        Wrong{"unknownColumn", R"({"columns": {"value": "x"}})", "columns.value"},
        Wrong{"missingSource", R"({"source": null})", "source"},
        Wrong{"emptySource", R"({"source": ""})", "source"},
        Wrong{"hostileSource", R"({"source": "a\u0007b"})", "source"},
        Wrong{"sourceIsANumber", R"({"source": 7})", "source"},
        Wrong{"missingColumns", R"({"columns": null})", "columns"},
        Wrong{"missingAmount", R"({"columns": {"amount": null}})", "columns.amount"},
        Wrong{"amountIsAFlag", R"({"columns": {"amount": true}})", "columns.amount"},
        Wrong{"columnNumberZero", R"({"columns": {"amount": 0}})", "columns.amount"},
        Wrong{"emptyColumnName", R"({"columns": {"note": ""}})", "columns.note"},
        Wrong{"nameWithoutHeader", R"({"header": false})", "columns.externalId"},
        Wrong{"headerIsText", R"({"header": "yes"})", "header"},
        Wrong{"delimiterTooLong", R"({"delimiter": ";;"})", "delimiter"},
        Wrong{"delimiterIsALineEnd", R"({"delimiter": "\n"})", "delimiter"},
        Wrong{"delimiterIsNoAscii", R"({"delimiter": "ä"})", "delimiter"},
        Wrong{"quoteIsTheDelimiter", R"({"quote": ";"})", "quote"},
        Wrong{"decimalIsADigit", R"({"decimalSeparator": "1"})", "decimalSeparator"},
        Wrong{"groupIsTheDecimal", R"({"groupSeparator": "."})", "groupSeparator"},
        Wrong{"groupTooLong", R"({"groupSeparator": "ab"})", "groupSeparator"},
        Wrong{"unknownEncoding", R"({"encoding": "utf-7"})", "encoding"},
        Wrong{"formatWithoutYear", R"({"dateFormat": "dd.MM"})", "dateFormat"},
        Wrong{"formatWithTwoDays", R"({"dateFormat": "yyyyMMdddd"})", "dateFormat"},
        Wrong{"noDirections", R"({"directions": {"IN": null, "OUT": null}})", "directions"},
        Wrong{"unknownType", R"({"directions": {"IN": "GIFT"}})", "directions.IN"},
        Wrong{"typeNotByHand", R"({"directions": {"IN": "FORK_OUT"}})", "directions.IN"},
        Wrong{"directionIsANumber", R"({"directions": {"IN": 2}})", "directions.IN"},
        Wrong{"unknownAccountWord", R"({"unknownAccount": "ignore"})", "unknownAccount"},
        Wrong{"createIsText", R"({"unknownAccount": {"create": "REVENUE"}})", "unknownAccount.create"},
        Wrong{"createWithoutType", R"({"unknownAccount": {"create": {"type": null}}})",
              "unknownAccount.create.type"},
        Wrong{"createOfUnknownType", R"({"unknownAccount": {"create": {"type": "GIRO"}}})",
              "unknownAccount.create.type"},
        Wrong{"unknownCreateKey", R"({"unknownAccount": {"create": {"name": "x"}}})",
              "unknownAccount.create.name"},
        Wrong{"unknownPolicyKey", R"({"unknownAccount": {"create": {"policy": {"buffer": 1}}}})",
              "unknownAccount.create.policy.buffer"},
        Wrong{"bufferIsADecimal", R"({"unknownAccount": {"create": {"policy": {"cashBufferBp": 0.5}}}})",
              "unknownAccount.create.policy.cashBufferBp"},
        Wrong{"bufferAboveItsLimit", R"({"unknownAccount": {"create": {"policy": {"cashBufferBp": 2001}}}})",
              "unknownAccount.create.policy.cashBuffer"},
        Wrong{"hugeAmount",
              R"({"unknownAccount": {"create": {"policy": {"mergeThresholdCents": 18446744073709551615}}}})",
              "unknownAccount.create.policy.mergeThresholdCents"},
        Wrong{"unknownDay", R"({"unknownAccount": {"create": {"policy": {"entryDays": ["SUN"]}}}})",
              "unknownAccount.create.policy.entryDays"},
        Wrong{"forkingRevAcc", R"({"unknownAccount": {"create": {"policy": {"forkingEnabled": true}}}})",
              "unknownAccount.create.policy.forkingEnabled"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ImportMapping, whatIsNoJsonObjectIsNamed) {
    for (const char* text : {"", "{", "[]", "7", "{\"a\":1,}", "\xFF"})
        EXPECT_FALSE(parseImportMapping(text).has_value()) << text;
    EXPECT_TRUE(parseImportMapping(R"({"source":"a","source":"b"})").error().starts_with("source: "));
    EXPECT_FALSE(parseImportMapping("{\"a\":" + std::string(100'000, '[')).has_value());
}

} // namespace
} // namespace alluse::exchange
