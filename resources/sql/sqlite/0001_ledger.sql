-- The ledger on SQLite: what must hold holds here, whoever writes (invariants I1 to I18).
-- Amounts are cents, shares basis points, dates days since 1970-01-01, times UTC microseconds.
-- Amounts are BIGINT, which rules out STRICT tables; typeof() refuses silent REAL and TEXT.
-- The enumerated numbers are those of the domain's enums and are never renumbered.
-- A deferred reference that is still open makes each insert into its parent look for children, so
-- columns without an index of their own carry no REFERENCES; the verification checks them.
-- Needs foreign_keys=on and recursive_triggers=on in each connection that writes.

create table setting (
    key   text primary key,
    value text not null
) without rowid;
insert into setting (key, value) values
    ('environment', 'live'),
    ('timeZone', 'America/New_York');

-- One row: domain::GrowthLimits.
create table growth_limits (
    only_row                 integer primary key default 1 check (only_row = 1),
    cooling_seconds          bigint not null default 86400 check (cooling_seconds >= 0),
    forks_per_family_day_max bigint not null default 5 check (forks_per_family_day_max >= 1),
    merge_sources_max        bigint not null default 10 check (merge_sources_max between 1 and 100),
    reinvestment_min         bigint not null default 1000000 check (reinvestment_min >= 0),
    reinvestment_max         bigint not null default 100000000 check (reinvestment_max > 0),
    depth_max                bigint not null default 100 check (depth_max between 1 and 150)
);
insert into growth_limits default values;

create table client (
    id                 integer primary key,
    name               text not null check (length(name) between 1 and 200),
    external_reference text check (length(external_reference) between 1 and 200),
    contact            text not null default '',
    notes              text not null default '',
    created_at         bigint not null check (typeof(created_at) = 'integer')
);
create unique index client_external_reference on client (external_reference)
    where external_reference is not null;
create index client_name on client (name);

create table family (
    id             integer primary key,
    name           text not null check (length(name) between 1 and 200),
    client_id      bigint not null references client (id),
    template       text not null default '',
    opened_on      bigint not null check (typeof(opened_on) = 'integer'),
    com_account_id bigint,
    growth_seq     bigint not null default 0,  -- raised by each fork, merge and undo; plans carry it
    child_number   bigint not null default 0,  -- of the last "-F<n>" child
    fork_mode      bigint not null default 1 check (fork_mode in (1, 2, 3)), -- domain::GrowthMode
    merge_mode     bigint not null default 2 check (merge_mode in (1, 2, 3)),
    reinvestment_mode bigint not null default 2 check (reinvestment_mode in (1, 2, 3))
);
create index family_client on family (client_id);
create index family_name on family (name);

