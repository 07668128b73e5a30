#include "cli/policy_options.h"

#include "cli/text_table.h"

#include <array>
#include <cctype>
#include <charconv>

namespace alluse::cli {
namespace {

using domain::BasisPoints;
using domain::Money;
using domain::Policy;

constexpr std::array kDays{"MON", "TUE", "WED", "THU", "FRI"};

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text)
        if (c == separator) parts.emplace_back();
        else parts.back() += c;
    return parts;
}

// Adds one option whose `read` turns the text into an edit, or into none when it cannot be read.
using Edit = std::function<void(Policy&)>;
void addEdit(CLI::App& app, PolicyEdits& edits, const std::string& name, const std::string& type,
             const std::string& help, const std::string& expected,
             const std::function<std::optional<Edit>(const std::string&)>& read) {
    app.add_option_function<std::string>(
           name,
           [&edits, name, expected, read](const std::string& text) {
               auto edit = read(text);
               if (!edit)
                   throw CLI::ValidationError(name, '"' + text + "\" cannot be read; write " +
                                                        expected + ".");
               edits.edits.push_back(std::move(*edit));
           },
           help)
        ->type_name(type)
        ->group("Policy");
}

void addShare(CLI::App& app, PolicyEdits& edits, const std::string& name, BasisPoints Policy::*field,
              const std::string& help) {
    addEdit(app, edits, name, "PERCENT", help, "a percentage such as 5 or 1.25",
            [field](const std::string& text) -> std::optional<Edit> {
                const auto share = BasisPoints::parsePercent(text);
                if (!share) return std::nullopt;
                return [field, share = *share](Policy& policy) { policy.*field = share; };
            });
}

void addDollars(CLI::App& app, PolicyEdits& edits, const std::string& name, Money Policy::*field,
                const std::string& help) {
    addEdit(app, edits, name, "DOLLARS", help, "dollars such as 50000",
            [field](const std::string& text) -> std::optional<Edit> {
                const auto amount = Money::parse(text, '.', ',');
                if (!amount) return std::nullopt;
                return [field, amount = *amount](Policy& policy) { policy.*field = amount; };
            });
}

void addFlag(CLI::App& app, PolicyEdits& edits, const std::string& name, bool Policy::*field,
             const std::string& help) {
    addEdit(app, edits, name, "yes|no", help, "yes or no",
            [field](const std::string& text) -> std::optional<Edit> {
                if (text != "yes" && text != "no") return std::nullopt;
                return [field, isOn = text == "yes"](Policy& policy) { policy.*field = isOn; };
            });
}

std::optional<Edit> readDelta(const std::string& text) {
    const auto parts = split(text, '-');
    if (parts.size() != 2) return std::nullopt;
    std::array<std::int32_t, 2> values{};
    for (std::size_t i = 0; i < 2; ++i) {
        const char* end = parts[i].data() + parts[i].size();
        const auto [stop, error] = std::from_chars(parts[i].data(), end, values[i]);
        if (error != std::errc() || stop != end) return std::nullopt;
    }
    return [values](Policy& policy) {
        policy.deltaMin = values[0];
        policy.deltaMax = values[1];
    };
}

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

std::optional<Edit> readDays(const std::string& text) {
    std::uint8_t bits = 0;
    for (const auto& word : split(upper(text), ',')) {
        std::size_t day = 0;
        while (day < kDays.size() && word != kDays[day]) ++day;
        if (day == kDays.size()) return std::nullopt;
        bits = static_cast<std::uint8_t>(bits | (1U << day));
    }
    return [bits](Policy& policy) { policy.entryDays = domain::EntryDays(bits); };
}

std::optional<Edit> readFrequency(const std::string& text) {
    const auto frequency = domain::parseReinvestmentFrequency(upper(text));
    if (!frequency) return std::nullopt;
    return [frequency = *frequency](Policy& policy) { policy.reinvestment = frequency; };
}

// Hundredths have the same form as a percentage: at most two decimals, no sign.
std::optional<Edit> readAtr(const std::string& text) {
    const auto threshold = BasisPoints::parsePercent(text);
    if (!threshold) return std::nullopt;
    return [value = threshold->value()](Policy& policy) { policy.atrThresholdHundredths = value; };
}

std::optional<std::vector<BasisPoints>> readShares(const std::string& text, std::size_t count) {
    std::vector<BasisPoints> shares;
    for (const auto& part : split(text, '/')) {
        const auto share = BasisPoints::parsePercent(part);
        if (!share) return std::nullopt;
        shares.push_back(*share);
    }
    if (shares.size() != count) return std::nullopt;
    return shares;
}

std::optional<Edit> readSleeveShares(const std::string& text) {
    const auto shares = readShares(text, 2);
    if (!shares) return std::nullopt;
    return [shares = *shares](Policy& policy) {
        policy.contractsShare = shares[0];
        policy.leapsShare = shares[1];
    };
}

std::optional<Edit> readForkShares(const std::string& text) {
    const auto shares = readShares(text, 3);
    if (!shares) return std::nullopt;
    return [shares = *shares](Policy& policy) {
        policy.forkRetainShare = shares[0];
        policy.forkChildShare = shares[1];
        policy.forkComShare = shares[2];
    };
}

std::vector<std::string> dayNames(domain::EntryDays days) {
    std::vector<std::string> names;
    for (std::size_t day = 0; day < kDays.size(); ++day)
        if (days.contains(static_cast<domain::Weekday>(day))) names.emplace_back(kDays[day]);
    return names;
}

} // namespace

domain::Policy PolicyEdits::applied(domain::Policy policy) const {
    for (const auto& edit : edits) edit(policy);
    return policy;
}

