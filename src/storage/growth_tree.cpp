// Lineage: the family as it was on a day, and the value of an account with its descendants.

#include "storage/growth_repository.h"
#include "storage/unit_of_work.h"

namespace alluse::storage {

using domain::Money;
using services::FamilyTree;
using services::SubtreeValue;
using services::TreeEdge;
using services::TreeNode;

namespace {

constexpr Sql kFamily{"growth.tree-family", "select name, opened_on, com_account_id from family where id = $1"};

// What an account was worth needs its postings only when some of them came later.
constexpr Sql kNodes{"growth.tree-nodes", R"(
    select a.id, a.reference, a.name, a.type,
           case when a.status = 4 and a.closed_on > $2 then 1 else a.status end,
           case when a.last_activity_on is null or a.last_activity_on <= $2
                then a.cash + a.contracts + a.leaps + a.tax_reserve
                else (select cast(coalesce(sum(p.amount), 0) as bigint) from posting p
                       where p.account_id = a.id and p.seq is not null and p.business_date <= $2) end,
           a.parent_id, a.depth, a.opened_on,
           case when a.closed_on <= $2 then a.closed_on end,
           case when a.closed_on <= $2 then a.merged_into end
      from account a where a.family_id = $1 and a.opened_on <= $2 order by a.id)"};

constexpr Sql kEdges{"growth.tree-edges", R"(
    select x.kind, x.source_id, x.target_id, x.amount, e.business_date, x.entry_id,
           case when (select b.business_date from growth_event g join entry b on b.id = g.rolled_back_by
                       where g.id = x.entry_id) <= $2 then 1 else 0 end
      from account a join lineage x on x.source_id = a.id join entry e on e.id = x.entry_id
     where a.family_id = $1 and e.business_date <= $2 order by x.id)"};

// The range holds an account and all descendants whose paths begin with its own; '0' follows '/'.
constexpr Sql kSubtreePostgresql{"growth.subtree", R"(
    select count(*) filter (where status <> 4),
           coalesce(sum(cash + contracts + leaps + tax_reserve), 0)::bigint,
           exists (select 1 from account where parent_id is not null and path is null)::integer
      from account
     where parent_id is not null
       and path > (select path from account where id = $1)
       and path < (select left(path, -1) || '0' from account where id = $1))"};
constexpr Sql kSubtreeSqlite{"growth.subtree", R"(
    select sum(status <> 4), ifnull(sum(cash + contracts + leaps + tax_reserve), 0),
           exists (select 1 from account where parent_id is not null and path is null)
      from account
     where parent_id is not null
       and path > (select path from account where id = $1)
       and path < (select substr(path, 1, length(path) - 1) || '0' from account where id = $1))"};
// Below the depth cap there are no paths: from those that have one, step by step.
std::string deepText(std::string_view pathEnd) {
    return R"(
    with recursive member (id) as (
        select id from account
         where id = $1 or (parent_id is not null and path > (select path from account where id = $1)
                           and path < (select )" + std::string(pathEnd) + R"( || '0' from account where id = $1))
         union all
        select a.id from member m join account a on a.parent_id = m.id
         where a.parent_id is not null and a.path is null)
    select sum(case when a.status <> 4 then 1 else 0 end),
           cast(sum(a.cash + a.contracts + a.leaps + a.tax_reserve) as bigint)
      from member m join account a on a.id = m.id)";
}
constexpr Sql kOwn{"growth.subtree-own", R"(
    select case when status <> 4 then 1 else 0 end, cash + contracts + leaps + tax_reserve
      from account where id = $1 and id >= 1000)"};

TreeNode readNode(const Statement& row) {
    const auto day = [](std::int64_t days) { return domain::Date(static_cast<std::int32_t>(days)); };
    TreeNode node;
    node.id = services::AccountId(row.integer(0));
    node.reference = row.string(1);
    node.name = row.string(2);
    node.type = static_cast<services::AccountType>(row.integer(3));
    node.status = static_cast<services::AccountStatus>(row.integer(4));
    node.balance = Money::fromCents(row.integer(5));
    if (const auto parent = row.maybeInteger(6)) node.parent = services::AccountId(*parent);
    node.depth = static_cast<std::int32_t>(row.integer(7));
    node.openedOn = day(row.integer(8));
    if (const auto closed = row.maybeInteger(9)) node.closedOn = day(*closed);
    if (const auto target = row.maybeInteger(10)) node.mergedInto = services::AccountId(*target);
    return node;
}

TreeEdge readEdge(const Statement& row) {
    TreeEdge edge;
    edge.kind = static_cast<domain::LineageKind>(row.integer(0));
    edge.source = services::AccountId(row.integer(1));
    edge.target = services::AccountId(row.integer(2));
    edge.amount = Money::fromCents(row.integer(3));
    edge.date = domain::Date(static_cast<std::int32_t>(row.integer(4)));
    if (const auto entry = row.maybeInteger(5)) edge.entry = services::EntryId(*entry);
    edge.isRolledBack = row.integer(6) != 0;
    return edge;
}

} // namespace