-- One row per account; ids below 1000 are the system accounts, which store no balance.
-- The policy columns repeat the current version, because each posting is checked against them.
create table account (
    id                   integer primary key,
    reference            text not null unique check (length(reference) between 1 and 200),
    name                 text not null check (length(name) between 1 and 200
                             and name not glob '*[' || char(1) || '-' || char(31) || ']*'
                             and instr(name, char(127)) = 0),
    family_id            bigint references family (id),
    type                 bigint not null check (type in (0, 1, 2, 3)), -- 0: system
    status               bigint not null default 1 check (status in (1, 2, 3, 4)),
    cash                 bigint not null default 0 check (typeof(cash) = 'integer' and cash >= 0),
    contracts            bigint not null default 0 check (typeof(contracts) = 'integer' and contracts >= 0),
    leaps                bigint not null default 0 check (typeof(leaps) = 'integer' and leaps >= 0),
    tax_reserve          bigint not null default 0 check (typeof(tax_reserve) = 'integer' and tax_reserve >= 0),
    baseline             bigint not null default 0 check (typeof(baseline) = 'integer'
                             and baseline between -1000000000000000 and 1000000000000000),
    reinvestable         bigint not null default 0 check (typeof(reinvestable) = 'integer'
                             and reinvestable >= 0), -- gain that was not used yet
    policy_version       bigint not null default 1,
    buffer_bp            bigint not null default 0 check (buffer_bp between 0 and 2000),
    withdrawals_allowed  bigint not null default 1 check (withdrawals_allowed in (0, 1)),
    forking_enabled      bigint not null default 0 check (forking_enabled in (0, 1)),
    fork_threshold       bigint not null default 0 check (typeof(fork_threshold) = 'integer'),
    fork_held            bigint not null default 0 check (fork_held in (0, 1)), -- forks by hand only
    last_forked_at       bigint, -- of its newest fork that was not undone
    parent_id            bigint,
    branch_id            bigint, -- the first-generation ancestor; its own id there, null on a root
    path                 text,   -- '1000/1004/': ids from the root to itself, so a subtree is a range
    depth                bigint not null default 0 check (depth >= 0),
    seq                  bigint not null default 0 check (typeof(seq) = 'integer' and seq >= 0),
    version              bigint not null default 1,
    opened_on            bigint not null check (typeof(opened_on) = 'integer'),
    last_activity_on     bigint,
    close_reason         bigint check (close_reason in (1, 2, 3, 4)),
    closed_on            bigint,
    merged_into          bigint,
    balance   bigint generated always as (cash + contracts + leaps + tax_reserve) virtual,
    -- Buffer share of the larger of baseline and balance, half to even; limits keep it in int64.
    buffer    bigint generated always as (
        buffer_bp * max(baseline, balance) / 10000
        + (buffer_bp * max(baseline, balance) % 10000 > 5000
           or (buffer_bp * max(baseline, balance) % 10000 = 5000
               and buffer_bp * max(baseline, balance) / 10000 % 2 = 1))) virtual,
    available bigint generated always as (max(0, cash - buffer)) virtual,
    surplus   bigint generated always as (balance - baseline) virtual,
    check ((id < 1000) = (family_id is null) and (id < 1000) = (type = 0)),
    check (cash + contracts + leaps + tax_reserve <= 1000000000000000),   -- I17
    check (status <> 4 or cash + contracts + leaps + tax_reserve = 0),    -- I4: closed is empty
    check ((status = 4) = (close_reason is not null)),
    check (parent_id is null or parent_id < id)                           -- I9: no cycle
);
create index account_family on account (family_id);
create index account_name on account (name);
create index account_type on account (type);
create index account_status on account (status);
create index account_branch on account (branch_id) where branch_id is not null;
create index account_path on account (path) where parent_id is not null;
-- Below the depth cap an account has no path and is found by recursion.
create index account_deep on account (parent_id) where parent_id is not null and path is null;

insert into account (id, reference, name, type, opened_on) values
    (1, 'SYS-CASH', 'Client cash', 0, 0),
    (2, 'SYS-MARKET', 'Market result', 0, 0),
    (3, 'SYS-OPENING', 'Opening', 0, 0);

-- Every command that arrived and how it ended: audit, idempotency and change feed in one row.
create table command (
    seq               integer primary key,
    id                text not null unique check (length(id) = 36),
    kind              bigint not null,
    payload           text not null,
    sha256            blob not null check (length(sha256) = 32), -- of the payload
    requested_at      bigint not null check (typeof(requested_at) = 'integer'),
    arrived_at        bigint not null check (typeof(arrived_at) = 'integer'), -- the writer's clock
    duration_us       bigint not null,
    actor             text not null,
    role              text not null,
    origin            text not null,
    reason            text not null,
    outcome           bigint not null check (outcome in (1, 2)), -- 1 done, 2 refused
    refusal_code      bigint,
    refusal_account   bigint,
    refusal_limit     bigint,
    refusal_detail    text,
    refusal_field     text,
    client_id         bigint, -- opened or used by a new family
    family_id         bigint,
    opened_accounts   text not null default '[]', -- JSON array of ids in the order of the plan
    changed_accounts  text not null default '[]', -- JSON array of ids, ascending
    accounts_after    text not null default '[]', -- JSON array of [id, balance, cash, version]
    check ((outcome = 2) = (refusal_code is not null))
);