void addPolicyOptions(CLI::App& app, PolicyEdits& edits) {
    addShare(app, edits, "--initial-allocation", &Policy::initialAllocation, "Share of the capital");
    addShare(app, edits, "--cash-buffer", &Policy::cashBuffer, "Cash kept back, 0 to 20");
    addShare(app, edits, "--target-return", &Policy::targetWeeklyReturn, "Per week, 0.1 to 5");
    addEdit(app, edits, "--delta", "MIN-MAX", "Delta range", "a range such as 40-50", readDelta);
    addEdit(app, edits, "--entry-days", "DAYS", "Days to enter trades", "days such as Mon,Tue,Wed",
            readDays);
    addShare(app, edits, "--position-sizing", &Policy::positionSizing, "Share used for positions");
    addEdit(app, edits, "--reinvestment", "WORD", "off, weekly, monthly, quarterly or yearly",
            "off, weekly, monthly, quarterly or yearly", readFrequency);
    addEdit(app, edits, "--sleeve-shares", "CONTRACTS/LEAPS", "Split of a reinvestment",
            "two percentages such as 75/25", readSleeveShares);
    addShare(app, edits, "--tax-reserve", &Policy::taxReserve, "Kept for tax at a reinvestment");
    addShare(app, edits, "--max-drawdown", &Policy::maxDrawdown, "Limit of the drawdown");
    addEdit(app, edits, "--atr-threshold", "NUMBER", "When to adjust, in ATR", "a number such as 1.5",
            readAtr);
    addFlag(app, edits, "--withdrawals", &Policy::withdrawalsAllowed, "Whether money may be withdrawn");
    addFlag(app, edits, "--forking", &Policy::forkingEnabled, "Whether surplus forks, Gen-Acc only");
    addDollars(app, edits, "--fork-threshold", &Policy::forkThreshold, "Surplus that makes a fork due");
    addDollars(app, edits, "--fork-minimum", &Policy::forkMinimumRemaining, "What a fork must leave");
    addEdit(app, edits, "--fork-shares", "RETAIN/CHILD/COM", "Split of a fork",
            "three percentages such as 0/50/50", readForkShares);
    addDollars(app, edits, "--merge-threshold", &Policy::mergeThreshold, "Branch value that merges");
}

Json policyJson(const domain::Policy& policy) {
    return {{"initialAllocationBp", policy.initialAllocation.value()},
            {"cashBufferBp", policy.cashBuffer.value()},
            {"targetWeeklyReturnBp", policy.targetWeeklyReturn.value()},
            {"deltaMin", policy.deltaMin},
            {"deltaMax", policy.deltaMax},
            {"entryDays", dayNames(policy.entryDays)},
            {"positionSizingBp", policy.positionSizing.value()},
            {"reinvestment", code(policy.reinvestment)},
            {"contractsBp", policy.contractsShare.value()},
            {"leapsBp", policy.leapsShare.value()},
            {"taxReserveBp", policy.taxReserve.value()},
            {"maxDrawdownBp", policy.maxDrawdown.value()},
            {"atrThresholdHundredths", policy.atrThresholdHundredths},
            {"withdrawalsAllowed", policy.withdrawalsAllowed},
            {"forkingEnabled", policy.forkingEnabled},
            {"forkThresholdCents", policy.forkThreshold.cents()},
            {"forkMinimumRemainingCents", policy.forkMinimumRemaining.cents()},
            {"forkRetainBp", policy.forkRetainShare.value()},
            {"forkChildBp", policy.forkChildShare.value()},
            {"forkComBp", policy.forkComShare.value()},
            {"mergeThresholdCents", policy.mergeThreshold.cents()}};
}

std::string policyText(const domain::Policy& policy, domain::AccountType type) {
    std::string days;
    for (const auto& day : dayNames(policy.entryDays)) days += (days.empty() ? "" : ",") + day;
    const auto percent = [](BasisPoints share) { return share.percentText() + " %"; };
    std::string atr = BasisPoints(policy.atrThresholdHundredths).percentText();
    TextTable table({"Parameter", ">Value"});
    table.add({"Initial allocation", percent(policy.initialAllocation)});
    table.add({"Cash buffer", percent(policy.cashBuffer)});
    table.add({"Target weekly return", percent(policy.targetWeeklyReturn)});
    table.add({"Delta range", std::to_string(policy.deltaMin) + "-" + std::to_string(policy.deltaMax)});
    table.add({"Entry days", days});
    table.add({"Position sizing", percent(policy.positionSizing)});
    table.add({"Reinvestment", std::string(code(policy.reinvestment))});
    table.add({"Contracts/LEAPS", percent(policy.contractsShare) + " / " + percent(policy.leapsShare)});
    table.add({"Tax reserve", percent(policy.taxReserve)});
    table.add({"Max drawdown", percent(policy.maxDrawdown)});
    table.add({"ATR threshold", std::move(atr)});
    table.add({"Withdrawals", policy.withdrawalsAllowed ? "yes" : "no"});
    if (type == domain::AccountType::Generation) {
        table.add({"Forking", policy.forkingEnabled ? "yes" : "no"});
        table.add({"Fork threshold", policy.forkThreshold.grouped()});
        table.add({"Fork minimum remaining", policy.forkMinimumRemaining.grouped()});
        table.add({"Fork retain/child/Com", percent(policy.forkRetainShare) + " / " +
                                                percent(policy.forkChildShare) + " / " +
                                                percent(policy.forkComShare)});
    }
    table.add({"Merge threshold", policy.mergeThreshold.grouped()});
    return table.text();
}

} // namespace alluse::cli
