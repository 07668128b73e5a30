#include "composition/read_codecs.h"

#include <cstring>
#include <type_traits>

namespace alluse::composition {

namespace {

using domain::BasisPoints;
using domain::Date;
using domain::Money;

// One description of each value serves both ways: `field` writes or reads what it is given.
class Writer {
public:
    template <class T>
    void number(T value) {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void field(const std::string& text) {
        number(static_cast<std::uint32_t>(text.size()));
        m_bytes += text;
    }
    template <class T>
    requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) void field(const T& value) {
        number(value);
    }
    template <class Tag>
    void field(const domain::Id<Tag>& id) {
        number(id.value());
    }
    void field(const Money& money) { number(money.cents()); }
    void field(const BasisPoints& share) { number(share.value()); }
    void field(const Date& date) { number(date.daysSinceEpoch()); }
    void field(const domain::EntryDays& days) { number(days.bits()); }
    template <class T>
    void field(const std::optional<T>& value) {
        number(static_cast<std::uint8_t>(value.has_value()));
        if (value) field(*value);
    }
    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}
    template <class T>
    T number() {
        T value{};
        if (m_bytes.size() < sizeof value) {
            m_isBroken = true;
            return value;
        }
        std::memcpy(&value, m_bytes.data(), sizeof value);
        m_bytes.remove_prefix(sizeof value);
        return value;
    }
    void field(std::string& text) {
        const auto size = number<std::uint32_t>();
        if (size > m_bytes.size()) {
            m_isBroken = true;
            return;
        }
        text = m_bytes.substr(0, size);
        m_bytes.remove_prefix(size);
    }
    template <class T>
    requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) void field(T& value) {
        value = number<T>();
    }
    template <class Tag>
    void field(domain::Id<Tag>& id) {
        id = domain::Id<Tag>(number<std::int64_t>());
    }
    void field(Money& money) { money = Money::fromCents(number<std::int64_t>()); }
    void field(BasisPoints& share) { share = BasisPoints(number<std::int32_t>()); }
    void field(Date& date) { date = Date(number<std::int32_t>()); }
    void field(domain::EntryDays& days) { days = domain::EntryDays(number<std::uint8_t>()); }
    template <class T>
    void field(std::optional<T>& value) {
        if (number<std::uint8_t>() == 0) return;
        field(value.emplace());
    }
    [[nodiscard]] bool isWhole() const { return !m_isBroken && m_bytes.empty(); }

private:
    std::string_view m_bytes;
    bool m_isBroken = false;
};

template <class Archive, class... Fields>
void fields(Archive& archive, Fields&... values) {
    (archive.field(values), ...);
}

template <class Archive, class Policy>
void describePolicy(Archive& archive, Policy& p) {
    fields(archive, p.initialAllocation, p.cashBuffer, p.targetWeeklyReturn, p.deltaMin, p.deltaMax,
           p.entryDays, p.positionSizing, p.reinvestment, p.contractsShare, p.leapsShare,
           p.taxReserve, p.maxDrawdown, p.atrThresholdHundredths, p.withdrawalsAllowed,
           p.forkingEnabled, p.forkThreshold, p.forkMinimumRemaining, p.forkRetainShare,
           p.forkChildShare, p.forkComShare, p.mergeThreshold);
}

template <class Archive, class Account>
void describeAccount(Archive& archive, Account& a) {
    fields(archive, a.id, a.reference, a.name, a.clientId, a.familyId, a.type, a.status);
    for (auto& sleeve : a.balances.sleeves)
        archive.field(sleeve);
    fields(archive, a.baseline, a.reinvestable);
    describePolicy(archive, a.policy);
    fields(archive, a.policyVersion, a.parent, a.depth, a.branch, a.postingCount, a.version,
           a.openedOn, a.closeReason, a.mergedInto);
}

template <class Archive, class Value>
void describe(Archive& archive, Value& value) {
    using T = std::remove_const_t<Value>;
    if constexpr (std::is_same_v<T, domain::Account>) {
        describeAccount(archive, value);
    } else if constexpr (std::is_same_v<T, services::AccountDetails>) {
        describeAccount(archive, value.account);
        fields(archive, value.clientName, value.familyName, value.parentName, value.lastActivityOn);
    } else if constexpr (std::is_same_v<T, services::FamilyRow>) {
        fields(archive, value.id, value.name, value.clientId, value.clientName, value.templateName,
               value.openedOn, value.accountsOpen, value.accountsClosed, value.balance,
               value.generation, value.revenue, value.compounding);
    } else {
        fields(archive, value.families, value.accounts, value.accountsClosed, value.generation,
               value.revenue, value.compounding);
    }
}

template <class Value>
const cache::Codec& codecOf() {
    static const cache::Codec codec{[](const void* value) {
                                        Writer writer;
                                        describe(writer, *static_cast<const Value*>(value));
                                        return writer.take();
                                    },
                                    [](std::string_view bytes) -> std::shared_ptr<const void> {
                                        Reader reader(bytes);
                                        auto value = std::make_shared<Value>();
                                        describe(reader, *value);
                                        return reader.isWhole() ? value : nullptr;
                                    }};
    return codec;
}

} // namespace

const cache::Codec& accountCodec() {
    return codecOf<domain::Account>();
}
const cache::Codec& accountDetailsCodec() {
    return codecOf<services::AccountDetails>();
}
const cache::Codec& familyCodec() {
    return codecOf<services::FamilyRow>();
}
const cache::Codec& bookTotalsCodec() {
    return codecOf<services::BookTotals>();
}

} // namespace alluse::composition