create table import (
    id               integer primary key,
    source           text not null,
    file_name        text not null,
    file_sha256      text not null,
    started_at       bigint not null,
    actor            text not null,
    rows_read        bigint not null default 0,
    posted           bigint not null default 0,
    duplicates       bigint not null default 0,
    refused          bigint not null default 0,
    bad              bigint not null default 0,
    accounts_created bigint not null default 0,
    is_finished      bigint not null default 0,
    is_undone        bigint not null default 0
);

-- An entry is written after its postings and seals them: see entry_conserves below.
create table entry (
    id            integer primary key,
    command_id    text not null unique references command (id) deferrable initially deferred,
    kind          bigint not null,
    business_date bigint not null check (typeof(business_date) = 'integer'),
    original_date bigint check (typeof(original_date) in ('integer', 'null')),
    recorded_at   bigint not null check (typeof(recorded_at) = 'integer'),
    actor         text not null,
    note          text not null default '',
    reverses      bigint references entry (id),
    import_id     bigint references import (id),
    import_row    bigint
);
create unique index entry_reverses on entry (reverses) where reverses is not null; -- once
create index entry_import on entry (import_id) where import_id is not null;

create table posting (
    entry_id       bigint not null references entry (id) deferrable initially deferred,
    line           bigint not null check (line >= 1),
    account_id     bigint not null references account (id),
    seq            bigint,
    type           bigint not null check (type between 1 and 18),
    sleeve         bigint not null check (sleeve in (0, 1, 2, 3)),
    amount         bigint not null check (typeof(amount) = 'integer' and amount <> 0
                       and amount between -1000000000000000 and 1000000000000000),
    baseline_delta bigint not null default 0 check (typeof(baseline_delta) = 'integer'),
    gain_delta     bigint not null default 0 check (typeof(gain_delta) = 'integer'), -- of reinvestable
    balance_after  bigint check (typeof(balance_after) in ('integer', 'null')),
    business_date  bigint not null check (typeof(business_date) = 'integer'),
    recorded_at    bigint not null check (typeof(recorded_at) = 'integer'),
    underlying     text,
    option_symbol  text,
    contracts      bigint,
    trade_date     bigint,
    primary key (entry_id, line),
    check ((account_id < 1000) = (seq is null) and (seq is null) = (balance_after is null))
) without rowid;
create unique index posting_account_seq on posting (account_id, seq) where seq is not null; -- I7
-- Balances as of a date are sums over this index alone; seq is there for "seq is not null".
create index posting_as_of on posting (account_id, business_date, recorded_at, amount, seq)
    where seq is not null;
create index posting_system on posting (account_id) where seq is null;

create table policy (
    account_id            bigint not null references account (id),
    version               bigint not null check (version >= 1),
    initial_allocation_bp bigint not null check (initial_allocation_bp between 0 and 10000),
    cash_buffer_bp        bigint not null check (cash_buffer_bp between 0 and 2000),
    target_return_bp      bigint not null check (target_return_bp between 10 and 500),
    delta_min             bigint not null check (delta_min between 10 and 60),
    delta_max             bigint not null check (delta_max between 20 and 70 and delta_min < delta_max),
    entry_days            bigint not null check (entry_days between 1 and 31), -- Monday is 1, Friday 16
    position_sizing_bp    bigint not null check (position_sizing_bp between 0 and 10000),
    reinvestment          bigint not null check (reinvestment between 0 and 4),
    contracts_bp          bigint not null check (contracts_bp between 0 and 10000),
    leaps_bp              bigint not null check (contracts_bp + leaps_bp = 10000),
    tax_reserve_bp        bigint not null check (tax_reserve_bp between 0 and 10000),
    max_drawdown_bp       bigint not null check (max_drawdown_bp between 0 and 10000),
    atr_threshold         bigint not null check (atr_threshold > 0), -- hundredths
    withdrawals_allowed   bigint not null check (withdrawals_allowed in (0, 1)),
    forking_enabled       bigint not null check (forking_enabled in (0, 1)),
    fork_threshold        bigint not null check (typeof(fork_threshold) = 'integer' and fork_threshold >= 0),
    fork_min_remaining    bigint not null check (typeof(fork_min_remaining) = 'integer' and fork_min_remaining >= 0),
    fork_retain_bp        bigint not null check (fork_retain_bp between 0 and 10000),
    fork_child_bp         bigint not null check (fork_child_bp between 0 and 10000),
    fork_com_bp           bigint not null check (fork_com_bp between 0 and 10000),
    merge_threshold       bigint not null check (typeof(merge_threshold) = 'integer'
                              and merge_threshold > fork_threshold),
    command_id            text,
    actor                 text not null,
    recorded_at           bigint not null,
    primary key (account_id, version)
) without rowid;