services::Outcome<std::optional<FamilyTree>> GrowthRepository::familyTree(FamilyId family, Date asOf,
                                                                          const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<FamilyTree>> {
        const std::int64_t day = asOf.daysSinceEpoch();
        auto session = m_pool.lease(call);
        UnitOfWork work(*session, Work::Reading);
        std::optional<FamilyTree> tree;
        std::optional<std::int64_t> com;
        Statement& found = work.run(kFamily, {family.value()});
        while (found.next()) {
            tree.emplace();
            tree->id = family;
            tree->name = found.string(0);
            tree->openedOn = Date(static_cast<std::int32_t>(found.integer(1)));
            com = found.maybeInteger(2);
        }
        if (!tree) return tree;
        tree->asOf = asOf;
        Statement& nodes = work.run(kNodes, {family.value(), day});
        while (nodes.next()) {
            TreeNode node = readNode(nodes);
            node.isDesignatedCom = com == node.id.value();
            tree->total = tree->total + node.balance;
            tree->nodes.push_back(std::move(node));
        }
        Statement& edges = work.run(kEdges, {family.value(), day});
        while (edges.next()) tree->edges.push_back(readEdge(edges));
        return tree;
    });
}

services::Outcome<std::optional<SubtreeValue>> GrowthRepository::subtreeValue(AccountId account,
                                                                              const Call& call) {
    return guarded(Work::Reading, [&]() -> Outcome<std::optional<SubtreeValue>> {
        auto session = m_pool.lease(call);
        const bool isSqlite = session->dialect() == Dialect::Sqlite;
        const auto read = [](Statement& row) {
            return SubtreeValue{static_cast<std::int32_t>(row.maybeInteger(0).value_or(0)),
                                Money::fromCents(row.maybeInteger(1).value_or(0))};
        };
        std::optional<SubtreeValue> value;
        Statement& own = session->run(kOwn, {account.value()});
        while (own.next()) value = read(own);
        if (!value) return value;
        bool isDeep = false;
        Statement& below = session->run(isSqlite ? kSubtreeSqlite : kSubtreePostgresql, {account.value()});
        while (below.next()) {
            const SubtreeValue descendants = read(below);
            isDeep = below.integer(2) != 0;
            value->accounts += descendants.accounts;
            value->value = value->value + descendants.value;
        }
        if (!isDeep) return value;
        static const std::string deepPostgresql = deepText("left(path, -1)");
        static const std::string deepSqlite = deepText("substr(path, 1, length(path) - 1)");
        Statement& all = session->run({"growth.subtree-deep", isSqlite ? deepSqlite : deepPostgresql},
                                      {account.value()});
        while (all.next()) value = read(all);
        return value;
    });
}

} // namespace alluse::storage
