-- Guards that no writer can pass: append-only history, closed is final, money moves by functions.
-- No WHEN clauses on the hot path: PostgreSQL parses them anew for every statement.

-- I1, I2: money is written by the functions of the ledger alone, whatever rights a role has. They
-- carry the mark `ledger.writer` while they run, and check what they write: a trigger that looks
-- at each row again cost a transfer a fifth of its time. Whoever owns the tables can set the mark
-- himself, as he can drop a trigger; other roles have no right to write here at all.
create function writers_only() returns trigger language plpgsql as $$
begin
    if current_setting('ledger.writer', true) = 'on' then return null; end if;
    raise exception 'I2: % is written by the functions of the ledger alone', tg_table_name
          using errcode = 'LG002';
end $$;
create trigger posting_writers_only before insert on posting
    for each statement execute function writers_only();
create trigger account_writers_only before insert or update of cash, contracts, leaps, tax_reserve,
    reinvestable, baseline, seq on account for each statement execute function writers_only();
create trigger policy_writers_only before insert on policy
    for each statement execute function writers_only();

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%: % is append-only', tg_argv[0], tg_table_name using errcode = 'LG005';
end $$;

create trigger posting_append_only before update or delete on posting
    for each row execute function refuse_change('I5');
create trigger posting_no_truncate before truncate on posting execute function refuse_change('I5');
create trigger command_append_only before update or delete on command
    for each row execute function refuse_change('I5');
create trigger command_no_truncate before truncate on command execute function refuse_change('I5');
create trigger policy_append_only before update or delete on policy
    for each row execute function refuse_change('I5');
create trigger policy_no_truncate before truncate on policy execute function refuse_change('I5');
create trigger lineage_append_only before update or delete on lineage
    for each row execute function refuse_change('I5');
create trigger lineage_no_truncate before truncate on lineage execute function refuse_change('I5');
create trigger period_lock_append_only before update or delete on period_lock
    for each row execute function refuse_change('I5');
create trigger period_lock_no_truncate before truncate on period_lock execute function refuse_change('I5');
create trigger growth_event_no_delete before delete on growth_event
    for each row execute function refuse_change('I5');
create trigger growth_event_no_truncate before truncate on growth_event
    for each statement execute function refuse_change('I5');
create trigger pending_fork_no_delete before delete on pending_fork
    for each row execute function refuse_change('I5');
create trigger pending_fork_no_truncate before truncate on pending_fork
    for each statement execute function refuse_change('I5');
create trigger reinvestment_no_delete before delete on reinvestment
    for each row execute function refuse_change('I5');
create trigger account_no_delete before delete on account
    for each row execute function refuse_change('I5');
create trigger account_no_truncate before truncate on account execute function refuse_change('I5');

-- I4: a closed account is empty, has a reason and never changes. I5: nor does the identity of any
-- account. After the update and of these columns only: a trigger before it would lock each row
-- that a posting changes a second time.
create function guard_account() returns trigger language plpgsql as $$
begin
    if old.status = 4 then
        raise exception 'I4: a closed account never changes' using errcode = 'LG004';
    end if;
    if (new.status = 4) <> (new.close_reason is not null)
       or new.status = 4 and (new.cash <> 0 or new.contracts <> 0 or new.leaps <> 0 or new.tax_reserve <> 0) then
        raise exception 'I4: a closed account is empty and has a reason' using errcode = 'LG004';
    end if;
    if new.id <> old.id or new.family_id <> old.family_id or new.type <> old.type
       or new.parent_id <> old.parent_id or new.opened_on <> old.opened_on
       or new.path <> old.path or new.branch_id <> old.branch_id then
        raise exception 'I5: the identity of an account never changes' using errcode = 'LG005';
    end if;
    return null;
end $$;
create trigger account_guard after update of id, family_id, type, parent_id, opened_on, path, branch_id,
    depth, reference, name, status, close_reason, closed_on, merged_into, policy_version, buffer_bp,
    withdrawals_allowed, forking_enabled, fork_threshold on account
    for each row execute function guard_account();

-- I9: a child is younger than its parent, so no cycle can form. System accounts have no family.
create function guard_new_account() returns trigger language plpgsql as $$
begin
    if (new.id < 1000) <> (new.family_id is null) or (new.id < 1000) <> (new.type = 0)
       or new.parent_id >= new.id or (new.status = 4) <> (new.close_reason is not null)
       or new.status = 4 and new.cash + new.contracts + new.leaps + new.tax_reserve <> 0 then
        raise exception 'I9: the row of a new account is not sound' using errcode = 'LG009';
    end if;
    return null;
end $$;
create trigger account_sound after insert on account
    for each row execute function guard_new_account();

-- I9: a fork's child is younger than its parent; the other target of a fork is a Com-Acc. Nothing
-- grows out of itself.
create function lineage_is_acyclic() returns trigger language plpgsql as $$
begin
    if new.target_id = new.source_id or new.kind = 1 and new.target_id <= new.source_id
       and not exists (select from account where id = new.target_id and type = 3) then
        raise exception 'I9: a fork child must be younger than its parent' using errcode = 'LG009';
    end if;
    return new;
end $$;
create trigger lineage_acyclic before insert on lineage
    for each row execute function lineage_is_acyclic();

-- I10: what growth did is told once: a pending fork ends once, an event is rolled back once.
create function guard_pending_fork() returns trigger language plpgsql as $$
begin
    if old.state <> 1 or new.id <> old.id or new.account_id <> old.account_id
       or new.entry_id is distinct from old.entry_id or new.surplus <> old.surplus
       or new.threshold <> old.threshold or new.recorded_at <> old.recorded_at then
        raise exception 'I10: a pending fork ends once' using errcode = 'LG010';
    end if;
    return new;
end $$;
create trigger pending_fork_guard before update on pending_fork
    for each row execute function guard_pending_fork();

create function guard_growth_event() returns trigger language plpgsql as $$
begin
    if old.state <> 1 or new.state <> 2
       or row(new.id, new.kind, new.family_id, new.account_id, new.other_id, new.amount,
              new.business_date, new.recorded_at)
          is distinct from row(old.id, old.kind, old.family_id, old.account_id, old.other_id, old.amount,
              old.business_date, old.recorded_at) then
        raise exception 'I10: a growth event is only rolled back, and once' using errcode = 'LG010';
    end if;
    return new;
end $$;
create trigger growth_event_guard before update on growth_event
    for each row execute function guard_growth_event();

-- A reinvestment that was completed or cancelled stays so.
create function guard_reinvestment() returns trigger language plpgsql as $$
begin
    if old.state in (4, 6) or new.id <> old.id or new.account_id <> old.account_id
       or new.due_on <> old.due_on then
        raise exception 'I10: a reinvestment ends once' using errcode = 'LG010';
    end if;
    return new;
end $$;
create trigger reinvestment_guard before update on reinvestment
    for each row execute function guard_reinvestment();