create table lineage (
    id          integer primary key,
    kind        bigint not null check (kind in (1, 2, 3)), -- 1 fork, 2 merge, 3 successor
    source_id   bigint not null,
    target_id   bigint not null,
    amount      bigint not null check (typeof(amount) = 'integer'),
    entry_id    bigint,
    recorded_at bigint not null,
    check (source_id <> target_id)
);
create index lineage_source on lineage (source_id);
create index lineage_target on lineage (target_id);

-- The newest row counts.
create table period_lock (
    id             integer primary key,
    closed_through bigint not null check (typeof(closed_through) = 'integer'),
    actor          text not null,
    reason         text not null,
    recorded_at    bigint not null
);

-- Written in the entry that lifts the surplus over the fork threshold. It ends executed, superseded
-- (no longer valid, with the reason) or cancelled, and never disappears.
create table pending_fork (
    id            integer primary key,
    account_id    bigint not null,
    entry_id      bigint, -- of the crossing; null when a policy change made the fork due
    surplus       bigint not null,
    threshold     bigint not null,
    recorded_at   bigint not null,
    state         bigint not null default 1 check (state in (1, 2, 3, 4)), -- domain::PendingForkState
    ended_at      bigint,
    ended_by      text, -- the command that executed it
    reason        text not null default '', -- why it waits, or why it ended
    check ((state = 1) = (ended_at is null)),
    check (state <> 2 or ended_by is not null)
);
create unique index pending_fork_account on pending_fork (account_id) where state = 1;

-- One row per fork, merge and reinvestment that was done; an undone one is rolled back, once.
create table growth_event (
    id             integer primary key,                          -- of its entry
    kind           bigint not null check (kind in (11, 12, 13)), -- domain::CommandKind
    state          bigint not null default 1 check (state in (1, 2)), -- 1 completed, 2 rolled back
    family_id      bigint not null,
    account_id     bigint not null, -- the parent, the target, the account itself
    other_id       bigint,          -- the child
    amount         bigint not null,
    business_date  bigint not null,
    recorded_at    bigint not null,
    rolled_back_by bigint,          -- the entry that took it back
    check ((state = 2) = (rolled_back_by is not null))
);
create index growth_event_family on growth_event (family_id, business_date);

-- A reinvestment that is due; its states are domain::ReinvestmentState.
create table reinvestment (
    id         integer primary key,
    account_id bigint not null,
    family_id  bigint not null,
    due_on     bigint not null,
    frequency  bigint not null check (frequency between 0 and 4),
    state      bigint not null default 1 check (state between 1 and 7),
    amount     bigint not null default 0,
    entry_id   bigint,
    reason     text not null default '',
    actor      text not null default '',
    moved_at   bigint not null,
    check ((state = 4) = (entry_id is not null))
);
create unique index reinvestment_account on reinvestment (account_id, due_on);
create index reinvestment_due on reinvestment (due_on);

-- I1: a posting can only be added while its entry is unwritten, and the entry is only accepted
-- when at least two postings wait for it and sum to zero; without it the commit fails.
create trigger posting_is_sealed before insert on posting
when exists (select 1 from entry where id = new.entry_id)
begin
    select raise(abort, 'I1: the entry is sealed');
