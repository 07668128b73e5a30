#pragma once
// Rows of client, family, account and policy: how the writer and the bulk loader read and add them.

#include "domain/account.h"
#include "domain/ledger_entry.h"
#include "storage/sqlite/connection.h"

#include <optional>
#include <string>

namespace alluse::storage::sqlite {

class Statement;

// The figures of an account that a posting is checked against and leads on from; no texts.
[[nodiscard]] std::optional<domain::Account> readAccountState(Connection& connection,
                                                              domain::AccountId id);

[[nodiscard]] domain::ClientId insertClient(Connection& connection, const domain::NewClient& client,
                                            domain::Timestamp createdAt);
[[nodiscard]] domain::FamilyId insertFamily(Connection& connection, const std::string& name,
                                            domain::ClientId client, const std::string& templateName,
                                            domain::Date openedOn);
void designateCom(Connection& connection, domain::FamilyId family, domain::AccountId com);

// The highest account id in use, at least the one before the first customer account.
[[nodiscard]] std::int64_t lastAccountId(Connection& connection);

// What an account is called that nobody gave a reference: "A" and its id, marked when that is taken.
[[nodiscard]] std::string freeReference(Connection& connection, domain::AccountId id);
// '1000/1004/' for an account that is about to be added: the ids from its root to itself.
[[nodiscard]] std::optional<std::string> pathOf(Connection& connection, const domain::Account& account);
// The first-generation ancestor of a stored account, or itself; none for a root.
[[nodiscard]] std::optional<domain::AccountId> branchOf(Connection& connection, domain::AccountId account);

// Adds the account without money, and what the search finds it by; `account` carries id, family, reference and the rest.
void insertAccount(Connection& connection, const domain::Account& account);

struct PolicyOrigin {
    std::string commandId; // empty: none
    const std::string& actor;
    domain::Timestamp recordedAt;
};
void insertPolicy(Connection& connection, domain::AccountId account, std::int32_t version,
                  const domain::Policy& policy, const PolicyOrigin& origin);
// Repeats the current version's values in the account row.
void usePolicy(Connection& connection, domain::AccountId account, std::int32_t version,
               const domain::Policy& policy);

} // namespace alluse::storage::sqlite
