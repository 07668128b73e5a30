#include "exchange/import_mapping.h"

#include "domain/text.h"
#include "exchange/policy_json.h"
#include "exchange/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alluse::exchange {

using nlohmann::json;

namespace {

constexpr int kColumnNumberMax = 1'000;

// Delimiters are single ASCII characters that can stand neither in a number nor in a line end.
char readCharacter(StrictObject& object, std::string_view key, char standard, std::string_view banned) {
    const auto text = object.maybeText(key);
    if (!text) return standard;
    const bool isOne = text->size() == 1 && static_cast<unsigned char>(text->front()) < 0x80;
    if (isOne && banned.find(text->front()) == std::string_view::npos && text->front() != '\0')
        return text->front();
    object.fail(key, "This must be one character that can separate, such as \",\", \";\" or \".\".");
    return standard;
}

void readShape(StrictObject& root, ImportMapping& mapping) {
    constexpr std::string_view kLineEnds = "\r\n";
    constexpr std::string_view kDigitsAndSigns = "0123456789+-\r\n";
    mapping.delimiter = readCharacter(root, "delimiter", mapping.delimiter, kLineEnds);
    mapping.quote = readCharacter(root, "quote", mapping.quote, kLineEnds);
    mapping.decimalSeparator =
        readCharacter(root, "decimalSeparator", mapping.decimalSeparator, kDigitsAndSigns);
    if (mapping.delimiter == mapping.quote) root.fail("quote", "This must differ from the delimiter.");
    if (const auto group = root.maybeText("groupSeparator")) {
        const bool isOne = group->size() <= 4 && domain::isValidUtf8(*group) &&
                           std::count_if(group->begin(), group->end(), [](char c) {
                               return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                           }) <= 1;
        const bool isBanned = group->size() == 1 && (kDigitsAndSigns.find(group->front()) !=
                                                         std::string_view::npos ||
                                                     group->front() == mapping.decimalSeparator);
        if (!isOne || isBanned)
            root.fail("groupSeparator",
                      "This must be one character that differs from the decimal separator.");
        mapping.groupSeparator = *group;
    }
    if (const auto encoding = root.maybeText("encoding")) {
        if (const auto known = parseEncoding(*encoding)) mapping.encoding = *known;
        else root.fail("encoding", "This must be utf-8, iso-8859-1, windows-1252 or utf-16.");
    }
    mapping.hasHeader = root.maybeFlag("header").value_or(true);
    if (const auto format = root.maybeText("dateFormat")) {
        mapping.dateFormat = *format;
        // A format is one that can read back a date: day, month and year stand in it once each.
        const auto count = [&](std::string_view part) {
            return format->find(part) != std::string::npos &&
                   format->find(part, format->find(part) + 1) == std::string::npos;
        };
        const bool hasYear = count("yyyy") || (format->find("yyy") == std::string::npos && count("yy"));
        if (!hasYear || !count("MM") || !count("dd"))
            root.fail("dateFormat", "This must name yyyy or yy, MM and dd once each, as in dd.MM.yyyy.");
    }
}

void readColumns(StrictObject& root, ImportMapping& mapping, std::string& problem) {
    const json* given = root.object("columns");
    if (!given) return;
    StrictObject columns(*given, root.pathOf("columns"), problem);
    for (const ImportField field : kImportFields) {
        const std::string_view key = code(field);
        const json* column = columns.value(key);
        if (!column) {
            if (isRequired(field)) columns.fail(key, "This key is missing.");
            continue;
        }
        if (column->is_string() && mapping.hasHeader) {
            mapping.columns[field] = column->get<std::string>();
            if (column->get<std::string>().empty()) columns.fail(key, "This must not be empty.");
        } else if (column->is_number_integer()) {
            if (const auto number = columns.maybeInteger(key, 1, kColumnNumberMax))
                mapping.columns[field] = static_cast<int>(*number);
        } else if (column->is_string()) {
            columns.fail(key, "Without a header this must be the number of the column.");
        } else {
            columns.fail(key, "This must be the name or the number of a column.");
        }
    }
    columns.refuseOthers();
}

void readDirections(StrictObject& root, ImportMapping& mapping, std::string& problem) {
    const json* given = root.object("directions");
    if (!given) return;
    StrictObject directions(*given, root.pathOf("directions"), problem);
    for (const auto& [value, ignored] : given->items()) {
        const auto text = directions.maybeText(value);
        if (!text) continue;
        const auto type = domain::parseTransactionType(*text);
        if (!type)
            directions.fail(value, *text + " is no transaction type.");
        else if (!domain::ruleOf(*type).mayBePostedByHand)
            directions.fail(value, *text + " cannot be imported.");
        else
            mapping.directions[value] = *type;
    }
    if (given->empty()) root.fail("directions", "This must name at least one value.");
}

void readUnknownAccount(StrictObject& root, ImportMapping& mapping, std::string& problem) {
    constexpr std::string_view kKey = "unknownAccount";
    const json* given = root.value(kKey);
    if (!given || *given == "refuse") return;
    if (!given->is_object()) {
        root.fail(kKey, "This must be \"refuse\" or an object with \"create\".");
        return;
    }
    StrictObject unknown(*given, root.pathOf(kKey), problem);
    if (const json* create = unknown.object("create")) {
        StrictObject account(*create, unknown.pathOf("create"), problem);
        domain::CreateUnknownAccount creation;
        const std::string typeText = account.text("type");
        if (const auto type = domain::parseAccountType(typeText)) creation.type = *type;
        else account.fail("type", "This must be GENERATION, REVENUE or COMPOUNDING.");
        creation.policy = domain::Policy::defaultsFor(creation.type);
        creation.policy.forkingEnabled = false; // unless the policy says otherwise
        if (account.has("policy"))
            if (const json* values = account.object("policy")) {
                StrictObject policy(*values, account.pathOf("policy"), problem);
                readPolicy(policy, creation.policy, creation.type);
            }
        account.refuseOthers();
        mapping.settings.unknownAccount = creation;
    }
    unknown.refuseOthers();
}

} // namespace

std::string_view code(ImportField field) {
    switch (field) {
    case ImportField::ExternalId: return "externalId";
    case ImportField::Account: return "account";
    case ImportField::Date: return "date";
    case ImportField::Amount: return "amount";
    case ImportField::Direction: return "direction";
    case ImportField::Note: return "note";
    case ImportField::Symbol: return "symbol";
    }
    return "";
}

bool isRequired(ImportField field) {
    return field != ImportField::Note && field != ImportField::Symbol;
}

domain::Result<ImportMapping, std::string> parseImportMapping(std::string_view text) {
    const auto document = parseDocument(text);
    if (!document) return tl::unexpected(document.error());
    std::string problem;
    ImportMapping mapping;
    StrictObject root(*document, "", problem);
    mapping.settings.source = root.text("source");
    if (root.isFine()) {
        const auto source = domain::checkedName(mapping.settings.source, "source");
        if (!source) root.fail("source", domain::describe(source.error()));
    }
    readShape(root, mapping);
    readColumns(root, mapping, problem);
    readDirections(root, mapping, problem);
    readUnknownAccount(root, mapping, problem);
    root.refuseOthers();
    if (!problem.empty()) return tl::unexpected(problem);
    return mapping;
}

} // namespace alluse::exchange