end;

create trigger entry_conserves before insert on entry
when (select count(*) < 2 or sum(amount) <> 0 from posting where entry_id = new.id)
begin
    select raise(abort, 'I1: postings must be two or more and sum to zero');
end;

-- I2, I7: a posting is the only way to move a balance; it states the balance it leads to.
create trigger posting_applies after insert on posting when new.seq is not null
begin
    update account
       set cash = cash + iif(new.sleeve = 0, new.amount, 0),
           contracts = contracts + iif(new.sleeve = 1, new.amount, 0),
           leaps = leaps + iif(new.sleeve = 2, new.amount, 0),
           tax_reserve = tax_reserve + iif(new.sleeve = 3, new.amount, 0),
           baseline = baseline + new.baseline_delta,
           reinvestable = reinvestable + new.gain_delta,
           seq = new.seq,
           version = version + 1,
           last_activity_on = max(ifnull(last_activity_on, new.business_date), new.business_date)
     where id = new.account_id and seq = new.seq - 1
       and balance + new.amount = new.balance_after
       and (status = 1 or (status = 2 and new.amount > 0 and new.type not in (11, 13)));
    select raise(abort, 'I2: the posting does not follow the account') where changes() <> 1;
end;

create trigger account_balance_is_posted
before update of cash, contracts, leaps, tax_reserve, baseline, reinvestable, seq on account
when not exists (select 1 from posting p
                  where p.account_id = new.id and p.seq = new.seq and new.seq = old.seq + 1
                    and new.balance = old.balance + p.amount and new.balance = p.balance_after
                    and new.baseline = old.baseline + p.baseline_delta
                    and new.reinvestable = old.reinvestable + p.gain_delta)
begin
    select raise(abort, 'I2: balances move by postings only');
end;

create trigger account_starts_empty before insert on account
when new.cash <> 0 or new.contracts <> 0 or new.leaps <> 0 or new.tax_reserve <> 0
     or new.baseline <> 0 or new.reinvestable <> 0 or new.seq <> 0 or new.status = 4
begin
    select raise(abort, 'I2: an account starts empty and open');
end;

-- I4: closed is final.
create trigger account_closed_is_final before update on account when old.status = 4
begin
    select raise(abort, 'I4: a closed account never changes');
end;
create trigger account_stays before delete on account
begin
    select raise(abort, 'I5: accounts are never deleted');
end;
create trigger account_identity before update of id, family_id, type, parent_id, depth, branch_id, path, opened_on on account
begin
    select raise(abort, 'I5: the identity of an account never changes');
end;

-- I5: append-only. INSERT OR REPLACE passes these only without recursive_triggers.
create trigger posting_no_update before update on posting
begin
    select raise(abort, 'I5: postings are append-only');
end;
create trigger posting_no_delete before delete on posting
begin
    select raise(abort, 'I5: postings are append-only');
end;
create trigger entry_no_update before update on entry
begin
    select raise(abort, 'I5: entries are append-only');
end;
create trigger entry_no_delete before delete on entry
begin
    select raise(abort, 'I5: entries are append-only');
end;
create trigger command_no_update before update on command
begin
    select raise(abort, 'I5: commands are append-only');
end;
create trigger command_no_delete before delete on command
begin
    select raise(abort, 'I5: commands are append-only');
end;
create trigger policy_no_update before update on policy
begin
    select raise(abort, 'I5: policy versions are append-only');
end;
create trigger policy_no_delete before delete on policy
begin
    select raise(abort, 'I5: policy versions are append-only');
end;
create trigger lineage_no_update before update on lineage
begin
    select raise(abort, 'I5: lineage is append-only');
end;
create trigger lineage_no_delete before delete on lineage
begin
    select raise(abort, 'I5: lineage is append-only');
end;
create trigger period_lock_no_update before update on period_lock
begin
    select raise(abort, 'I5: period locks are append-only');
end;
create trigger period_lock_no_delete before delete on period_lock
begin
    select raise(abort, 'I5: period locks are append-only');
end;
-- The limits of a policy that depend on the type of its account.
create trigger policy_fits_type before insert on policy
when exists (select 1 from account a where a.id = new.account_id
              and (a.type = 3 and new.withdrawals_allowed = 1 or a.type <> 1 and new.forking_enabled = 1
                   or a.type = 1 and (new.fork_threshold = 0 or
                      new.fork_retain_bp + new.fork_child_bp + new.fork_com_bp <> 10000)))
begin
    select raise(abort, 'policy: the policy does not fit the type of its account');
end;

-- I10: what growth did is told once: a pending fork ends once, an event is rolled back once, a
-- reinvestment is completed or cancelled once.
create trigger pending_fork_ends_once before update on pending_fork
when old.state <> 1 or new.id <> old.id or new.account_id <> old.account_id
     or new.entry_id is not old.entry_id or new.surplus <> old.surplus
     or new.threshold <> old.threshold or new.recorded_at <> old.recorded_at
begin
    select raise(abort, 'I10: a pending fork ends once');
end;
create trigger pending_fork_no_delete before delete on pending_fork
begin
    select raise(abort, 'I5: pending forks are never deleted');
end;
create trigger growth_event_rolls_back_once before update on growth_event
when old.state <> 1 or new.state <> 2 or new.id <> old.id or new.kind <> old.kind
     or new.family_id <> old.family_id or new.account_id <> old.account_id
     or new.other_id is not old.other_id or new.amount <> old.amount
     or new.business_date <> old.business_date or new.recorded_at <> old.recorded_at
begin
    select raise(abort, 'I10: a growth event is only rolled back, and once');
end;
create trigger growth_event_no_delete before delete on growth_event
begin
    select raise(abort, 'I5: growth events are never deleted');
end;
create trigger reinvestment_ends_once before update on reinvestment
when old.state in (4, 6) or new.id <> old.id or new.account_id <> old.account_id
     or new.due_on <> old.due_on
begin
    select raise(abort, 'I10: a reinvestment ends once');
end;
create trigger reinvestment_no_delete before delete on reinvestment
begin
    select raise(abort, 'I5: reinvestments are never deleted');
end;
-- I9: a fork's child is younger than its parent, so no cycle can form.
create trigger lineage_is_acyclic before insert on lineage
when new.kind = 1 and new.target_id <= new.source_id
     and not exists (select 1 from account where id = new.target_id and type = 3)
begin
    select raise(abort, 'I9: a fork child must be younger than its parent');
end;

-- What lists and details show; the same columns on PostgreSQL.
-- What an account says of itself; account_row adds the names of its family and client.
create view account_own as
select a.id, a.reference, a.name, a.family_id, a.type, a.status, a.cash, a.contracts, a.leaps, a.tax_reserve,
       a.balance, a.baseline, a.reinvestable, a.surplus, a.available, a.policy_version, a.buffer_bp,
       a.forking_enabled, a.fork_threshold, a.parent_id, a.branch_id, a.depth, a.seq, a.version, a.opened_on,
       coalesce(a.last_activity_on, -2147483648) as last_activity_on, a.close_reason, a.merged_into
  from account a
 where a.id >= 1000;

create view account_row as
select a.id, a.reference, a.name, f.client_id, c.name as client_name, a.family_id,
       f.name as family_name, a.type, a.status, a.cash, a.contracts, a.leaps, a.tax_reserve,
       a.balance, a.baseline, a.reinvestable, a.surplus, a.available, a.policy_version, a.buffer_bp,
       a.forking_enabled, a.fork_threshold, a.parent_id, a.branch_id, a.depth, a.seq, a.version, a.opened_on,
       coalesce(a.last_activity_on, -2147483648) as last_activity_on, a.close_reason,
       a.merged_into, lower(a.name || ' ' || c.name || ' ' || a.reference) as search
  from account a
  join family f on f.id = a.family_id
  join client c on c.id = f.client_id;
